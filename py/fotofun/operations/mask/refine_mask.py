from typing import Annotated

import numpy as np
from PIL import Image, ImageFilter

from fotofun.imaging.views import as_array
from fotofun.operation import MaskOperation, Range, operation
from fotofun.raster import Mask


@operation(label="Refine edge", position=20, keywords=("feather", "soften", "grow", "shrink", "edge", "halo"))
class RefineMask(MaskOperation):
    """Soften the mask's edge, and move it outwards or inwards."""

    feather: Annotated[float, Range(0, 200, ui=(0, 30), step=0.5, unit="px", label="Feather")] = 0.0
    shift: Annotated[float, Range(-100, 100, step=1, unit="%", label="Shift edge")] = 0.0

    def transform(self, mask: Mask, enabled: bool) -> tuple[Mask | None, bool]:
        """Gaussian blur of standard deviation `feather` pixels, then a linear ramp about the edge.

        mask is (H, W) uint8. `shift` moves the half-way point: -100 keeps only what was fully shown, 100
        shows all that was not fully hidden.
        """
        soft = Image.fromarray(mask)
        if self.feather:
            soft = soft.filter(ImageFilter.GaussianBlur(self.feather))
        share = abs(self.shift) / 100.0
        ramp = np.arange(256) / 255.0
        if self.shift > 0:
            ramp = np.where(ramp > 0.0, ramp + share * (1.0 - ramp), 0.0)
        elif self.shift < 0:
            ramp = np.where(ramp < 1.0, ramp - share * ramp, 1.0)
        levels = np.floor(ramp * 255.0 + 0.5).astype(np.uint8)
        return as_array(soft.point(levels.tolist())), enabled
