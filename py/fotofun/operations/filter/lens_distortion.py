import math
from typing import Annotated

from fotofun.imaging.alpha import premultiply, unpremultiply
from fotofun.imaging.radial_warp import RadialWarp
from fotofun.imaging.views import is_opaque
from fotofun.operation import AreaOperation, Choice, Range, Tile, Toggle, operation
from fotofun.raster import Pixels, Size

STRONGEST = 0.3  # of the way from the centre to a corner, that the corner moves at full amount


@operation(
    label="Lens distortion",
    position=390,
    keywords=("barrel", "pincushion", "fisheye", "wide angle", "bulge", "straight lines", "correction"),
)
class LensDistortion(AreaOperation):
    """Bend straight lines outwards like a barrel or inwards like a cushion, or undo what a lens bent."""

    amount: Annotated[
        float,
        Range(
            -100, 100, step=0.5, label="Amount", description="Below 0 like a cushion, above like a barrel."
        ),
    ] = 30.0
    scale: Annotated[float, Range(50, 200, step=0.5, unit="%", label="Scale")] = 100.0
    fill: Annotated[
        bool, Toggle(label="Fill the frame", description="Enlarges so that no corner stays empty.")
    ] = True
    beyond: Annotated[
        str,
        Choice({"transparent": "Transparent", "extend": "Colour of the edge"}, label="Beyond the picture"),
    ] = "transparent"

    filters_alpha = True

    def margin(self, size: Size) -> int:
        """The farthest move, and the kernel."""
        return self._warp(size).reach(size)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Premultiplied colours at r (1 + k r**2) / scale from the centre, where r is 1 in the corners and k
        is 0.3 at full amount (Brown's model of radial distortion, 1966), by cubic convolution (Keys, 1981).
        pixels: (h, w, 4) uint8, straight alpha."""
        warp = self._warp(tile.size)
        if warp.factor == 1.0 and warp.bend == 0.0:
            return pixels
        source = pixels if is_opaque(pixels) else premultiply(pixels)
        return unpremultiply(warp.read(source, tile.x, tile.y, tile.size, self.beyond == "extend"))

    def _warp(self, size: Size) -> RadialWarp:
        bend = self.amount / 100.0 * STRONGEST
        factor = 100.0 / self.scale
        if self.fill and bend > 0.0:
            factor /= 1.0 + bend
        corner = math.sqrt(size[0] * size[0] + size[1] * size[1]) / 2.0
        return RadialWarp((size[0] / 2.0, size[1] / 2.0), factor, bend, corner)
