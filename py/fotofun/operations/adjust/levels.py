from typing import Annotated

import numpy as np

from fotofun.errors import InvalidParameter
from fotofun.exact import Floats, power
from fotofun.imaging.colour_spaces import joined
from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours


def _level(label: str, group: str, least: int = 0, most: int = 255) -> Range:
    return Range(least, most, step=1, label=label, group=group)


def _gamma(group: str) -> Range:
    return Range(0.1, 9.99, ui=(0.3, 3), step=0.01, label="Middle tones (gamma)", group=group)


ALL, RED, GREEN, BLUE = "All channels", "Red", "Green", "Blue"


@operation(
    label="Levels",
    position=60,
    keywords=("black point", "white point", "gamma", "contrast", "histogram"),
    shortcut="Mod+L",
)
class Levels(PointOperation):
    """Set what becomes black, what becomes white, and how bright the middle tones are between them."""

    input_black: Annotated[float, _level("Input black", ALL, most=254)] = 0.0
    gamma: Annotated[float, _gamma(ALL)] = 1.0
    input_white: Annotated[float, _level("Input white", ALL, least=1)] = 255.0
    output_black: Annotated[float, _level("Output black", ALL)] = 0.0
    output_white: Annotated[float, _level("Output white", ALL)] = 255.0
    red_input_black: Annotated[float, _level("Input black", RED, most=254)] = 0.0
    red_gamma: Annotated[float, _gamma(RED)] = 1.0
    red_input_white: Annotated[float, _level("Input white", RED, least=1)] = 255.0
    red_output_black: Annotated[float, _level("Output black", RED)] = 0.0
    red_output_white: Annotated[float, _level("Output white", RED)] = 255.0
    green_input_black: Annotated[float, _level("Input black", GREEN, most=254)] = 0.0
    green_gamma: Annotated[float, _gamma(GREEN)] = 1.0
    green_input_white: Annotated[float, _level("Input white", GREEN, least=1)] = 255.0
    green_output_black: Annotated[float, _level("Output black", GREEN)] = 0.0
    green_output_white: Annotated[float, _level("Output white", GREEN)] = 255.0
    blue_input_black: Annotated[float, _level("Input black", BLUE, most=254)] = 0.0
    blue_gamma: Annotated[float, _gamma(BLUE)] = 1.0
    blue_input_white: Annotated[float, _level("Input white", BLUE, least=1)] = 255.0
    blue_output_black: Annotated[float, _level("Output black", BLUE)] = 0.0
    blue_output_white: Annotated[float, _level("Output white", BLUE)] = 255.0

    separable = True

    def check(self) -> None:
        """Each input white lies at least one level above its black."""
        for prefix in ("", "red_", "green_", "blue_"):
            if getattr(self, f"{prefix}input_white") - getattr(self, f"{prefix}input_black") < 1:
                raise InvalidParameter(
                    f"{prefix}input_white was not above {prefix}input_black.",
                    advice="Give a white that is at least 1 above the black.",
                )

    def transform(self, rgb: Colours) -> Colours:
        """out_black + (out_white - out_black) * t**(1 / gamma), with t the place between input black and
        white, clipped to 0..1; first each channel's own, then all channels'. rgb is (..., 3) float64,
        sRGB-encoded. The formula of Adobe's and GIMP's levels."""
        parts = (self._stretch(rgb[..., i], each) for i, each in enumerate(("red_", "green_", "blue_")))
        return self._stretch(joined(parts), "")

    def _stretch(self, values: Floats, prefix: str) -> Floats:
        in_black, gamma, in_white, out_black, out_white = (
            float(getattr(self, prefix + name))
            for name in ("input_black", "gamma", "input_white", "output_black", "output_white")
        )
        if (in_black, gamma, in_white, out_black, out_white) == (0.0, 1.0, 255.0, 0.0, 255.0):
            return values
        share = np.clip((values * 255.0 - in_black) / (in_white - in_black), 0.0, 1.0)
        if gamma != 1.0:
            share = power(share, 1.0 / gamma)
        return (out_black + (out_white - out_black) * share) / 255.0
