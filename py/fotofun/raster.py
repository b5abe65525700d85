"""Pixel arrays, and the sRGB transfer function computed the same on every machine."""

from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import cube_root, fifth_root

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


_revisions = count(1)


@dataclass(frozen=True, eq=False)
class Plane:
    """An array of pixels that never changes; a changed picture is another plane with another `revision`."""

    data: NDArray[np.uint8]
    revision: int = field(default_factory=lambda: next(_revisions))

    def __post_init__(self) -> None:
        self.data.flags.writeable = False


def decode_srgb(encoded: Colours) -> Colours:
    """Linear light from sRGB-encoded values; odd symmetry below zero, no clipping.

    IEC 61966-2-1: v / 12.92 up to 0.04045, else ((v + 0.055) / 1.055)**2.4, where b**2.4 is b b b**(2/5).
    """
    size = np.abs(encoded)
    base = (size + 0.055) / 1.055
    fifth = fifth_root(base)
    linear = np.where(size <= 0.04045, size / 12.92, base * base * fifth * fifth)
    return np.where(encoded < 0.0, -linear, linear)


def encode_srgb(linear: Colours) -> Colours:
    """sRGB-encoded values from linear light; odd symmetry below zero, no clipping.

    IEC 61966-2-1: 12.92 v up to 0.0031308, else 1.055 v**(5/12) - 0.055; the twelfth root is two square
    roots and a cube root.
    """
    size = np.abs(linear)
    twelfth = cube_root(np.sqrt(np.sqrt(size)))
    square = twelfth * twelfth
    encoded = np.where(size <= 0.0031308, size * 12.92, 1.055 * (square * square * twelfth) - 0.055)
    return np.where(linear < 0.0, -encoded, encoded)
