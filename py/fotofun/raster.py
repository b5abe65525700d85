"""Pixel arrays, and the sRGB transfer function computed the same on every machine."""

import math
import zlib
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import choose, cube_root, fifth_root

Pixels: TypeAlias = NDArray[np.uint8]
"""(H, W, 4) uint8, straight alpha, sRGB-encoded."""

Mask: TypeAlias = NDArray[np.uint8]
"""(H, W) uint8: 0 hides, 255 shows."""

Colours: TypeAlias = NDArray[np.float64]
"""(..., 3) float64, sRGB-encoded, 0..1 nominal; operations may go beyond and see beyond."""

Size: TypeAlias = tuple[int, int]
"""(width, height) in pixels."""


class Box(NamedTuple):
    """A rectangle of whole pixels; right and bottom are the first outside."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, size: Size) -> "Box":
        """The rectangle of a whole picture."""
        return cls(0, 0, *size)

    @property
    def size(self) -> Size:
        """(width, height); zero where the box is empty."""
        return max(0, self.right - self.left), max(0, self.bottom - self.top)

    @property
    def is_empty(self) -> bool:
        """Whether no pixel is inside."""
        return self.right <= self.left or self.bottom <= self.top

    @property
    def slices(self) -> tuple[slice, slice]:
        """(rows, columns) for an array; the box must lie inside it."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def intersect(self, other: "Box") -> "Box":
        """What both cover; possibly empty."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def union(self, other: "Box") -> "Box":
        """The least box that covers both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grow(self, by: int) -> "Box":
        """The box with `by` more pixels on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def shift(self, x: int, y: int) -> "Box":
        """The box moved right by x and down by y."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


_TILE = 256
_revisions = count(1)


class Plane:
    """An array of uint8 that never changes; a changed picture is another plane with another `revision`.

    `pack` keeps it as its difference from another plane; `data` then makes the array again when it is asked
    for.
    """

    __slots__ = ("_data", "_packed", "revision", "shape")

    def __init__(self, data: NDArray[np.uint8]) -> None:
        data.flags.writeable = False
        self._data: NDArray[np.uint8] | None = data
        self._packed: Delta | None = None
        self.revision = next(_revisions)
        self.shape = data.shape

    @property
    def data(self) -> NDArray[np.uint8]:
        """The array, read-only."""
        if self._data is None:
            assert self._packed
            data = self._packed.restored(self.shape)
            data.flags.writeable = False
            self._data, self._packed = data, None
        return self._data

    @property
    def is_packed(self) -> bool:
        """Whether only a difference is kept."""
        return self._data is None

    @property
    def nbytes(self) -> int:
        """The memory it takes now."""
        return self._packed.nbytes if self._packed else math.prod(self.shape)

    def changes_since(self, other: "Plane") -> list[Box] | None:
        """The tiles in which it may differ from another plane; None where they cannot be compared."""
        if other.shape != self.shape:
            return None
        if other._packed is not None:
            if other._packed.base is not self:
                return None
            changed = list(other._packed.tiles)
        else:
            changed = _changed_tiles(self.data, other.data)
        height, width = self.shape[:2]
        return [Box(x, y, min(x + _TILE, width), min(y + _TILE, height)) for y, x in changed]

    def pack(self, base: "Plane | None", most: float = 1.0) -> None:
        """Keeps only what differs from a base, compressed tile by tile; all of it if the shapes differ.

        Nothing happens where more than the share `most` of all tiles differ. The base must be kept as long
        as this plane, and must not be packed against it.
        """
        if self._data is not None:
            delta = Delta.between(self._data, base if base and base.shape == self.shape else None, most)
            if delta:
                self._data, self._packed = None, delta


@dataclass(frozen=True)
class Delta:
    """The tiles in which an array differs from a base plane (or from zero): XOR, compressed."""

    base: Plane | None
    tiles: dict[tuple[int, int], bytes]

    @classmethod
    def between(cls, data: NDArray[np.uint8], base: Plane | None, most: float) -> "Delta | None":
        """The difference; None if it covers more than the share `most` of the tiles."""
        under = base.data if base else None
        changed = _changed_tiles(data, under)
        if len(changed) > most * math.ceil(data.shape[0] / _TILE) * math.ceil(data.shape[1] / _TILE):
            return None
        tiles = {}
        for y, x in changed:
            tile = data[y : y + _TILE, x : x + _TILE]
            if under is not None:
                tile = tile ^ under[y : y + _TILE, x : x + _TILE]
            tiles[y, x] = zlib.compress(np.ascontiguousarray(tile).data, 1)
        return cls(base, tiles)

    @property
    def nbytes(self) -> int:
        """The memory that the tiles take."""
        return sum(len(tile) for tile in self.tiles.values())

    def restored(self, shape: tuple[int, ...]) -> NDArray[np.uint8]:
        """The array as it was."""
        data = self.base.data.copy() if self.base else np.zeros(shape, np.uint8)
        for (y, x), packed in self.tiles.items():
            part = data[y : y + _TILE, x : x + _TILE]
            part ^= np.frombuffer(zlib.decompress(packed), np.uint8).reshape(part.shape)
        return data


def _changed_tiles(data: NDArray[np.uint8], other: NDArray[np.uint8] | None) -> list[tuple[int, int]]:
    """The corners, (y, x), of the tiles in which two arrays of one shape differ; without another, of all."""
    corners = [(y, x) for y in range(0, data.shape[0], _TILE) for x in range(0, data.shape[1], _TILE)]
    if other is None:
        return corners
    # Whole pixels are compared four times as fast as their bytes.
    one, two = (each.view(np.uint32)[..., 0] if each.ndim == 3 else each for each in (data, other))
    return [
        (y, x)
        for y, x in corners
        if not np.array_equal(one[y : y + _TILE, x : x + _TILE], two[y : y + _TILE, x : x + _TILE])
    ]


def decode_srgb(encoded: Colours) -> Colours:
    """Linear light from sRGB-encoded values; odd symmetry below zero, no clipping.

    IEC 61966-2-1: v / 12.92 up to 0.04045, else ((v + 0.055) / 1.055)**2.4, where b**2.4 is b b b**(2/5).
    """
    size = np.abs(encoded)
    base = (size + 0.055) / 1.055
    fifth = fifth_root(base)
    return np.copysign(choose(size <= 0.04045, size / 12.92, base * base * fifth * fifth), encoded)


def encode_srgb(linear: Colours) -> Colours:
    """sRGB-encoded values from linear light; odd symmetry below zero, no clipping.

    IEC 61966-2-1: 12.92 v up to 0.0031308, else 1.055 v**(5/12) - 0.055; the twelfth root is two square
    roots and a cube root.
    """
    size = np.abs(linear)
    twelfth = cube_root(np.sqrt(np.sqrt(size)))
    square = twelfth * twelfth
    bent = 1.055 * (square * square * twelfth) - 0.055
    return np.copysign(choose(size <= 0.0031308, size * 12.92, bent), linear)
