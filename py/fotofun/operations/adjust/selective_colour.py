from typing import Annotated

import numpy as np

from fotofun.exact import Floats
from fotofun.operation import Choice, PointOperation, Range, operation
from fotofun.raster import Colours


def _ink(label: str, group: str) -> Range:
    return Range(-100, 100, step=1, unit="%", label=label, group=group)


CYAN, MAGENTA, YELLOW, BLACK = "Cyan", "Magenta", "Yellow", "Black"
INKS = ("cyan", "magenta", "yellow")


@operation(
    label="Selective colour",
    position=170,
    keywords=("cmyk", "ink", "reds", "yellows", "greens", "cyans", "blues", "magentas", "skin", "neutrals"),
)
class SelectiveColour(PointOperation):
    """Add or take away printer's ink, only in the reds, the yellows, the whites and so on."""

    method: Annotated[
        str,
        Choice(
            {"relative": "Relative", "absolute": "Absolute"},
            label="Method",
            description="Relative changes what ink there is; absolute adds ink.",
        ),
    ] = "relative"
    reds_cyan: Annotated[float, _ink(CYAN, "Reds")] = 0.0
    reds_magenta: Annotated[float, _ink(MAGENTA, "Reds")] = 0.0
    reds_yellow: Annotated[float, _ink(YELLOW, "Reds")] = 0.0
    reds_black: Annotated[float, _ink(BLACK, "Reds")] = 0.0
    yellows_cyan: Annotated[float, _ink(CYAN, "Yellows")] = 0.0
    yellows_magenta: Annotated[float, _ink(MAGENTA, "Yellows")] = 0.0
    yellows_yellow: Annotated[float, _ink(YELLOW, "Yellows")] = 0.0
    yellows_black: Annotated[float, _ink(BLACK, "Yellows")] = 0.0
    greens_cyan: Annotated[float, _ink(CYAN, "Greens")] = 0.0
    greens_magenta: Annotated[float, _ink(MAGENTA, "Greens")] = 0.0
    greens_yellow: Annotated[float, _ink(YELLOW, "Greens")] = 0.0
    greens_black: Annotated[float, _ink(BLACK, "Greens")] = 0.0
    cyans_cyan: Annotated[float, _ink(CYAN, "Cyans")] = 0.0
    cyans_magenta: Annotated[float, _ink(MAGENTA, "Cyans")] = 0.0
    cyans_yellow: Annotated[float, _ink(YELLOW, "Cyans")] = 0.0
    cyans_black: Annotated[float, _ink(BLACK, "Cyans")] = 0.0
    blues_cyan: Annotated[float, _ink(CYAN, "Blues")] = 0.0
    blues_magenta: Annotated[float, _ink(MAGENTA, "Blues")] = 0.0
    blues_yellow: Annotated[float, _ink(YELLOW, "Blues")] = 0.0
    blues_black: Annotated[float, _ink(BLACK, "Blues")] = 0.0
    magentas_cyan: Annotated[float, _ink(CYAN, "Magentas")] = 0.0
    magentas_magenta: Annotated[float, _ink(MAGENTA, "Magentas")] = 0.0
    magentas_yellow: Annotated[float, _ink(YELLOW, "Magentas")] = 0.0
    magentas_black: Annotated[float, _ink(BLACK, "Magentas")] = 0.0
    whites_cyan: Annotated[float, _ink(CYAN, "Whites")] = 0.0
    whites_magenta: Annotated[float, _ink(MAGENTA, "Whites")] = 0.0
    whites_yellow: Annotated[float, _ink(YELLOW, "Whites")] = 0.0
    whites_black: Annotated[float, _ink(BLACK, "Whites")] = 0.0
    neutrals_cyan: Annotated[float, _ink(CYAN, "Neutrals")] = 0.0
    neutrals_magenta: Annotated[float, _ink(MAGENTA, "Neutrals")] = 0.0
    neutrals_yellow: Annotated[float, _ink(YELLOW, "Neutrals")] = 0.0
    neutrals_black: Annotated[float, _ink(BLACK, "Neutrals")] = 0.0
    blacks_cyan: Annotated[float, _ink(CYAN, "Blacks")] = 0.0
    blacks_magenta: Annotated[float, _ink(MAGENTA, "Blacks")] = 0.0
    blacks_yellow: Annotated[float, _ink(YELLOW, "Blacks")] = 0.0
    blacks_black: Annotated[float, _ink(BLACK, "Blacks")] = 0.0

    def transform(self, rgb: Colours) -> Colours:
        """Each channel v changes by clip((-1 - ink) * black - ink, with relative times 1 - v, to -v..1 - v)
        times how much the colour belongs to the range; all ranges add up. rgb is (..., 3) float64,
        sRGB-encoded; for the weights it is clipped to 0..1.

        The model of Photoshop's tool that Clément Bœsch worked out ("Understanding selective coloring in
        Adobe Photoshop", 2015): reds weigh greatest - middle where red is greatest, yellows middle - least
        where blue is least, whites 2 least - 1, blacks 1 - 2 greatest, neutrals what remains.
        """
        inside = np.clip(rgb, 0.0, 1.0)
        change = np.zeros_like(rgb)
        for name, weight in _weights(inside).items():
            black = getattr(self, f"{name}_black") / 100.0
            for channel, ink in enumerate(INKS):
                share = getattr(self, f"{name}_{ink}") / 100.0
                if share == 0.0 and black == 0.0:
                    continue
                value = inside[..., channel]
                amount = (-1.0 - share) * black - share
                step = amount * (1.0 - value) if self.method == "relative" else np.full_like(value, amount)
                change[..., channel] += np.clip(step, -value, 1.0 - value) * weight
        return rgb + change


def _weights(rgb: Colours) -> dict[str, Floats]:
    """How much each colour of 0..1 belongs to each range, 0..1."""
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    most = np.maximum(np.maximum(red, green), blue)
    least = np.minimum(np.minimum(red, green), blue)
    middle = np.maximum(np.minimum(red, green), np.minimum(np.maximum(red, green), blue))
    primary, secondary = most - middle, middle - least
    return {
        "reds": (red == most) * primary,
        "yellows": (blue == least) * secondary,
        "greens": (green == most) * primary,
        "cyans": (red == least) * secondary,
        "blues": (blue == most) * primary,
        "magentas": (green == least) * secondary,
        "whites": np.maximum(2.0 * least - 1.0, 0.0),
        "neutrals": 1.0 - np.abs(most - 0.5) - np.abs(least - 0.5),
        "blacks": np.maximum(1.0 - 2.0 * most, 0.0),
    }
