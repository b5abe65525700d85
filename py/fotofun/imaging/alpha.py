"""Colours multiplied by their alpha, as they have to be where pixels are mixed, and back.

A mean of straight colours would count what is transparent as much as what is seen: dark or bright fringes.
"""

from collections.abc import Callable

import numpy as np
from PIL import Image

from fotofun.imaging.views import as_array, is_opaque
from fotofun.raster import Pixels

CELLS = 1 << 15  # pixels that are worked on at once, so that everything stays in the processor's cache

# 255 / alpha in 1/65536, rounded; nothing is seen at alpha 0.
_INVERSE = np.concatenate([[0], (255 * 65536 + np.arange(1, 256) // 2) // np.arange(1, 256)]).astype(
    np.uint32
)


def premultiply(pixels: Pixels) -> Pixels:
    """(H, W, 4) uint8 with straight alpha to the same with colours times alpha / 255, rounded."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    image = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1)
    return as_array(image.convert("RGBa"))


def unpremultiply(pixels: Pixels) -> Pixels:
    """(H, W, 4) uint8 with colours times alpha / 255 to the same with straight alpha, rounded.

    Colours brighter than their alpha become full; where alpha is 0 they become 0.
    """
    result = np.empty(pixels.shape, np.uint8)
    rows = max(1, CELLS // max(1, pixels.shape[1]))
    for top in range(0, pixels.shape[0], rows):
        part, target = pixels[top : top + rows], result[top : top + rows]
        if is_opaque(part):
            target[...] = part
            continue
        inverse = _INVERSE[part[..., 3]]
        for channel in range(3):
            colour = part[..., channel] * inverse
            colour += np.uint32(1 << 15)
            colour >>= np.uint32(16)
            target[..., channel] = np.minimum(colour, 255, out=colour)
        target[..., 3] = part[..., 3]
    return result


def on_premultiplied(pixels: Pixels, mix: Callable[[Pixels], Pixels]) -> Pixels:
    """What `mix` makes of pixels when it sees premultiplied colours; (H, W, 4) uint8 with straight alpha.

    `mix` must leave alpha at 255 where it is 255 all around: opaque pixels are given to it as they are.
    """
    if is_opaque(pixels):
        return mix(np.ascontiguousarray(pixels))
    return unpremultiply(mix(premultiply(pixels)))
