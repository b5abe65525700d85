from typing import Annotated

import numpy as np

from fotofun.operation import Colour, PointOperation, Range, Toggle, operation, rgba
from fotofun.raster import Colours, decode_srgb, encode_srgb

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # of linear sRGB, Rec. ITU-R BT.709


@operation(
    label="Photo filter", position=150, keywords=("gel", "warming filter", "cooling filter", "tint", "glass")
)
class PhotoFilter(PointOperation):
    """Look through a coloured glass: warm, cool, or any colour, as thick as you like."""

    colour: Annotated[str, Colour(label="Colour")] = "#ec8a00"
    density: Annotated[float, Range(0, 100, step=1, unit="%", label="Density")] = 25.0
    preserve_luminosity: Annotated[
        bool,
        Toggle(
            label="Preserve luminosity",
            description="Exposes longer by as much light as the glass takes from white.",
        ),
    ] = True

    separable = True

    def transform(self, rgb: Colours) -> Colours:
        """Multiply linear light by 1 - density + density * colour; with luminosity preserved, divided by the
        luminance that white would have. rgb is (..., 3) float64, sRGB-encoded."""
        glass = decode_srgb(np.array(rgba(self.colour)[:3]) / 255.0)
        share = self.density / 100.0
        gains = 1.0 - share + share * glass
        if self.preserve_luminosity:
            red, green, blue = gains * LUMINANCE
            gains = gains / max(red + green + blue, 1e-3)
        return encode_srgb(decode_srgb(rgb) * gains)
