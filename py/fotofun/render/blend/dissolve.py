"""Dissolve: a pixel is either the source's colour or none, by chance, as often as the source's alpha says."""

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Mask, Pixels
from fotofun.render.blend.tiles import OPAQUE, packed, unpacked


def dissolved(source: Pixels, coverage: Mask | int, x: int, y: int) -> Pixels:
    """The source's pixels opaque or gone; its first pixel lies at (x, y) of the document.

    A pixel stays where alpha times coverage is above the place's threshold.
    """
    height, width = source.shape[:2]
    weight = source[..., 3] * np.uint32(1) * coverage
    stays = weight > thresholds(x, y, width, height)
    return unpacked(np.where(stays, packed(source) | OPAQUE, np.uint32(0)))


def thresholds(x: int, y: int, width: int, height: int) -> NDArray[np.uint32]:
    """Evenly spread numbers 0..65024, (height, width), that only depend on the place in the document."""
    columns = np.arange(x, x + width).astype(np.uint32) * np.uint32(0x9E3779B1)
    rows = np.arange(y, y + height).astype(np.uint32) * np.uint32(0x85EBCA77)
    value = _scattered(_scattered(rows)[:, np.newaxis] + columns)
    value >>= np.uint32(16)
    value *= np.uint32(65025)
    value >>= np.uint32(16)
    return value


def _scattered(value: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A hash of 32 bits; the shifts and constants are those of Chris Wellons' lowbias32."""
    value = value ^ (value >> np.uint32(16))
    value *= np.uint32(0x7FEB352D)
    value ^= value >> np.uint32(15)
    value *= np.uint32(0x846CA68B)
    value ^= value >> np.uint32(16)
    return value
