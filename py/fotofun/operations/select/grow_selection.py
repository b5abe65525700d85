from typing import Annotated

import numpy as np

from fotofun.imaging.colour_set import ColourSet
from fotofun.imaging.region import connected
from fotofun.imaging.selection import existing
from fotofun.operation import Canvas, Range, SelectOperation, Toggle, operation
from fotofun.raster import Mask


@operation(label="Grow", position=110, keywords=("extend", "adjacent", "neighbouring", "tolerance"))
class GrowSelection(SelectOperation):
    """Extend the selection to neighbouring pixels whose colours are like those selected."""

    tolerance: Annotated[float, Range(0, 255, ui=(0, 128), step=1, whole=True)] = 16
    all_layers: Annotated[
        bool, Toggle(label="All layers", description="Look at the whole picture, not at the active layer.")
    ] = False

    def select(self, canvas: Canvas) -> Mask | None:
        """The selection with all connected pixels of the colours in it, (H, W) uint8.

        A colour counts as in it within `tolerance` of red, green and blue, to 4 levels: see
        `imaging.colour_set`. Raises CommandError without selection.
        """
        selection = existing(canvas.selection)
        pixels = canvas.composite if self.all_layers else canvas.pixels
        chosen = selection > 127
        allowed = ColourSet.of(pixels, chosen).widened(int(self.tolerance)).holds(pixels)
        np.logical_or(allowed, chosen, out=allowed)
        return np.maximum(selection, connected(allowed, np.flatnonzero(chosen)))
