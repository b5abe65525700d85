"""Arithmetic on straight alpha, where a mean of two colours has to be weighted by their alphas.

Such a mean is backdrop + share (source - backdrop). A share that is rounded to 1/255 moves the result by half
a level at most, so Pillow's masks, which have 8 bits, are exact enough to mix by.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Mask, Pixels
from fotofun.render.blend.tiles import CLEAR, Packed, image, packed, paste, replace_alpha, unpacked

Weight: TypeAlias = NDArray[np.float32]
"""An alpha times a coverage, both in 0..255: 0..65025."""

FULL = np.float32(65025.0)
HALF = np.float32(0.5)  # so that dropping the fraction rounds
LEVELS = np.float32(255.0)


def cleaned(pixels: Pixels) -> Pixels:
    """The pixels, all zero where they are fully transparent; the same array if they are so already."""
    values = packed(pixels)
    return pixels if values.min() >= CLEAR else unpacked(values * (values >= CLEAR))


def strength(source: Pixels, coverage: Mask | int) -> Mask:
    """The source's alpha times the coverage, rounded, (h, w) uint8."""
    result = np.zeros(source.shape[:2], np.uint8)
    mask = coverage if isinstance(coverage, np.ndarray) else np.full_like(result, coverage)
    paste(result, image(source).getchannel("A"), image(mask))
    return result


def weights(backdrop: Pixels, source: Pixels, coverage: Mask | int) -> tuple[Weight, Weight]:
    """How much backdrop and source each make of the result of laying one over the other; (..., 4) uint8."""
    above = source[..., 3].astype(np.float32)
    above *= coverage if isinstance(coverage, np.ndarray) else np.float32(coverage)
    below = FULL - above
    below /= LEVELS
    below *= backdrop[..., 3]
    return below, above


def interpolated(backdrop: Pixels, source: Pixels, below: Weight, above: Weight) -> Pixels:
    """The mean of two pictures, (h, w, 4) uint8, by weights whose sum is its alpha; written to the first."""
    alpha, share = _alpha_and_share(below, above)
    paste(backdrop, image(source), image(share))
    replace_alpha(backdrop, alpha)
    return cleaned(backdrop)


def blended_over(backdrop: Pixels, source: Pixels, blended: Pixels, below: Weight, above: Weight) -> Pixels:
    """The same with the source's colours blended as far as there is backdrop; a new array."""
    alpha, share_in_levels = _alpha_and_share(below, above)
    share = share_in_levels / LEVELS
    inside = backdrop[..., 3] / LEVELS
    result = np.empty_like(backdrop)
    for channel in range(3):
        level = source[..., channel].astype(np.float32)
        change = blended[..., channel] - level
        change *= inside
        level += change
        lower = backdrop[..., channel].astype(np.float32)
        level -= lower
        level *= share
        level += lower
        level += HALF
        result[..., channel] = level
    replace_alpha(result, alpha)
    return cleaned(result)


def _alpha_and_share(below: Weight, above: Weight) -> tuple[Packed, Mask]:
    """The resulting alpha, in the highest byte, and the source's share of the colour, in 1/255."""
    total = below + above
    share = above / np.maximum(total, np.float32(1.0))  # a total is 0 or at least 1
    share *= LEVELS
    share += HALF
    total /= LEVELS
    total += HALF
    return total.astype(np.uint32) << np.uint32(24), share.astype(np.uint8)
