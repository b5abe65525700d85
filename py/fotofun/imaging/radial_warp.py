"""Reading a picture at places that lie nearer to a centre, or farther from it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.interpolation import CELLS, Fixed, Samples, twice_as_dense
from fotofun.imaging.views import unpacked
from fotofun.raster import Box, Pixels, Size

TILE = 128
KERNEL = 3  # pixels around a place that its reading may depend on
SEEN = 2  # transparent pixels around the picture, so that its edge is smooth


@dataclass(frozen=True)
class RadialWarp:
    """What is r from the centre is read at factor * (1 + bend * (r / unit)**2) times that distance."""

    centre: tuple[float, float]
    factor: float
    bend: float
    unit: float

    def reach(self, size: Size) -> int:
        """How far any pixel of a picture lies from where it is read, plus the kernel."""
        x, y = self.centre
        across, down = max(abs(x), abs(size[0] - x)), max(abs(y), abs(size[1] - y))
        farthest = math.sqrt(across * across + down * down)
        # The way is a cubic of the distance: greatest at the far end, or where its derivative is 0.
        ways = [self._way(farthest)]
        if self.bend * (self.factor - 1.0) < 0.0:
            turn = self.unit * math.sqrt((1.0 - self.factor) / (3.0 * self.factor * self.bend))
            ways.append(self._way(min(turn, farthest)))
        return math.ceil(max(ways)) + KERNEL + SEEN

    def _way(self, r: float) -> float:
        share = r / self.unit
        return abs(r * (self.factor * (1.0 + self.bend * share * share) - 1.0))

    def read(self, pixels: Pixels, x: int, y: int, size: Size, extend: bool) -> Pixels:
        """A tile at (x, y) of a picture of `size`, premultiplied, read by cubic convolution.

        Beyond the picture there is nothing, or with `extend` the colour of its edge.
        """
        height, width = pixels.shape[:2]
        inside = Box(0, 0, width, height)
        result = np.empty_like(pixels)
        for block in _blocks(inside):
            across, down = self._places(block.shift(x, y))
            source = Box(
                int(across.min() >> 17) - x,
                int(down.min() >> 17) - y,
                int(across.max() >> 17) + 1 - x,
                int(down.max() >> 17) + 1 - y,
            ).grow(KERNEL)
            part = _cut(pixels, source, inside, Box(0, 0, *size).shift(-x, -y), extend)
            samples = twice_as_dense(part, (0.5, 0.5), 1, "bicubic", True)
            corner = x + source.left + 1, y + source.top + 1
            places = [
                np.clip(way - (start << 17) - (1 << 16), 0, last << 16).astype(np.int32)
                for way, start, last in zip((across, down), corner, samples.last, strict=True)
            ]
            result[block.slices] = _read(samples, places[0], places[1])
        return result

    def _places(self, box: Box) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the pixels of a box are read: columns and rows of the picture, in 2**-17 pixels."""
        x = np.arange(box.left, box.right) + (0.5 - self.centre[0])
        y = (np.arange(box.top, box.bottom) + (0.5 - self.centre[1]))[:, np.newaxis]
        share = x * x + y * y
        share *= self.bend / (self.unit * self.unit)
        share += 1.0
        share *= self.factor
        places = []
        for way, middle in ((x, self.centre[0]), (y, self.centre[1])):
            place = share * way
            place += middle
            place *= float(1 << 17)
            places.append(np.clip(place, -(2.0**40), 2.0**40).astype(np.int64))
        return places[0], places[1]


def _blocks(inside: Box) -> Iterator[Box]:
    for top in range(0, inside.bottom, TILE):
        for left in range(0, inside.right, TILE):
            yield Box(left, top, left + TILE, top + TILE).intersect(inside)


def _cut(pixels: Pixels, source: Box, inside: Box, picture: Box, extend: bool) -> Pixels:
    """A part of the tile; beyond the picture nothing or its edge, beyond the tile anything."""
    rows = np.clip(np.arange(source.top, source.bottom), inside.top, inside.bottom - 1)
    columns = np.clip(np.arange(source.left, source.right), inside.left, inside.right - 1)
    near = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    part: Pixels = near[rows - rows[0]][:, columns - columns[0]]
    seen = source.intersect(picture)
    if extend or seen == source:
        return part
    result = np.zeros_like(part)
    if not seen.is_empty:
        here = seen.shift(-source.left, -source.top).slices
        result[here] = part[here]
    return result


def _read(samples: Samples, across: Fixed, down: Fixed) -> Pixels:
    rows = max(1, CELLS // across.shape[1])
    values = np.empty(across.shape, np.uint32)
    for top in range(0, across.shape[0], rows):
        values[top : top + rows] = samples.read(across[top : top + rows], down[top : top + rows])
    return unpacked(values)
