from typing import Annotated

import numpy as np

from fotofun.imaging.detail import CELLS, with_alpha_of
from fotofun.imaging.hidden import without_hidden
from fotofun.imaging.median import median
from fotofun.imaging.strips import strips
from fotofun.imaging.views import packed
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels, Size


@operation(
    label="Despeckle", position=210, keywords=("dust", "scratches", "hot pixels", "specks", "noise", "scan")
)
class Despeckle(AreaOperation):
    """Remove dust, scratches and hot pixels, and leave everything else untouched."""

    radius: Annotated[
        int,
        Range(
            1,
            100,
            ui=(1, 16),
            step=1,
            whole=True,
            unit="px",
            label="Radius",
            description="Specks up to about this size go.",
        ),
    ] = 2
    threshold: Annotated[
        int,
        Range(
            0,
            255,
            ui=(0, 128),
            step=1,
            whole=True,
            unit="levels",
            label="Threshold",
            description="A speck differs by more than this from what is around it.",
        ),
    ] = 20

    def margin(self, size: Size) -> int:
        """The window's reach, and again what hidden colours there are made of."""
        return 2 * self.radius

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The median over a square of 2 radius + 1 pixels (above 3 a median of medians), where a channel
        differs from it by more than the threshold; other pixels stay. What is transparent does not count,
        alpha stays. pixels: (h, w, 4) uint8, straight alpha."""
        middle = median(without_hidden(pixels, self.radius), self.radius)
        result = np.empty_like(pixels)
        for rows in strips(pixels.shape, CELLS):
            mine, other = np.ascontiguousarray(pixels[rows]), middle[rows]
            difference = np.maximum(mine, other)
            difference -= np.minimum(mine, other)
            difference[..., 3] = 0
            speck = packed((difference > self.threshold).view(np.uint8)) != 0
            chosen = packed(mine) ^ packed(other)
            chosen *= speck
            packed(result[rows])[...] = chosen ^ packed(mine)
        return with_alpha_of(result, pixels)
