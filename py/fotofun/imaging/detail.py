"""What a pixel differs by from the mean around it, and more or less of that."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

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
    table = _table(round(amount * ONE), threshold)
    for rows in strips(pixels.shape, CELLS):
        pairs = pixels[rows].astype(np.uint16)
        pairs <<= 8
        pairs |= mean[rows]
        result[rows] = table[pairs]
    return with_alpha_of(result, pixels)


def _table(gain: int, threshold: int) -> NDArray[np.uint8]:
    """What becomes of a value and the mean around it, by 256 value + mean; looked up sooner than computed."""
    values = np.arange(256)[:, np.newaxis]
    detail = values - np.arange(256)
    detail -= np.clip(detail, -threshold, threshold)
    made = np.clip(values + (detail * gain + ONE // 2 >> 7), 0, 255)
    return made.astype(np.uint8).ravel()


def with_alpha_of(colours: Pixels, pixels: Pixels) -> Pixels:
    """The colours with the alpha of other pixels, both (H, W, 4) uint8; written into `colours`."""
    colours[..., 3] = pixels[..., 3]
    return colours
