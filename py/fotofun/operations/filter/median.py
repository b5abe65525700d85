from typing import Annotated

import numpy as np

from fotofun.imaging.detail import with_alpha_of
from fotofun.imaging.hidden import without_hidden
from fotofun.imaging.median import median
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(
    label="Median", position=200, keywords=("noise", "specks", "smooth", "salt and pepper", "simplify")
)
class Median(AreaOperation):
    """Take the middle one of the values around each pixel: specks vanish and edges stay."""

    radius: Annotated[int, Range(0, 100, ui=(0, 20), step=1, whole=True, unit="px", label="Radius")] = 3

    def margin(self, size: Size) -> int:
        """The window's reach, and again what hidden colours there are made of."""
        return 2 * self.radius

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The median of each channel over a square of 2 radius + 1 pixels; above 3 a median of medians
        (Rousseeuw and Bassett, 1990). What is transparent does not count, alpha stays.
        pixels: (h, w, 4) uint8, straight alpha."""
        colours = without_hidden(pixels, self.radius)
        return with_alpha_of(np.array(median(colours, self.radius)), pixels)
