from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import exp
from fotofun.imaging.alpha import on_premultiplied
from fotofun.imaging.aperture import CELLS, Columns, Sums, area, disc, reach, regular_polygon, shape_sums
from fotofun.imaging.coarse import Coarse, coarse_margin
from fotofun.imaging.strips import strips
from fotofun.imaging.views import is_opaque
from fotofun.operation import AreaOperation, Choice, Range, Tile, operation
from fotofun.raster import Pixels, Size

FINE = 12.0  # squares: a larger blur is made of a smaller picture, which cannot be told apart
LIGHT = (1 << 14) - 1  # the light of white, in whole numbers
UNIT = 64  # of alpha, so that its means over squares are as fine as those of light
CORNERS = {"pentagon": 5, "hexagon": 6, "octagon": 8}


@operation(
    label="Lens blur",
    position=40,
    keywords=("bokeh", "depth of field", "out of focus", "aperture", "iris", "highlights"),
)
class LensBlur(AreaOperation):
    """Blur like a lens out of focus: bright points become discs, or the shape of the lens's blades."""

    radius: Annotated[float, Range(0, 500, ui=(0, 60), step=0.5, unit="px", label="Radius")] = 10.0
    shape: Annotated[
        str,
        Choice(
            {"disc": "Disc", "pentagon": "5 blades", "hexagon": "6 blades", "octagon": "8 blades"},
            label="Shape",
        ),
    ] = "disc"
    rotation: Annotated[
        float,
        Range(0, 360, ui=(0, 90), step=1, unit="°", label="Rotation", description="Of the blades."),
    ] = 15.0
    highlights: Annotated[
        float,
        Range(
            0,
            100,
            step=1,
            unit="%",
            label="Highlights",
            description="How much brighter bright points shine than a photo can hold.",
        ),
    ] = 40.0

    filters_alpha = True

    def margin(self, size: Size) -> int:
        """The shape's reach, in whole squares of the smaller picture."""
        factor = self._factor()
        return reach(self._columns()) * factor + coarse_margin(factor)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The mean of premultiplied light over the shape, where light is (exp(k v) - 1) / (exp(k) - 1) of a
        value v in 0..1 and k is 5 at full highlights; edges go on. Large blurs work on squares of 2, 4, 8...
        pixels. pixels: (h, w, 4) uint8, straight alpha."""
        coarse = Coarse(self._factor(), tile.x, tile.y, (pixels.shape[0], pixels.shape[1]))
        columns = self._columns()
        part = coarse.filled_up(pixels)
        alpha = None if is_opaque(part) else part[..., 3].astype(np.uint32)
        weight = None if alpha is None else shape_sums(coarse.means_of(alpha * UNIT), columns)
        to_light, to_value = self._curve()
        count = area(columns)
        result = np.empty((*coarse.small, 4), np.uint8)
        result[..., 3] = 255 if weight is None else _rounded(weight, UNIT * count)
        for channel in range(3):
            light = to_light[part[..., channel]]
            if alpha is not None:
                light *= alpha
                light += np.uint32(127)
                light //= np.uint32(255)
            total = shape_sums(coarse.means_of(light), columns)
            result[..., channel] = to_value[_mean(total, weight, count)]
        if coarse.factor == 1:
            return result
        return on_premultiplied(result, coarse.enlarged)

    def _factor(self) -> int:
        factor = 1
        while self.radius / factor > FINE:
            factor *= 2
        return factor

    def _columns(self) -> Columns:
        radius = self.radius / self._factor()
        if self.shape == "disc":
            return disc(radius)
        return regular_polygon(radius, CORNERS[self.shape], self.rotation)

    def _curve(self) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """The light of the 256 values, and the nearest value of every light."""
        steepness = self.highlights / 20.0
        values = np.arange(256) / 255.0
        if steepness > 1e-6:
            values = (exp(values * steepness) - 1.0) / (exp(np.array(steepness)) - 1.0)
        light = np.floor(values * LIGHT + 0.5).astype(np.uint32)
        middles = light[:-1] + light[1:]
        return light, np.searchsorted(middles, 2 * np.arange(LIGHT + 1)).astype(np.uint8)


def _mean(total: Sums, weight: Sums | None, count: int) -> NDArray[np.intp]:
    """Light per weight, rounded; `weight` is `UNIT` times alpha of `count` pixels, None if all is opaque."""
    result = np.empty(total.shape, np.intp)
    for rows in strips(total.shape, CELLS):
        if weight is None:
            result[rows] = _rounded(total[rows], count)
        else:
            share = total[rows] * float(255 * UNIT) / np.maximum(weight[rows], 1)
            result[rows] = np.minimum(share + 0.5, LIGHT)
    return result


def _rounded(total: Sums, count: int) -> NDArray[np.float64]:
    """The mean, plus a half, to be cut to a whole number."""
    return total / float(count) + 0.5
