from typing import Annotated

import numpy as np

from fotofun.imaging.colour_set import ColourSet
from fotofun.imaging.selection import existing
from fotofun.operation import Canvas, Range, SelectOperation, Toggle, operation
from fotofun.raster import Mask


@operation(label="Similar", position=120, keywords=("same colours", "everywhere", "like", "tolerance"))
class SimilarSelection(SelectOperation):
    """Extend the selection to all pixels of the picture whose colours are like those selected."""

    tolerance: Annotated[float, Range(0, 255, ui=(0, 128), step=1, whole=True)] = 16
    all_layers: Annotated[
        bool, Toggle(label="All layers", description="Look at the whole picture, not at the active layer.")
    ] = False

    def select(self, canvas: Canvas) -> Mask | None:
        """The selection with all pixels of the colours in it, (H, W) uint8.

        A colour counts as in it within `tolerance` of red, green and blue, to 4 levels: see
        `imaging.colour_set`. Raises CommandError without selection.
        """
        selection = existing(canvas.selection)
        pixels = canvas.composite if self.all_layers else canvas.pixels
        alike = ColourSet.of(pixels, selection > 127).widened(int(self.tolerance)).holds(pixels)
        region: Mask = alike.view(np.uint8) * np.uint8(255)
        return np.maximum(selection, region)
