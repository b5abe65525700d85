from typing import Annotated

from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.detail import local_mean, with_detail
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size

RADIUS = 0.7  # pixels: about the softness that a camera's lens and colour sensor leave


@operation(label="Sharpen", position=110, keywords=("crisp", "sharper", "focus", "detail", "unsharp"))
class Sharpen(AreaOperation):
    """Make the finest details crisper, with one slider."""

    amount: Annotated[float, Range(0, 400, ui=(0, 200), step=1, unit="%", label="Amount")] = 80.0

    def margin(self, size: Size) -> int:
        """The blur's reach."""
        return gaussian_margin(RADIUS)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Add amount times the difference from the Gaussian mean of 0.7 pixels, for each channel by itself.
        What is transparent does not count as a neighbour, alpha stays. pixels: (h, w, 4) uint8, straight
        alpha."""
        mean = local_mean(pixels, lambda part: gaussian(part, RADIUS))
        return with_detail(pixels, mean, self.amount / 100.0, 0)
