"""What a pixel differs by from the mean around it, and more or less of that."""

from collections.abc import Callable

import numpy as np

from fotofun.imaging.alpha import premultiply, unpremultiply
from fotofun.imaging.strips import strips
from fotofun.imaging.views import is_opaque
from fotofun.raster import Pixels

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache
ONE = 128  # fixed point of an amount
ENOUGH = 4  # where less than a quarter of a pixel's alpha is around it, it has no mean but itself


def local_mean(pixels: Pixels, mix: Callable[[Pixels], Pixels]) -> Pixels:
    """The colours that `mix` (a blur) makes, each counting by its alpha; (H, W, 4) uint8, straight alpha.

    What is transparent does not count. The result's alpha has no meaning.
    """
    if is_opaque(pixels):
        return mix(np.ascontiguousarray(pixels))
    mixed = mix(premultiply(pixels))
    result = unpremultiply(mixed)
    scarce = mixed[..., 3] < pixels[..., 3] // ENOUGH
    if scarce.any():
        result[scarce] = pixels[scarce]
    return result


def with_detail(pixels: Pixels, mean: Pixels, amount: float, threshold: int) -> Pixels:
    """pixels + amount * (pixels - mean), where differences are first brought `threshold` nearer to zero.

    pixels, mean: (H, W, 4) uint8. Alpha stays as it is. In whole numbers, the amount in 1/128.
    """
    result = np.empty_like(pixels)
    gain = round(amount * ONE)
    most = min(255, (32767 - ONE // 2) // max(abs(gain), 1))  # beyond, the result is black or white anyway
    for rows in strips(pixels.shape, CELLS):
        part = pixels[rows]
        detail = np.subtract(part, mean[rows], dtype=np.int16)
        if threshold:
            detail -= np.clip(detail, -threshold, threshold)
        np.clip(detail, -most, most, out=detail)
        detail *= np.int16(gain)
        detail += np.int16(ONE // 2)
        detail >>= np.int16(7)
        detail += part
        result[rows] = np.clip(detail, 0, 255, out=detail)
    return with_alpha_of(result, pixels)


def with_alpha_of(colours: Pixels, pixels: Pixels) -> Pixels:
    """The colours with the alpha of other pixels, both (H, W, 4) uint8; written into `colours`."""
    colours[..., 3] = pixels[..., 3]
    return colours
