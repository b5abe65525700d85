"""Blend modes that look at a colour as a whole, on bytes.

W3C "Compositing and Blending Level 1", "Non-separable blend modes". Lum is 0.3 red + 0.59 green + 0.11 blue,
Sat the greatest channel less the smallest. SetSat stretches a colour's distances from grey by one factor, and
so does ClipColor. Hence all four modes give a colour C of one picture another light and a stretch,

    B = light + f (C - Lum(C))    f = min(stretch, light / (Lum(C) - min C), (1 - light) / (max C - Lum(C)))

and no channels need sorting. Luminosities are counted in 1/100 of a level, where they are whole numbers.
Darker and lighter colour are not in the specification; they compare by the same Lum.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Pixels
from fotofun.render.blend.tiles import packed, unpacked

Plane: TypeAlias = NDArray[np.float32]
"""One quantity of every pixel."""

ONE, CENT, HUNDRED = np.float32(1.0), np.float32(0.01), np.float32(100.0)
WHITE = np.float32(25500.0)


def hue(backdrop: Pixels, source: Pixels) -> Pixels:
    """The source's hue with the saturation and luminosity of the backdrop."""
    under, over = _Colours.of(backdrop), _Colours.of(source)
    return over.lit(under.luminosity, _stretch(over, under))


def saturation(backdrop: Pixels, source: Pixels) -> Pixels:
    """The source's saturation with the hue and luminosity of the backdrop."""
    under, over = _Colours.of(backdrop), _Colours.of(source)
    return under.lit(under.luminosity, _stretch(under, over))


def colour(backdrop: Pixels, source: Pixels) -> Pixels:
    """The source's hue and saturation with the luminosity of the backdrop."""
    return _Colours.of(source).lit(_luminosity(*_channels(backdrop)), ONE)


def luminosity(backdrop: Pixels, source: Pixels) -> Pixels:
    """The source's luminosity with the hue and saturation of the backdrop."""
    return _Colours.of(backdrop).lit(_luminosity(*_channels(source)), ONE)


def darker_colour(backdrop: Pixels, source: Pixels) -> Pixels:
    """The colour of less luminosity; the backdrop where both have the same."""
    is_darker = _luminosity(*_channels(source)) < _luminosity(*_channels(backdrop))
    return unpacked(np.where(is_darker, packed(source), packed(backdrop)))


def lighter_colour(backdrop: Pixels, source: Pixels) -> Pixels:
    """The colour of more luminosity; the backdrop where both have the same."""
    is_lighter = _luminosity(*_channels(source)) > _luminosity(*_channels(backdrop))
    return unpacked(np.where(is_lighter, packed(source), packed(backdrop)))


@dataclass(frozen=True)
class _Colours:
    """Colours taken apart: channels and the least and greatest of them in levels, Lum in 1/100 of a level."""

    channels: tuple[Plane, Plane, Plane]
    luminosity: Plane
    least: Plane
    most: Plane

    @classmethod
    def of(cls, pixels: Pixels) -> "_Colours":
        """The colours of (h, w, 4) uint8."""
        red, green, blue = channels = _channels(pixels)
        least = np.minimum(np.minimum(red, green), blue)
        most = np.maximum(np.maximum(red, green), blue)
        return cls(channels, _luminosity(*channels), least, most)

    def lit(self, light: Plane, stretch: Plane | np.float32) -> Pixels:
        """The colours with another luminosity and stretched, as the module says; uses up the channels."""
        # Whole numbers: 0 or at least 1. They are 0 for greys, whose factor does not matter.
        below = np.maximum(self.luminosity - self.least * HUNDRED, ONE)
        above = np.maximum(self.most * HUNDRED - self.luminosity, ONE)
        factor = np.minimum(light / below, (WHITE - light) / above)
        np.minimum(factor, stretch, out=factor)
        factor *= CENT
        grey = light * CENT
        grey += np.float32(0.5)  # so that dropping the fraction rounds
        result = np.empty((*light.shape, 4), np.uint8)
        for i, channel in enumerate(self.channels):
            channel *= HUNDRED
            channel -= self.luminosity
            channel *= factor
            channel += grey
            result[..., i] = channel
        return result


def _channels(pixels: Pixels) -> tuple[Plane, Plane, Plane]:
    red, green, blue = (pixels[..., channel].astype(np.float32) for channel in range(3))
    return red, green, blue


def _luminosity(red: Plane, green: Plane, blue: Plane) -> Plane:
    """Lum in 1/100 of a level, exact: equal colours are equally light."""
    total = red * np.float32(30.0)
    total += green * np.float32(59.0)
    total += blue * np.float32(11.0)
    return total


def _stretch(colours: _Colours, like: _Colours) -> Plane:
    """The factor that makes colours as saturated as others; for a grey any that is finite."""
    stretch: Plane = (like.most - like.least) / np.maximum(colours.most - colours.least, ONE)
    return stretch
