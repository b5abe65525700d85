from typing import Annotated

import numpy as np

from fotofun.imaging.colour_spaces import luma
from fotofun.operation import Choice, PointOperation, operation
from fotofun.raster import Colours


@operation(
    label="Grayscale",
    position=290,
    keywords=("grey", "gray", "black and white", "desaturate", "monochrome"),
    shortcut="Mod+Shift+U",
)
class Grayscale(PointOperation):
    """Take all colour away; choose by which measure the greys are as bright as the colours were."""

    method: Annotated[
        str,
        Choice(
            {
                "luminosity": "Luminosity",
                "average": "Average",
                "lightness": "Lightness",
                "red": "Red channel",
                "green": "Green channel",
                "blue": "Blue channel",
            },
            label="Method",
        ),
    ] = "luminosity"

    @property
    def linear(self) -> bool:
        """All but what compares channels."""
        return self.method != "lightness"

    def transform(self, rgb: Colours) -> Colours:
        """Luma (Rec. ITU-R BT.709), the mean, the middle between greatest and least, or one of the channels;
        rgb is (..., 3) float64, sRGB-encoded."""
        red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
        match self.method:
            case "luminosity":
                grey = luma(rgb)
            case "average":
                grey = (red + green + blue) / 3.0
            case "lightness":
                most, least = np.maximum(red, green), np.minimum(red, green)
                grey = (np.maximum(most, blue) + np.minimum(least, blue)) * 0.5
            case channel:
                grey = {"red": red, "green": green, "blue": blue}[channel]
        return np.repeat(grey[..., np.newaxis], 3, axis=-1)
