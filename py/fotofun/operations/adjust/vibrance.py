from typing import Annotated

import numpy as np

from fotofun.imaging.colour_spaces import luma, rgb_to_wheel
from fotofun.operation import PointOperation, Range, Toggle, operation
from fotofun.raster import Colours

SKIN_HUE = 0.4  # of 6 on the colour wheel: 24 degrees, between red and orange
SKIN_WIDTH = 0.6


@operation(
    label="Vibrance", position=110, keywords=("saturation", "vivid", "pale colours", "skin", "colourful")
)
class Vibrance(PointOperation):
    """Make pale colours stronger and spare those that already are, so that nothing turns garish."""

    vibrance: Annotated[float, Range(-100, 100, step=1, label="Vibrance")] = 0.0
    protect_skin: Annotated[
        bool, Toggle(label="Protect skin", description="Changes the colours of skin half as much.")
    ] = True

    def transform(self, rgb: Colours) -> Colours:
        """Scale the distance from grey of equal luma by 1 + vibrance / 100 * (1 - chroma), where chroma is
        the greatest channel less the least, up to 1; with skin, half of that at hue 24 degrees, rising to
        the whole 36 degrees away. rgb is (..., 3) float64, sRGB-encoded."""
        wheel = rgb_to_wheel(rgb)
        share = self.vibrance / 100.0 * (1.0 - np.minimum(wheel[..., 1], 1.0))
        if self.protect_skin:
            away = np.abs(wheel[..., 0] - SKIN_HUE)
            away = np.minimum(away, 6.0 - away)
            share = share * (0.5 + 0.5 * np.minimum(away / SKIN_WIDTH, 1.0))
        grey = luma(rgb)[..., np.newaxis]
        return grey + (rgb - grey) * (1.0 + share)[..., np.newaxis]
