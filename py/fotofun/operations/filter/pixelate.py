from typing import Annotated

import numpy as np

from fotofun.imaging.alpha import on_premultiplied
from fotofun.imaging.views import as_array, as_image, packed, unpacked
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(
    label="Pixelate", position=310, keywords=("censor", "anonymize", "blocks", "retro", "8-bit", "mosaic")
)
class Pixelate(AreaOperation):
    """Turn the picture into large square pixels: for a retro look, or to make faces unrecognisable."""

    block: Annotated[int, Range(1, 1000, ui=(1, 100), step=1, whole=True, unit="px", label="Block size")] = 16

    filters_alpha = True

    def margin(self, size: Size) -> int:
        """A block has to be seen as a whole."""
        return self.block - 1

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The mean of premultiplied colours over blocks that start at the picture's top left corner; what the
        picture's edge cuts off does not count. pixels: (h, w, 4) uint8, straight alpha."""
        left, top = tile.x % self.block, tile.y % self.block
        return on_premultiplied(pixels, lambda part: _blocks(part, self.block, left, top))


def _blocks(part: Pixels, block: int, left: int, top: int) -> Pixels:
    """The means of blocks of which the first lacks columns and rows."""
    height, width = part.shape[:2]
    whole = np.pad(part, ((top, 0), (left, 0), (0, 0)), mode="edge") if left or top else part
    small = packed(as_array(as_image(whole).reduce(block)))
    wide = np.repeat(small, block, axis=1)[:, left : left + width]
    return unpacked(np.repeat(wide, block, axis=0)[top : top + height])
