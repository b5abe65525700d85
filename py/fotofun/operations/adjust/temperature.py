from typing import Annotated

import numpy as np

from fotofun.exact import total
from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours, decode_srgb, encode_srgb

DAYLIGHT_MIRED = 153.75  # 6504 K
LUMINANCE = (0.2126, 0.7152, 0.0722)  # of linear sRGB, Rec. ITU-R BT.709
TINT_STEPS = 3000.0  # steps of tint in a distance of 1 in CIE 1960 u, v, as the DNG SDK counts them


@operation(
    label="Temperature",
    position=20,
    keywords=("white balance", "warm", "cool", "kelvin", "colour cast", "tint", "green", "magenta"),
)
class Temperature(PointOperation):
    """Make the light warmer (towards candlelight) or cooler (towards a blue sky)."""

    temperature: Annotated[float, Range(-100, 100, step=1, label="Temperature")] = 0.0
    tint: Annotated[
        float,
        Range(-100, 100, step=1, label="Tint", description="Towards magenta, or below zero towards green."),
    ] = 0.0

    separable = True
    setting = True

    def transform(self, rgb: Colours) -> Colours:
        """Scale linear red, green, blue so that daylight white moves `temperature` mired along the black-body
        curve and `tint` / 3000 off it in CIE 1960 u, v, with white's luminance kept; rgb is (..., 3) float64,
        sRGB-encoded."""
        moved = white(DAYLIGHT_MIRED + self.temperature, self.tint)
        gains = [m / w for m, w in zip(moved, white(DAYLIGHT_MIRED, 0.0), strict=True)]
        luminance = total(weight * gain for weight, gain in zip(LUMINANCE, gains, strict=True))
        return encode_srgb(decode_srgb(rgb) * (np.array(gains) / luminance))


def white(mired: float, tint: float) -> tuple[float, float, float]:
    """Linear sRGB at luminance 1 of a black body of 1e6 / mired kelvin, moved off the curve by `tint`.

    The way off is at right angles to the curve in CIE 1960 u, v. XYZ to linear sRGB by IEC 61966-2-1.
    """
    u, v = to_uv(*black_body(mired))
    if tint:
        (u0, v0), (u1, v1) = to_uv(*black_body(mired - 1.0)), to_uv(*black_body(mired + 1.0))
        along, across = u1 - u0, v1 - v0
        length = float(np.sqrt(along * along + across * across))
        u, v = u + across / length * tint / TINT_STEPS, v - along / length * tint / TINT_STEPS
    scale = 2.0 * u - 8.0 * v + 4.0
    x, y = 3.0 * u / scale, 2.0 * v / scale
    big_x, big_z = x / y, (1.0 - x - y) / y
    return (
        3.2406 * big_x - 1.5372 - 0.4986 * big_z,
        -0.9689 * big_x + 1.8758 + 0.0415 * big_z,
        0.0557 * big_x - 0.2040 + 1.0570 * big_z,
    )


def to_uv(x: float, y: float) -> tuple[float, float]:
    """CIE 1960 u, v of a chromaticity x, y."""
    scale = -2.0 * x + 12.0 * y + 3.0
    return 4.0 * x / scale, 6.0 * y / scale


def black_body(mired: float) -> tuple[float, float]:
    """CIE 1931 x, y of a black body of 1e6 / mired kelvin, 40..600 mired.

    The cubic approximation of Kim et al., US patent 7,024,034 (2006).
    """
    t = mired / 1000.0
    if mired > 250.0:
        x = -0.2661239 * t * t * t - 0.2343589 * t * t + 0.8776956 * t + 0.179910
        y = -0.9549476 * x * x * x - 1.37418593 * x * x + 2.09137015 * x - 0.16748867
    else:
        x = -3.0258469 * t * t * t + 2.1070379 * t * t + 0.2226347 * t + 0.240390
        y = 3.0817580 * x * x * x - 5.87338670 * x * x + 3.75112997 * x - 0.37001483
    return x, y
