from typing import Annotated

from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.detail import local_mean, with_detail
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(
    label="Unsharp mask",
    position=120,
    keywords=("sharpen", "crisp", "clarity", "local contrast", "detail", "usm"),
)
class UnsharpMask(AreaOperation):
    """Sharpen edges of a chosen fineness, and leave what differs little, such as noise, alone."""

    amount: Annotated[float, Range(0, 500, ui=(0, 300), step=1, unit="%", label="Amount")] = 100.0
    radius: Annotated[float, Range(0.1, 250, ui=(0.1, 20), step=0.1, unit="px", label="Radius")] = 2.0
    threshold: Annotated[
        int,
        Range(
            0,
            255,
            ui=(0, 50),
            step=1,
            whole=True,
            unit="levels",
            label="Threshold",
            description="Differences up to this are left alone.",
        ),
    ] = 2

    def margin(self, size: Size) -> int:
        """The blur's reach."""
        return gaussian_margin(self.radius)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Add amount times the difference d from the Gaussian mean, where d is first brought nearer to zero
        by the threshold (GEGL, operations/common/unsharp-mask.c). What is transparent does not count as a
        neighbour, alpha stays. pixels: (h, w, 4) uint8, straight alpha."""
        mean = local_mean(pixels, lambda part: gaussian(part, self.radius))
        return with_detail(pixels, mean, self.amount / 100.0, self.threshold)
