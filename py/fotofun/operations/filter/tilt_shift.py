import math
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import sine_cosine
from fotofun.imaging.alpha import on_premultiplied
from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Position, Range, Tile, operation
from fotofun.raster import Pixels, Size

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache
ONE = 256  # from one blur to the next


@operation(
    label="Tilt shift", position=70, keywords=("miniature", "toy", "depth of field", "focus", "selective blur")
)
class TiltShift(AreaOperation):
    """Keep a band in focus and blur what lies off it more and more, so that the world looks like a toy."""

    centre: Annotated[tuple[float, float], Position(unit="%", label="Focus")] = (50.0, 55.0)
    angle: Annotated[float, Range(-180, 180, ui=(-90, 90), step=1, unit="°", label="Angle")] = 0.0
    width: Annotated[
        float,
        Range(0, 200, ui=(0, 100), step=1, unit="%", label="Sharp band", description="Of the picture's height."),
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
        return gaussian_margin(self.blur)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Gaussian blurs of premultiplied colours, each twice as wide as the one before, are mixed by the
        distance from the band; edges go on. pixels: (h, w, 4) uint8, straight alpha."""
        return on_premultiplied(pixels, lambda part: self._blurred(part, tile))

    def _blurred(self, part: Pixels, tile: Tile) -> Pixels:
        sigmas = self._sigmas()
        place = self._places(part.shape[1], part.shape[0], tile)
        first, last = int(place.min()) // ONE, -(-int(place.max()) // ONE)
        blurs = {level: gaussian(part, sigmas[level]) for level in range(first, last + 1)}
        if len(blurs) == 1:
            return blurs[first]
        result = np.empty_like(part)
        for rows in strips(part.shape, CELLS):
            mine = place[rows]
            mixed: NDArray[np.int16] | None = None
            for level in range(int(mine.min()) // ONE, min(int(mine.max()) // ONE, last - 1) + 1):
                share = np.clip(mine - np.int16(level * ONE), 0, ONE).astype(np.int32)[..., np.newaxis]
                if mixed is None:
                    mixed = blurs[level][rows].astype(np.int16)
                change = np.subtract(blurs[level + 1][rows], blurs[level][rows], dtype=np.int16) * share
                change += np.int32(ONE // 2)
                change >>= np.int32(8)
                mixed += change.astype(np.int16)
            result[rows] = blurs[last][rows] if mixed is None else mixed
        return result

    def _sigmas(self) -> list[float]:
        """None, then from about a pixel on to the full blur, doubling."""
        sigmas = [self.blur]
        while sigmas[0] > 1.5:
            sigmas.insert(0, sigmas[0] / 2.0)
        return [0.0, *sigmas]

    def _places(self, width: int, height: int, tile: Tile) -> NDArray[np.int16]:
        """Each pixel's place among the blurs, in 1/256."""
        sine, cosine = sine_cosine(self.angle)
        unit = tile.size[1] / 100.0
        sigmas = self._sigmas()
        x = np.arange(tile.x, tile.x + width) + 0.5 - self.centre[0] / 100.0 * tile.size[0]
        y = np.arange(tile.y, tile.y + height) + 0.5 - self.centre[1] / 100.0 * tile.size[1]
        across, down = (np.floor(way * 256.0 + 0.5).astype(np.int64) for way in (x * sine, y * cosine))
        distance = np.abs(across + down[:, np.newaxis]) - math.floor(self.width * unit * 128.0)
        way = np.clip(distance * (1.0 / (self.transition * unit * 256.0)), 0.0, 1.0)
        return _place_of(sigmas)[np.floor(way * 1024.0 + 0.5).astype(np.intp)]


def _place_of(sigmas: list[float]) -> NDArray[np.int16]:
    """For each 1/1024 of the way to full blur, where the wanted blur lies among those that there are."""
    wanted = np.arange(1025) / 1024.0 * sigmas[-1]
    place = np.zeros(1025)
    for level, (before, after) in enumerate(zip(sigmas, sigmas[1:], strict=False)):
        inside = (wanted - before) / max(after - before, 1e-9)
        place = np.where(inside >= 0.0, level + np.minimum(inside, 1.0), place)
    return np.floor(place * ONE + 0.5).astype(np.int16)
