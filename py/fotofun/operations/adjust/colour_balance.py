from typing import Annotated

import numpy as np

from fotofun.imaging.colour_spaces import joined, luma
from fotofun.operation import PointOperation, Range, Toggle, operation
from fotofun.raster import Colours


def _axis(label: str, group: str) -> Range:
    return Range(-100, 100, step=1, label=label, group=group)


SHADOWS, MIDTONES, HIGHLIGHTS = "Shadows", "Middle tones", "Highlights"
RED, GREEN, BLUE = "Cyan to red", "Magenta to green", "Yellow to blue"
SOFTNESS, MIDDLE, STRENGTH = 0.25, 1.0 / 3.0, 0.7


@operation(
    label="Colour balance",
    position=130,
    keywords=("colour cast", "shadows", "midtones", "highlights", "grade", "split toning"),
    shortcut="Mod+B",
)
class ColourBalance(PointOperation):
    """Shift the colours of shadows, middle tones and highlights, each towards a colour or its opposite."""

    shadows_red: Annotated[float, _axis(RED, SHADOWS)] = 0.0
    shadows_green: Annotated[float, _axis(GREEN, SHADOWS)] = 0.0
    shadows_blue: Annotated[float, _axis(BLUE, SHADOWS)] = 0.0
    midtones_red: Annotated[float, _axis(RED, MIDTONES)] = 0.0
    midtones_green: Annotated[float, _axis(GREEN, MIDTONES)] = 0.0
    midtones_blue: Annotated[float, _axis(BLUE, MIDTONES)] = 0.0
    highlights_red: Annotated[float, _axis(RED, HIGHLIGHTS)] = 0.0
    highlights_green: Annotated[float, _axis(GREEN, HIGHLIGHTS)] = 0.0
    highlights_blue: Annotated[float, _axis(BLUE, HIGHLIGHTS)] = 0.0
    preserve_luminosity: Annotated[
        bool, Toggle(label="Preserve luminosity", description="Colours change, brightness stays.")
    ] = True

    def transform(self, rgb: Colours) -> Colours:
        """Add to each channel what its share in shadows, middle tones and highlights says, by luma; with
        luminosity preserved, luma is then put back. rgb is (..., 3) float64, sRGB-encoded.

        The overlapping ramps around 1/3 and 2/3, 1/4 soft, at 0.7 of the full shift, are those of GIMP's
        colour balance (app/operations/gimpoperationcolorbalance.c).
        """
        light = luma(rgb)
        dark = np.clip((MIDDLE - light) / SOFTNESS + 0.5, 0.0, 1.0)
        bright = np.clip((light - 1.0 + MIDDLE) / SOFTNESS + 0.5, 0.0, 1.0)
        middle = np.clip((light - MIDDLE) / SOFTNESS + 0.5, 0.0, 1.0) * np.clip(
            (1.0 - MIDDLE - light) / SOFTNESS + 0.5, 0.0, 1.0
        )
        channels = []
        for i, name in enumerate(("red", "green", "blue")):
            shift = dark * getattr(self, f"shadows_{name}") + middle * getattr(self, f"midtones_{name}")
            shift = shift + bright * getattr(self, f"highlights_{name}")
            channels.append(rgb[..., i] + shift * (STRENGTH / 100.0))
        shifted = joined(channels)
        if self.preserve_luminosity:
            shifted = shifted + (light - luma(shifted))[..., np.newaxis]
        return shifted
