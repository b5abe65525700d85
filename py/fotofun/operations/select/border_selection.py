from typing import Annotated

import numpy as np

from fotofun.imaging.distance import contract, expand
from fotofun.imaging.selection import existing, feather, found
from fotofun.operation import Canvas, Range, SelectOperation, Toggle, operation
from fotofun.raster import Mask


@operation(label="Border", position=150, keywords=("frame", "edge", "outline", "stroke", "ring"))
class BorderSelection(SelectOperation):
    """Select a band along the selection's edge, half of it outside and half inside."""

    width: Annotated[float, Range(1, 500, ui=(1, 100), step=1, unit="px", label="Width")] = 10.0
    soft: Annotated[bool, Toggle(label="Soft", description="Fade the band to both sides.")] = False

    def select(self, canvas: Canvas) -> Mask | None:
        """The selection grown by half the width, without what is left when it shrinks by half, (H, W) uint8.

        Raises CommandError without selection, and where the selection has no edge in the picture.
        """
        selection = existing(canvas.selection)
        half = self.width / 2.0
        band = np.minimum(expand(selection, half), ~contract(selection, half))
        return found(feather(band, half / 2.0) if self.soft else band)
