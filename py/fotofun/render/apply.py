"""A look-up table on pixels: integers only, so every machine gives the same bytes."""

from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Pixels
from fotofun.render.table import CODES, NODES, STEPS, Cube, Curves, Linear, Table, round_half_up

LANE = 21  # bits per channel in a packed node: 13 of code, 8 of weight
STRIDES = (1, NODES, NODES * NODES)  # red, green, blue
CHUNK = 1 << 14  # pixels that are worked on at once, so that everything stays in the processor's cache
SHIFT = 16  # bits of fraction of a share of a result
LEVELS = 8191.0  # three shares of so many levels fit 32 bits


@dataclass(frozen=True)
class Applier:
    """A table made ready to be applied."""

    table: Table

    def __call__(self, pixels: Pixels, out: Pixels) -> None:
        """Writes pixels through the table into out; both (H, W, 4) uint8, alpha is copied."""
        rows = max(1, CHUNK // max(1, pixels.shape[1]))
        for top in range(0, pixels.shape[0], rows):
            part, target = pixels[top : top + rows], out[top : top + rows]
            match self.table:
                case Curves():
                    for channel in range(3):
                        target[..., channel] = self._curves[channel][part[..., channel]]
                case Linear():
                    self._through_matrix(part, target)
                case Cube():
                    self._through_cube(part, target)
            target[..., 3] = part[..., 3]

    @cached_property
    def _curves(self) -> list[NDArray[np.uint8]]:
        assert isinstance(self.table, Curves)
        return list(np.ascontiguousarray(self.table.bytes().T))

    @cached_property
    def _shares(self) -> NDArray[np.int32]:
        """What each channel's value adds to each result: (result, channel, value), in level / 65536."""
        assert isinstance(self.table, Linear)
        levels = self.table.matrix[:, :, np.newaxis] * self.table.entering.T * 255.0
        shares = round_half_up(np.clip(levels, -LEVELS, LEVELS) * (1 << SHIFT)).astype(np.int32)
        shares[:, 0] += 1 << (SHIFT - 1)  # so that dropping the fraction rounds
        return shares

    @cached_property
    def _cube(self) -> "_PackedCube":
        assert isinstance(self.table, Cube)
        return _PackedCube.of(self.table)

    def _through_matrix(self, part: Pixels, target: Pixels) -> None:
        for result, (red, green, blue) in enumerate(self._shares):
            total = red[part[..., 0]]
            total += green[part[..., 1]]
            total += blue[part[..., 2]]
            total >>= SHIFT
            target[..., result] = np.clip(total, 0, 255, out=total)

    def _through_cube(self, part: Pixels, target: Pixels) -> None:
        """Tetrahedral interpolation: of the eight nodes around a colour the four of its tetrahedron.

        Sorting the fractions gives the way from the cell's lowest node to its highest, one axis at a time;
        the weights are the differences between neighbouring fractions. Greys stay on the grey axis.
        """
        cube = self._cube
        red, green, blue = (cube.places[c][part[..., c].ravel()] for c in range(3))
        node = (red >> 9) + (green >> 9) + (blue >> 9)
        red, green, blue = red & 511, green & 511, blue & 511
        order = (red >= green).view(np.uint8) + 2 * (green >= blue).view(np.uint8)
        order += 4 * (blue >= red).view(np.uint8)
        most = np.maximum(np.maximum(red, green), blue)
        least = np.minimum(np.minimum(red, green), blue)
        middle = red + green + blue - most - least
        total = cube.nodes[node] * (STEPS - most).astype(np.uint64)
        total += cube.nodes[node + _FIRST[order]] * (most - middle).astype(np.uint64)
        total += cube.nodes[node + _SECOND[order]] * (middle - least).astype(np.uint64)
        total += cube.nodes[node + sum(STRIDES)] * least.astype(np.uint64)
        total += _HALF
        for channel in range(3):
            code = ((total >> np.uint64(channel * LANE + 8)) & np.uint64(CODES)).astype(np.intp)
            target[..., channel] = cube.tones[channel][code].reshape(part.shape[:2])


_HALF = np.uint64(sum((STEPS // 2) << (LANE * channel) for channel in range(3)))


def _ways() -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The strides to the second and third node for each of the eight outcomes of three comparisons."""
    first, second = np.zeros(8, np.int32), np.zeros(8, np.int32)
    for way in permutations(range(3)):
        red, green, blue = (way.index(channel) for channel in range(3))
        order = (red < green) + 2 * (green < blue) + 4 * (blue < red)
        first[order] = STRIDES[way[0]]
        second[order] = STRIDES[way[0]] + STRIDES[way[1]]
    return first, second


_FIRST, _SECOND = _ways()


@dataclass(frozen=True)
class _PackedCube:
    """A cube with a node's three codes in one integer.

    `places`: per channel and value, the cell's lowest node (times its stride) and, in the low nine bits, the
    fraction of the way to the next.
    """

    nodes: NDArray[np.uint64]
    places: list[NDArray[np.int32]]
    tones: list[NDArray[np.uint8]]

    @classmethod
    def of(cls, table: Cube) -> "_PackedCube":
        codes = table.codes.astype(np.uint64)
        positions = table.positions.astype(np.int32)
        cell = np.minimum(positions // STEPS, NODES - 2)
        places = (cell * np.array(STRIDES, np.int32)) << 9 | (positions - cell * STEPS)
        return cls(
            nodes=codes[:, 0] | codes[:, 1] << np.uint64(LANE) | codes[:, 2] << np.uint64(2 * LANE),
            places=[np.ascontiguousarray(places[:, channel]) for channel in range(3)],
            tones=[np.ascontiguousarray(table.tones[:, channel]) for channel in range(3)],
        )
