from typing import Annotated

import numpy as np

from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours

NUDGE = 1e-9  # what is a step but for the last bits belongs to the upper one


@operation(label="Posterize", position=260, keywords=("steps", "flat colours", "poster", "reduce", "tones"))
class Posterize(PointOperation):
    """Reduce each channel to a few even steps, as on a screen-printed poster."""

    levels: Annotated[int, Range(2, 255, ui=(2, 32), step=1, whole=True, label="Steps")] = 4

    separable = True

    @property
    def rough(self) -> bool:
        """It jumps."""
        return True

    def transform(self, rgb: Colours) -> Colours:
        """The n equal parts of 0..256 levels become n equal steps from 0 to 1; rgb is (..., 3) float64,
        clipped to 0..1, sRGB-encoded."""
        values = np.clip(rgb, 0.0, 1.0) * 255.0
        step = np.floor(values * self.levels / 256.0 + NUDGE)
        return np.minimum(step, self.levels - 1) / (self.levels - 1)
