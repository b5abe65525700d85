from typing import Annotated

import numpy as np

from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours

LUMA = (0.2126, 0.7152, 0.0722)  # Rec. ITU-R BT.709


@operation(label="Saturation", position=40, keywords=("colourful", "vivid", "grey", "chroma"))
class Saturation(PointOperation):
    """Make colours stronger or weaker; at -100 the picture is grey."""

    linear = True
    setting = True

    saturation: Annotated[float, Range(-100, 100, step=1, label="Saturation")] = 0.0

    def transform(self, rgb: Colours) -> Colours:
        """Scale the distance from grey of equal luma by 1 + saturation / 100; rgb is (..., 3) float64,
        sRGB-encoded."""
        luma = LUMA[0] * rgb[..., 0] + LUMA[1] * rgb[..., 1] + LUMA[2] * rgb[..., 2]
        grey = luma[..., np.newaxis]
        return grey + (rgb - grey) * (1.0 + self.saturation / 100.0)
