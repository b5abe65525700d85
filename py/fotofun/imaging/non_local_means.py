"""Denoising by means of places that look alike."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Box, Mask

SEARCH = 3
PATCH = 2
MARGIN = SEARCH + PATCH
STRONGEST = 20.0
"""The greatest standard deviation of noise that can be asked for, in levels."""

BLOCK = 1024, 64  # columns and rows at once, so that everything stays in the processor's cache
CUT = 50  # differences are cut off, so that the sum of a patch's squares stays below 2**16
HALF = [(y, x) for y in range(SEARCH + 1) for x in range(-SEARCH, SEARCH + 1) if (y, x) > (0, 0)]


def non_local_mean(plane: Mask, sigma: float, tolerance: float) -> Mask:
    """The weighted mean of the 7 x 7 pixels around each, by how alike their own 5 x 5 surroundings are.

    plane: (H, W) uint8. Noise of standard deviation `sigma` (up to 20) makes patches of the same thing differ
    by 2 sigma**2 in the mean of squares; the weight falls to 0 at `tolerance` times that. A pixel weighs as
    much as the most alike of the others. Antoni Buades et al., "A non-local algorithm for image denoising"
    (2005), in whole numbers; depends on `MARGIN` pixels around each, edges go on.
    """
    limit = min(round(2.0 * sigma * sigma * tolerance * (2 * PATCH + 1) ** 2), 65535)
    if limit < 64:
        return plane
    height, width = plane.shape
    padded = np.pad(plane, MARGIN, mode="edge").astype(np.int16)
    result = np.empty_like(plane)
    for box in _blocks(width, height):
        around = box.shift(MARGIN, MARGIN).grow(MARGIN)
        result[box.slices] = _block(padded[around.slices], limit)
    return result


def _blocks(width: int, height: int) -> Iterator[Box]:
    for top in range(0, height, BLOCK[1]):
        for left in range(0, width, BLOCK[0]):
            yield Box(left, top, min(left + BLOCK[0], width), min(top + BLOCK[1], height))


def _block(part: NDArray[np.int16], limit: int) -> NDArray[np.uint8]:
    """The means of a block that has its margin around it."""
    height, width = part.shape[0] - 2 * MARGIN, part.shape[1] - 2 * MARGIN
    inner = slice(MARGIN, MARGIN + height), slice(MARGIN, MARGIN + width)
    total = np.zeros((height, width), np.int32)
    weights = np.zeros((height, width), np.int16)
    greatest = np.ones((height, width), np.int16)
    for y, x in HALF:
        # Each pair of pixels is compared once, from where the block's pixels are second ones of pairs.
        top, left = MARGIN - PATCH - y, MARGIN - PATCH - max(x, 0)
        rows, columns = height + 2 * PATCH + y, width + 2 * PATCH + abs(x)
        first = part[top : top + rows, left : left + columns]
        second = part[top + y : top + y + rows, left + x : left + x + columns]
        difference = second - first
        alike = _alike(difference, limit)
        change = difference[PATCH:-PATCH, PATCH:-PATCH] * alike
        forward = slice(y, y + height), slice(max(x, 0), max(x, 0) + width)
        back = slice(0, height), slice(max(-x, 0), max(-x, 0) + width)
        total += change[forward]
        total -= change[back]
        for side in (forward, back):
            weights += alike[side]
            np.maximum(greatest, alike[side], out=greatest)
    weights += greatest
    mean = total.astype(np.float32)
    mean /= weights
    mean += part[inner]
    mean += np.float32(0.5)
    return mean.astype(np.uint8)


def _alike(difference: NDArray[np.int16], limit: int) -> NDArray[np.int16]:
    """Weights, 0..127 at most, for the differences without their margin of a patch."""
    square = np.minimum(np.abs(difference), np.int16(CUT)).astype(np.uint16)
    square *= square
    down = square[: -2 * PATCH].copy()
    for i in range(1, 2 * PATCH + 1):
        down += square[i : i + len(down)]
    width = down.shape[1] - 2 * PATCH
    both = down[:, :width].copy()
    for i in range(1, 2 * PATCH + 1):
        both += down[:, i : i + width]
    np.minimum(both, np.uint16(limit), out=both)
    np.subtract(np.uint16(limit), both, out=both)
    both >>= np.uint16(max(limit.bit_length() - 7, 0))
    return both.view(np.int16)
