"""Colour spaces: luma, the colour wheel of the screen (HSL, HSV), and CIE Lab; the same on every machine.

All take and give (..., 3) float64. RGB is sRGB-encoded, 0..1 nominal; values outside are meant to work.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats, choose, cube_root, total
from fotofun.raster import Colours, Pixels, decode_srgb, encode_srgb

LUMA = (0.2126, 0.7152, 0.0722)  # Rec. ITU-R BT.709

_TO_XYZ = (  # linear sRGB to XYZ, IEC 61966-2-1
    (0.4124, 0.3576, 0.1805),
    (0.2126, 0.7152, 0.0722),
    (0.0193, 0.1192, 0.9505),
)
_WHITE = tuple(total(row) for row in _TO_XYZ)  # D65, as that matrix has it, so that greys are exactly neutral
_CORNER = 6.0 / 29.0


def joined(channels: Iterable[Floats]) -> Colours:
    """Three channels, (...), as (..., 3); each stays side by side in memory, where it is read fastest."""
    return np.moveaxis(np.stack(list(channels)), 0, -1)


def luma(rgb: Colours) -> Floats:
    """The weighted sum of encoded red, green and blue, (...), Rec. ITU-R BT.709."""
    return LUMA[0] * rgb[..., 0] + LUMA[1] * rgb[..., 1] + LUMA[2] * rgb[..., 2]


def luma_bytes(pixels: Pixels) -> NDArray[np.uint8]:
    """The luma of (..., 3 or 4) uint8 pixels, (...) uint8, rounded; weights in 1 / 65536, no floats."""
    total = pixels[..., 0] * np.uint32(13933)
    total += pixels[..., 1] * np.uint32(46871)
    total += pixels[..., 2] * np.uint32(4732)
    total += np.uint32(1 << 15)
    total >>= np.uint32(16)
    return total.astype(np.uint8)


# --- the colour wheel -------------------------------------------------------------------------------


def rgb_to_wheel(rgb: Colours) -> Colours:
    """(hue 0..6, chroma, lightness): the hexagon of red 0, yellow 1, green 2, cyan 3, blue 4, magenta 5.

    Chroma is the greatest channel less the least, lightness the middle between them; the hue of grey is 0.
    Alvy Ray Smith, "Color gamut transform pairs", SIGGRAPH 1978; all the spaces below follow from these.
    """
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    high, low = np.maximum(green, blue), np.minimum(green, blue)
    most, least = np.maximum(red, high), np.minimum(red, low)
    chroma = most - least
    hue = np.minimum(red, high) - low  # the middle less the least, or the least less the middle
    hue /= np.maximum(chroma, 1e-30)
    # Without branches: from 0 upwards, from -6 where blue is above green, and from -2 or 4 where red is not
    # greatest; the absolute value is the hue.
    bluer, other = (green < blue).astype(hue.dtype), (red < high).astype(hue.dtype)
    hue = np.abs(hue + bluer * (other * 12.0 - 6.0) - other * 2.0)
    return joined([hue, chroma, (most + least) * 0.5])


def wheel_to_rgb(wheel: Colours) -> Colours:
    """Back from (hue, chroma, lightness); any hue is taken modulo 6."""
    hue, chroma, lightness = wheel[..., 0], wheel[..., 1], wheel[..., 2]
    hue = hue - np.floor(hue / 6.0) * 6.0
    shares = (np.abs(hue - 3.0) - 1.0, 2.0 - np.abs(hue - 2.0), 2.0 - np.abs(hue - 4.0))
    return joined(lightness + (np.clip(share, 0.0, 1.0) - 0.5) * chroma for share in shares)


def rgb_to_hsl(rgb: Colours) -> Colours:
    """(hue 0..360, saturation 0..1, lightness 0..1) of rgb in 0..1, as CSS Color Module Level 4 has it."""
    wheel = rgb_to_wheel(np.clip(rgb, 0.0, 1.0))
    room = 1.0 - np.abs(2.0 * wheel[..., 2] - 1.0)
    wheel[..., 1] = np.where(room > 0.0, wheel[..., 1] / np.where(room > 0.0, room, 1.0), 0.0)
    wheel[..., 0] *= 60.0
    return wheel


def hsl_to_rgb(hsl: Colours) -> Colours:
    """Back from (hue in degrees, saturation, lightness); beyond black and white there is no chroma."""
    chroma = hsl[..., 1] * np.maximum(1.0 - np.abs(2.0 * hsl[..., 2] - 1.0), 0.0)
    return wheel_to_rgb(joined([hsl[..., 0] / 60.0, chroma, hsl[..., 2]]))


def rgb_to_hsv(rgb: Colours) -> Colours:
    """(hue 0..360, saturation 0..1, value 0..1) of rgb in 0..1."""
    wheel = rgb_to_wheel(np.clip(rgb, 0.0, 1.0))
    value = wheel[..., 2] + wheel[..., 1] * 0.5
    saturation = np.where(value > 0.0, wheel[..., 1] / np.where(value > 0.0, value, 1.0), 0.0)
    return joined([wheel[..., 0] * 60.0, saturation, value])


def hsv_to_rgb(hsv: Colours) -> Colours:
    """Back from (hue in degrees, saturation, value)."""
    chroma = hsv[..., 1] * hsv[..., 2]
    return wheel_to_rgb(joined([hsv[..., 0] / 60.0, chroma, hsv[..., 2] - chroma * 0.5]))


# --- CIE --------------------------------------------------------------------------------------------


def rgb_to_lab(rgb: Colours) -> Colours:
    """CIE L* (0..100), a*, b* under D65, ISO/CIE 11664-4:2019; below black the straight part goes on."""
    linear = decode_srgb(rgb)
    x, y, z = (_bend(_row(linear, row) / white) for row, white in zip(_TO_XYZ, _WHITE, strict=True))
    return joined([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)])


def lab_to_rgb(lab: Colours) -> Colours:
    """Back from L*, a*, b*; colours that no screen shows come out beyond 0..1."""
    y = (lab[..., 0] + 16.0) / 116.0
    bent = (y + lab[..., 1] / 500.0, y, y - lab[..., 2] / 200.0)
    xyz = joined(_unbend(each) * white for each, white in zip(bent, _WHITE, strict=True))
    return encode_srgb(joined(_row(xyz, row) for row in _FROM_XYZ))


def _row(colours: Colours, row: tuple[float, ...]) -> Floats:
    return row[0] * colours[..., 0] + row[1] * colours[..., 1] + row[2] * colours[..., 2]


def _bend(share: Floats) -> Floats:
    straight = share / (3.0 * _CORNER * _CORNER) + 4.0 / 29.0
    return choose(share > _CORNER * _CORNER * _CORNER, cube_root(np.maximum(share, 0.0)), straight)


def _unbend(bent: Floats) -> Floats:
    straight = 3.0 * _CORNER * _CORNER * (bent - 4.0 / 29.0)
    return choose(bent > _CORNER, bent * bent * bent, straight)


def _inverse(rows: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
    """The inverse of a 3 x 3 matrix, by cofactors."""
    (a, b, c), (d, e, f), (g, h, i) = rows
    determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    cofactors = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return tuple(tuple(value / determinant for value in row) for row in cofactors)


_FROM_XYZ = _inverse(_TO_XYZ)
