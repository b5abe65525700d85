from typing import Annotated

import numpy as np

from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours


@operation(
    label="Brightness and contrast", position=30, keywords=("lighter", "darker", "flat", "punch", "tone")
)
class BrightnessContrast(PointOperation):
    """Lift or lower the middle tones, and spread or flatten them; black and white stay where they are."""

    brightness: Annotated[float, Range(-100, 100, step=1, label="Brightness")] = 0.0
    contrast: Annotated[float, Range(-100, 100, step=1, label="Contrast")] = 0.0

    separable = True
    setting = True

    def transform(self, rgb: Colours) -> Colours:
        """Schlick's bias (brightness), then his gain (contrast), on sRGB-encoded rgb, (..., 3) float64.

        +100 moves middle grey to 3/4, or triples the slope there; -100 is the inverse. Christophe Schlick,
        "Fast alternatives to Perlin's bias and gain functions", Graphics Gems IV, 1994.
        """
        brighter = bias(rgb, 0.5 + self.brightness / 400.0)
        spread = 0.5 - self.contrast / 400.0
        lower = bias(2.0 * brighter, spread) / 2.0
        upper = 1.0 - bias(2.0 - 2.0 * brighter, spread) / 2.0
        return np.where(brighter < 0.5, lower, upper)


def bias(x: Colours, middle: float) -> Colours:
    """The curve through (0, 0), (1/2, middle), (1, 1); beyond 0..1 it goes on straight."""
    bend = 1.0 / middle - 2.0
    inside = np.clip(x, 0.0, 1.0)
    curve = inside / (bend * (1.0 - inside) + 1.0)
    return np.where(x < 0.0, x / (bend + 1.0), np.where(x > 1.0, 1.0 + (x - 1.0) * (bend + 1.0), curve))
