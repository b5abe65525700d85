from typing import Annotated

from fotofun.imaging.detail import with_alpha_of
from fotofun.imaging.hidden import without_hidden
from fotofun.imaging.kuwahara import kuwahara, kuwahara_margin
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(label="Oil paint", position=360, keywords=("painting", "brush", "artistic", "kuwahara", "strokes"))
class OilPaint(AreaOperation):
    """Paint the picture anew with strokes of a brush: flat colours, clear edges."""

    brush: Annotated[float, Range(1, 100, ui=(1, 30), step=0.5, unit="px", label="Brush size")] = 5.0
    softness: Annotated[
        int,
        Range(1, 64, ui=(1, 32), step=1, whole=True, label="Softness", description="How much strokes mix."),
    ] = 2

    def margin(self, size: Size) -> int:
        """The reach of the brush, and again what hidden colours there are made of."""
        return 2 * kuwahara_margin(self.brush)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The mean colour of the most even ones of eight blobs around each pixel (Papari et al., 2007). What
        is transparent does not count, alpha stays. pixels: (h, w, 4) uint8, straight alpha."""
        colours = without_hidden(pixels, kuwahara_margin(self.brush))
        return with_alpha_of(kuwahara(colours, self.brush, self.softness), pixels)
