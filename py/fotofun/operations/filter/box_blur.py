import math
from typing import Annotated

from fotofun.imaging.alpha import on_premultiplied
from fotofun.imaging.blur import box
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(label="Box blur", position=20, keywords=("mean", "average", "square", "soften"))
class BoxBlur(AreaOperation):
    """Replace every pixel by the mean of a square around it: a harder blur, with corners."""

    radius: Annotated[float, Range(0, 1000, ui=(0, 100), step=0.5, unit="px", label="Radius")] = 8.0

    filters_alpha = True

    def margin(self, size: Size) -> int:
        """Pixels that are covered in part count too."""
        return math.ceil(self.radius)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The mean of premultiplied colours over a square of 2 radius + 1 pixels, fractions at its rim by
        their share; edges go on. pixels: (h, w, 4) uint8, straight alpha."""
        return on_premultiplied(pixels, lambda part: box(part, self.radius))
