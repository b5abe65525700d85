from typing import Annotated

import numpy as np

from fotofun.imaging.colour_spaces import luma
from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours

NUDGE = 1e-7  # of a level: greys are at their own level, whatever the last bits of their luma say


@operation(
    label="Threshold", position=270, keywords=("black and white", "binary", "line art", "scan", "bitmap")
)
class Threshold(PointOperation):
    """Make everything either black or white: white from the given brightness on."""

    level: Annotated[float, Range(0, 255, step=1, label="Level")] = 128.0

    @property
    def rough(self) -> bool:
        """It jumps."""
        return True

    def transform(self, rgb: Colours) -> Colours:
        """1 where luma * 255 >= level, else 0, in all channels; rgb is (..., 3) float64, sRGB-encoded."""
        white = luma(rgb) * 255.0 >= self.level - NUDGE
        return np.repeat(white[..., np.newaxis], 3, axis=-1).astype(np.float64)
