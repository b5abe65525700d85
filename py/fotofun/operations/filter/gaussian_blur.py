from typing import Annotated

from fotofun.imaging.alpha import on_premultiplied
from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(label="Gaussian blur", position=10, keywords=("soften", "smooth", "out of focus", "unsharp"))
class GaussianBlur(AreaOperation):
    """Blur evenly and softly, as through frosted glass."""

    radius: Annotated[float, Range(0, 1000, ui=(0, 100), step=0.1, unit="px", label="Radius")] = 8.0

    filters_alpha = True

    def margin(self, size: Size) -> int:
        """The reach of three box blurs."""
        return gaussian_margin(self.radius)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Convolve premultiplied colours with a Gaussian whose standard deviation is the radius, by three box
        blurs (Gwosdek et al., 2011); edges go on. pixels: (h, w, 4) uint8, straight alpha."""
        return on_premultiplied(pixels, lambda part: gaussian(part, self.radius))
