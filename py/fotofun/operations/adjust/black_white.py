from typing import Annotated

import numpy as np

from fotofun.exact import Floats
from fotofun.imaging.colour_spaces import hsl_to_rgb, joined, rgb_to_hsl
from fotofun.operation import Colour, PointOperation, Range, Toggle, operation, rgba
from fotofun.raster import Colours


def _share(label: str) -> Range:
    return Range(-200, 300, step=1, unit="%", label=label, group="How bright colours become")


@operation(
    label="Black and white",
    position=140,
    keywords=("monochrome", "mono", "grey", "channel mixer", "colour filter", "tint", "toning"),
    shortcut="Mod+Alt+Shift+B",
)
class BlackWhite(PointOperation):
    """Turn colours to grey and decide for each colour how bright its grey becomes; tinted if you like."""

    reds: Annotated[float, _share("Reds")] = 40.0
    yellows: Annotated[float, _share("Yellows")] = 60.0
    greens: Annotated[float, _share("Greens")] = 40.0
    cyans: Annotated[float, _share("Cyans")] = 60.0
    blues: Annotated[float, _share("Blues")] = 20.0
    magentas: Annotated[float, _share("Magentas")] = 80.0
    tint: Annotated[bool, Toggle(label="Tint", group="Tint")] = False
    tint_colour: Annotated[str, Colour(label="Colour", group="Tint")] = "#e1d3b3"

    def transform(self, rgb: Colours) -> Colours:
        """Grey = least + (middle - least) * secondary + (greatest - middle) * primary, over the three
        channels; the shares are those of the primary colour that is greatest and of the secondary colour
        between it and the middle one. rgb is (..., 3) float64, sRGB-encoded.

        A colour is grey, plus a secondary, plus a primary colour: the split that Photoshop's black and white
        follows. The tint gives its hue and saturation (HSL) to every grey.
        """
        red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
        primary = _where_greatest(rgb, self.reds, self.greens, self.blues)
        secondary = _where_least(rgb, self.cyans, self.magentas, self.yellows)
        most = np.maximum(np.maximum(red, green), blue)
        least = np.minimum(np.minimum(red, green), blue)
        middle = red + green + blue - most - least
        grey = least + (middle - least) * secondary + (most - middle) * primary
        if not self.tint:
            return np.repeat(grey[..., np.newaxis], 3, axis=-1)
        hue, saturation, _ = rgb_to_hsl(np.array(rgba(self.tint_colour)[:3]) / 255.0)
        hsl = [np.full_like(grey, hue), np.full_like(grey, saturation), grey]
        return hsl_to_rgb(joined(hsl))


def _where_greatest(rgb: Colours, red: float, green: float, blue: float) -> Floats:
    """A share for each colour by its greatest channel, in hundredths."""
    first, second, third = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    by_red = ((first >= second) & (first >= third)).astype(rgb.dtype)
    by_green = (second >= third).astype(rgb.dtype) * (1.0 - by_red)
    return (red * by_red + green * by_green + blue * (1.0 - by_red - by_green)) / 100.0


def _where_least(rgb: Colours, red: float, green: float, blue: float) -> Floats:
    """A share for each colour by its least channel, in hundredths."""
    first, second, third = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    by_red = ((first <= second) & (first <= third)).astype(rgb.dtype)
    by_green = (second <= third).astype(rgb.dtype) * (1.0 - by_red)
    return (red * by_red + green * by_green + blue * (1.0 - by_red - by_green)) / 100.0
