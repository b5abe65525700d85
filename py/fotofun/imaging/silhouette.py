"""What shadows and glows are made of: a layer's shape, moved, grown, softened, and filled with a colour.

Outside the arrays there is no shape.
"""

import math

import numpy as np

from fotofun.exact import sine_cosine
from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.distance import expand
from fotofun.imaging.views import packed, unpacked
from fotofun.raster import Mask, Pixels

Colour = tuple[int, int, int, int]


def away_from_light(degrees: float, distance: float) -> tuple[int, int]:
    """The offset (x, y), in whole pixels, of a shadow when the light comes from an angle."""
    sine, cosine = sine_cosine(degrees)
    return math.floor(0.5 - cosine * distance), math.floor(0.5 + sine * distance)


def moved(shape: Mask, x: int, y: int, outside: int = 0) -> Mask:
    """A shape moved to the right and down, in an array of the same size."""
    height, width = shape.shape
    result = np.full_like(shape, outside)
    if abs(x) < width and abs(y) < height:
        rows, columns = slice(max(0, y), height + min(0, y)), slice(max(0, x), width + min(0, x))
        source = shape[max(0, -y) : height - max(0, y), max(0, -x) : width - max(0, x)]
        result[rows, columns] = source
    return result


def softened(shape: Mask, size: float, spread: float, outside: int = 0) -> Mask:
    """A shape that fades out over `size` pixels; the share `spread` (0..1) of them stays solid.

    It grows by a disc, then a Gaussian blur of half the remaining size softens it.
    """
    reach = softened_margin(size, spread)
    if not reach:
        return shape
    around = np.pad(shape, reach, constant_values=outside)
    if spread > 0.0:
        around = expand(around, size * spread)
    soft = gaussian(around, _sigma(size, spread))
    return np.ascontiguousarray(soft[reach:-reach, reach:-reach])


def softened_margin(size: float, spread: float) -> int:
    """How many pixels around a pixel its softened shape depends on."""
    return (math.ceil(size * spread) + 2 if spread > 0.0 else 0) + gaussian_margin(_sigma(size, spread))


def filled(shape: Mask, colour: Colour) -> Pixels:
    """A shape in one colour, (h, w, 4) uint8."""
    table = np.zeros((256, 4), np.uint8)
    table[:, :3] = colour[:3]
    table[:, 3] = (np.arange(256) * colour[3] + 127) // 255
    table[table[:, 3] == 0] = 0
    return unpacked(packed(table[np.newaxis])[0][shape])


def _sigma(size: float, spread: float) -> float:
    return size * (1.0 - spread) / 2.0
