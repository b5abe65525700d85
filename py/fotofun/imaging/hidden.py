"""Colours for what is fully transparent, from what is seen around it, so that hidden ones cannot show."""

import numpy as np

from fotofun.imaging.alpha import unpremultiply
from fotofun.imaging.blur import box
from fotofun.imaging.views import packed, unpacked
from fotofun.raster import Pixels

OPAQUE = np.uint32(0xFF000000)


def without_hidden(pixels: Pixels, reach: int) -> Pixels:
    """The colours, opaque, where pixels with alpha 0 take those of their surroundings; (H, W, 4) uint8.

    Fills `reach` pixels around what is seen; farther away colours become 0. By means of windows of which each
    is three times as wide as the one before: so a good part of each is always seen. Depends on `reach` pixels
    around each.
    """
    if pixels[..., 3].all():
        return pixels
    numbers = packed(np.ascontiguousarray(pixels))
    seen = np.where(pixels[..., 3] > 0, numbers | OPAQUE, np.uint32(0))
    radius = 1
    while reach > 0 and not seen.all():
        radius = min(radius, reach)
        mean = packed(unpremultiply(box(unpacked(seen), radius)))
        around = np.where(mean >= 1 << 24, mean | OPAQUE, np.uint32(0))
        seen = np.where(seen > 0, seen, around)
        radius, reach = 3 * radius, reach - radius
    return unpacked(seen)
