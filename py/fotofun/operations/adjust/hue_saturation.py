from typing import Annotated

import numpy as np

from fotofun.exact import Floats
from fotofun.imaging.colour_spaces import hsl_to_rgb, joined, luma, rgb_to_wheel, wheel_to_rgb
from fotofun.operation import PointOperation, Range, Toggle, operation
from fotofun.raster import Colours


def _hue(group: str) -> Range:
    return Range(-180, 180, step=1, unit="°", label="Hue", group=group)


def _share(label: str, group: str) -> Range:
    return Range(-100, 100, step=1, label=label, group=group)


MASTER, REDS, YELLOWS, GREENS = "All colours", "Reds", "Yellows", "Greens"
CYANS, BLUES, MAGENTAS, COLOURIZE = "Cyans", "Blues", "Magentas", "Colourize"
RANGES = ("reds", "yellows", "greens", "cyans", "blues", "magentas")  # one for each corner of the wheel


@operation(
    label="Hue and saturation",
    position=120,
    keywords=("hsl", "colour range", "reds", "greens", "blues", "colorize", "tint", "lightness"),
    shortcut="Mod+U",
)
class HueSaturation(PointOperation):
    """Change hue, saturation and lightness of all colours, or of the reds, greens, blues and others alone."""

    hue: Annotated[float, _hue(MASTER)] = 0.0
    saturation: Annotated[float, _share("Saturation", MASTER)] = 0.0
    lightness: Annotated[float, _share("Lightness", MASTER)] = 0.0
    reds_hue: Annotated[float, _hue(REDS)] = 0.0
    reds_saturation: Annotated[float, _share("Saturation", REDS)] = 0.0
    reds_lightness: Annotated[float, _share("Lightness", REDS)] = 0.0
    yellows_hue: Annotated[float, _hue(YELLOWS)] = 0.0
    yellows_saturation: Annotated[float, _share("Saturation", YELLOWS)] = 0.0
    yellows_lightness: Annotated[float, _share("Lightness", YELLOWS)] = 0.0
    greens_hue: Annotated[float, _hue(GREENS)] = 0.0
    greens_saturation: Annotated[float, _share("Saturation", GREENS)] = 0.0
    greens_lightness: Annotated[float, _share("Lightness", GREENS)] = 0.0
    cyans_hue: Annotated[float, _hue(CYANS)] = 0.0
    cyans_saturation: Annotated[float, _share("Saturation", CYANS)] = 0.0
    cyans_lightness: Annotated[float, _share("Lightness", CYANS)] = 0.0
    blues_hue: Annotated[float, _hue(BLUES)] = 0.0
    blues_saturation: Annotated[float, _share("Saturation", BLUES)] = 0.0
    blues_lightness: Annotated[float, _share("Lightness", BLUES)] = 0.0
    magentas_hue: Annotated[float, _hue(MAGENTAS)] = 0.0
    magentas_saturation: Annotated[float, _share("Saturation", MAGENTAS)] = 0.0
    magentas_lightness: Annotated[float, _share("Lightness", MAGENTAS)] = 0.0
    colorize: Annotated[
        bool, Toggle(label="Colourize", group=COLOURIZE, description="Gives the picture a single hue.")
    ] = False
    colorize_hue: Annotated[float, Range(0, 360, step=1, unit="°", label="Hue", group=COLOURIZE)] = 30.0
    colorize_saturation: Annotated[
        float, Range(0, 100, step=1, unit="%", label="Saturation", group=COLOURIZE)
    ] = 25.0

    def transform(self, rgb: Colours) -> Colours:
        """Turn hue, scale chroma, then mix with white or black; rgb is (..., 3) float64, sRGB-encoded.

        On the wheel of hue, chroma and lightness. Each range is a corner of the wheel: its settings act in
        full up to 15 degrees away and fade to nothing at 45, so that neighbours share what lies between
        them. Saturation scales chroma by 1 + saturation / 100, no farther than the lightness allows. A
        range's lightness needs colour: it acts in full from a chroma of 1/4 on. Colourizing replaces hue and
        saturation (HSL) over the picture's luma; then only the lightness of all colours acts.
        """
        if self.colorize:
            tone = luma(rgb)
            saturation = np.full_like(tone, self.colorize_saturation / 100.0)
            hsl = [np.full_like(tone, self.colorize_hue), saturation, tone]
            return _lightened(hsl_to_rgb(joined(hsl)), np.full_like(tone, self.lightness / 100.0))
        wheel = rgb_to_wheel(rgb)
        hue, chroma, middle = wheel[..., 0], wheel[..., 1], wheel[..., 2]
        turn, share, lighter = self._amounts(hue, np.minimum(chroma * 4.0, 1.0))
        room = np.maximum(1.0 - np.abs(2.0 * middle - 1.0), chroma)
        stronger = np.minimum(chroma * np.maximum(1.0 + share, 0.0), room)
        changed = wheel_to_rgb(joined([hue + turn, stronger, middle]))
        return _lightened(changed, np.clip(lighter, -1.0, 1.0))

    def _amounts(self, hue: Floats, coloured: Floats) -> tuple[Floats, Floats, Floats]:
        """What is done to each hue, all and range together: turn (sixths), saturation and lightness."""
        turn = np.full_like(hue, self.hue / 60.0)
        share = np.full_like(hue, self.saturation / 100.0)
        lighter = np.full_like(hue, self.lightness / 100.0)
        for corner, name in enumerate(RANGES):
            own = [getattr(self, f"{name}_{each}") for each in ("hue", "saturation", "lightness")]
            if own == [0.0, 0.0, 0.0]:
                continue
            away = np.abs(hue - corner)
            weight = np.clip(1.5 - 2.0 * np.minimum(away, 6.0 - away), 0.0, 1.0)
            turn += weight * (own[0] / 60.0)
            share += weight * (own[1] / 100.0)
            lighter += weight * coloured * (own[2] / 100.0)
        return turn, share, lighter


def _lightened(rgb: Colours, by: Floats) -> Colours:
    """Mixed with white where `by` (...), -1..1, is above zero, with black where it is below."""
    return rgb * (1.0 - np.abs(by))[..., np.newaxis] + np.maximum(by, 0.0)[..., np.newaxis]
