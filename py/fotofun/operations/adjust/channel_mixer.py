from typing import Annotated

from fotofun.imaging.colour_spaces import joined
from fotofun.operation import PointOperation, Range, Toggle, operation
from fotofun.raster import Colours


def _share(label: str, group: str) -> Range:
    return Range(-200, 200, step=1, unit="%", label=label, group=group)


RED, GREEN, BLUE, GREY = "Red becomes", "Green becomes", "Blue becomes", "Grey becomes"


@operation(
    label="Channel mixer", position=160, keywords=("swap channels", "infrared", "matrix", "monochrome")
)
class ChannelMixer(PointOperation):
    """Mix each channel anew from red, green, blue and a constant; or mix all three to one grey."""

    red_from_red: Annotated[float, _share("Red", RED)] = 100.0
    red_from_green: Annotated[float, _share("Green", RED)] = 0.0
    red_from_blue: Annotated[float, _share("Blue", RED)] = 0.0
    red_constant: Annotated[float, _share("Constant", RED)] = 0.0
    green_from_red: Annotated[float, _share("Red", GREEN)] = 0.0
    green_from_green: Annotated[float, _share("Green", GREEN)] = 100.0
    green_from_blue: Annotated[float, _share("Blue", GREEN)] = 0.0
    green_constant: Annotated[float, _share("Constant", GREEN)] = 0.0
    blue_from_red: Annotated[float, _share("Red", BLUE)] = 0.0
    blue_from_green: Annotated[float, _share("Green", BLUE)] = 0.0
    blue_from_blue: Annotated[float, _share("Blue", BLUE)] = 100.0
    blue_constant: Annotated[float, _share("Constant", BLUE)] = 0.0
    monochrome: Annotated[bool, Toggle(label="Monochrome", group=GREY)] = False
    grey_from_red: Annotated[float, _share("Red", GREY)] = 40.0
    grey_from_green: Annotated[float, _share("Green", GREY)] = 40.0
    grey_from_blue: Annotated[float, _share("Blue", GREY)] = 20.0
    grey_constant: Annotated[float, _share("Constant", GREY)] = 0.0

    linear = True

    def transform(self, rgb: Colours) -> Colours:
        """A 3 x 4 matrix, in hundredths, times (red, green, blue, 1); if monochrome, the grey row for all
        three. rgb is (..., 3) float64, sRGB-encoded."""
        rows = []
        for name in ("grey",) * 3 if self.monochrome else ("red", "green", "blue"):
            shares = [getattr(self, f"{name}_from_{each}") for each in ("red", "green", "blue")]
            mixed = shares[0] * rgb[..., 0] + shares[1] * rgb[..., 1] + shares[2] * rgb[..., 2]
            rows.append((mixed + getattr(self, f"{name}_constant")) / 100.0)
        return joined(rows)
