import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.exact import sine_cosine
from fotofun.imaging.alpha import on_premultiplied
from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.coarse import Coarse, coarse_margin
from fotofun.imaging.views import as_array, as_image
from fotofun.operation import AreaOperation, Position, Range, Tile, operation
from fotofun.raster import Box, Pixels, Size

BLOCK = 512  # pixels wide and high: each part of the picture needs only some of the blurs
SMALL = 4.0  # squares: a larger blur is made of a smaller picture, which cannot be told apart
ONE = 255  # from one blur to the next
FARTHEST = 200.0  # percent: no centre is farther out


@operation(
    label="Tilt shift",
    position=70,
    keywords=("miniature", "toy", "depth of field", "focus", "selective blur"),
)
class TiltShift(AreaOperation):
    """Keep a band in focus and blur what lies off it more and more, so that the world looks like a toy."""

    centre: Annotated[tuple[float, float], Position(unit="%", label="Focus")] = (50.0, 55.0)
    angle: Annotated[
        float, Range(-180, 180, ui=(-90, 90), step=1, unit="°", dial="direction", label="Angle")
    ] = 0.0
    width: Annotated[
        float,
        Range(
            0, 200, ui=(0, 100), step=1, unit="%", label="Sharp band", description="Of the picture's height."
        ),
    ] = 16.0
    transition: Annotated[
        float,
        Range(
            1,
            200,
            ui=(1, 100),
            step=1,
            unit="%",
            label="Transition",
            description="From sharp to fully blurred, of the picture's height.",
        ),
    ] = 30.0
    blur: Annotated[float, Range(0, 500, ui=(0, 50), step=0.5, unit="px", label="Blur")] = 12.0

    filters_alpha = True

    def margin(self, size: Size) -> int:
        """The strongest blur's reach."""
        return max(_reach(sigma) for sigma in self._sigmas())

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Gaussian blurs of premultiplied colours, each twice as wide as the one before, are mixed by the
        distance from the band; edges go on. pixels: (h, w, 4) uint8, straight alpha."""
        return on_premultiplied(pixels, lambda part: self._blurred(part, tile))

    def _blurred(self, part: Pixels, tile: Tile) -> Pixels:
        result = part.copy()
        for block in _blocks(tile, part.shape[1], part.shape[0], self.margin(tile.size)):
            result[block.slices] = self._mixed(part, block, tile)
        return result

    def _mixed(self, part: Pixels, block: Box, tile: Tile) -> Pixels:
        """The blurs that a block of a tile needs, each laid over the one before."""
        place = self._places(block.shift(tile.x, tile.y), tile.size)
        first, last = int(place.min()) // ONE, -(-int(place.max()) // ONE)
        mixed: Image.Image | None = None
        for level in range(first, last + 1):
            sigma = self._sigmas()[level]
            around = block.grow(_reach(sigma)).intersect(Box(0, 0, part.shape[1], part.shape[0]))
            blurred = _gaussian(part[around.slices], sigma, tile.x + around.left, tile.y + around.top)
            blurred = blurred[block.shift(-around.left, -around.top).slices]
            if mixed is None:
                mixed = as_image(blurred).copy()
            else:
                share = np.clip(place - np.int16((level - 1) * ONE), 0, ONE).astype(np.uint8)
                mixed.paste(as_image(blurred), mask=as_image(share))
        assert mixed
        return as_array(mixed)

    def _sigmas(self) -> list[float]:
        """None, then from about a pixel on to the full blur, doubling."""
        sigmas = [self.blur]
        while sigmas[0] > 1.5:
            sigmas.insert(0, sigmas[0] / 2.0)
        return [0.0, *sigmas]

    def _places(self, box: Box, size: Size) -> NDArray[np.int16]:
        """Where the pixels of a box of the picture lie among the blurs, in 1/255."""
        sine, cosine = sine_cosine(self.angle)
        unit = size[1] / 100.0
        sigmas = self._sigmas()
        middle = [min(max(each, -FARTHEST), FARTHEST) / 100.0 for each in self.centre]
        x = np.arange(box.left, box.right) + 0.5 - middle[0] * size[0]
        y = np.arange(box.top, box.bottom) + 0.5 - middle[1] * size[1]
        across, down = (np.floor(way * 256.0 + 0.5).astype(np.int64) for way in (x * sine, y * cosine))
        distance = np.abs(across + down[:, np.newaxis]) - math.floor(self.width * unit * 128.0)
        way = np.clip(distance * (1.0 / (self.transition * unit * 256.0)), 0.0, 1.0)
        place: NDArray[np.int16] = _place_of(sigmas)[np.floor(way * 1024.0 + 0.5).astype(np.intp)]
        return place


def _blocks(tile: Tile, width: int, height: int, margin: int) -> Iterator[Box]:
    """Blocks that make up a tile without its margin, which the picture's edges do not have."""
    left, top = (margin if start > 0 else 0 for start in (tile.x, tile.y))
    right = width if tile.x + width == tile.size[0] else width - margin
    bottom = height if tile.y + height == tile.size[1] else height - margin
    for y in range(top, bottom, BLOCK):
        for x in range(left, right, BLOCK):
            yield Box(x, y, min(x + BLOCK, right), min(y + BLOCK, bottom))


def _factor(sigma: float) -> int:
    factor = 1
    while sigma / (2 * factor) >= SMALL:
        factor *= 2
    return factor


def _reach(sigma: float) -> int:
    factor = _factor(sigma)
    return gaussian_margin(sigma / factor) * factor + coarse_margin(factor)


def _gaussian(part: Pixels, sigma: float, x: int, y: int) -> Pixels:
    """A Gaussian blur of what lies at (x, y) of the picture, by squares of pixels where it is wide."""
    factor = _factor(sigma)
    grid = Coarse(factor, x, y, (part.shape[0], part.shape[1]))
    return grid.enlarged(gaussian(grid.means(np.ascontiguousarray(part)), sigma / factor))


def _place_of(sigmas: list[float]) -> NDArray[np.int16]:
    """For each 1/1024 of the way to full blur, where the wanted blur lies among those that there are."""
    wanted = np.arange(1025) / 1024.0 * sigmas[-1]
    place = np.zeros(1025)
    for level, (before, after) in enumerate(pairwise(sigmas)):
        inside = (wanted - before) / max(after - before, 1e-9)
        place = np.where(inside >= 0.0, level + np.minimum(inside, 1.0), place)
    return np.floor(place * ONE + 0.5).astype(np.int16)
