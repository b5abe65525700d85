from typing import Annotated

import numpy as np

from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.detail import CELLS, local_mean, with_alpha_of
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(
    label="High pass", position=130, keywords=("detail", "frequency separation", "sharpen", "overlay", "grey")
)
class HighPass(AreaOperation):
    """Keep only what is finer than the radius, on grey: over the photo in overlay mode, it sharpens."""

    radius: Annotated[float, Range(0.1, 1000, ui=(0.1, 100), step=0.1, unit="px", label="Radius")] = 6.0

    def margin(self, size: Size) -> int:
        """The blur's reach."""
        return gaussian_margin(self.radius)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """128 + pixel - Gaussian mean, for each channel by itself. What is transparent does not count as a
        neighbour, alpha stays. pixels: (h, w, 4) uint8, straight alpha."""
        mean = local_mean(pixels, lambda part: gaussian(part, self.radius))
        result = np.empty_like(pixels)
        for rows in strips(pixels.shape, CELLS):
            detail = np.subtract(pixels[rows], mean[rows], dtype=np.int16)
            detail += np.int16(128)
            result[rows] = np.clip(detail, 0, 255, out=detail)
        return with_alpha_of(result, pixels)
