"""Filling a hole as smoothly as its rim allows: the membrane of Poisson image editing.

Perez, Gangnet and Blake, "Poisson Image Editing", 2003: pasted pixels plus the membrane through their
difference from the rim keep their own detail and take the light and colour of the place.
"""

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Pixels

Values = NDArray[np.float32]
Hole = NDArray[np.bool_]

ROUNDS = 12  # of relaxation on every level
QUARTER = np.float32(0.25)


def membrane(values: Values, hole: Hole) -> Values:
    """The values, (h, w, c) float32, with the hole, (h, w) bool, filled so that its Laplacian is zero.

    Solved from coarse to fine, each level relaxed after Jacobi; the picture's edges have no slope. With no
    pixel outside the hole all is zero.
    """
    if not hole.any():
        return values
    if hole.all():
        return np.zeros_like(values)
    filled = np.where(hole[..., np.newaxis], _from_coarser(values, hole), values)
    inside = hole[..., np.newaxis]
    for _ in range(ROUNDS):
        around = np.pad(filled, ((1, 1), (1, 1), (0, 0)), mode="edge")
        mean = (around[:-2, 1:-1] + around[2:, 1:-1] + around[1:-1, :-2] + around[1:-1, 2:]) * QUARTER
        filled = np.where(inside, mean, filled)
    return filled


def seamless(background: Pixels, pasted: Pixels, hole: Hole) -> Pixels:
    """The background with the pasted pixels in the hole, their light and colour fitted to the rim.

    Both (h, w, 4) uint8; alpha is the background's. The hole should not reach the arrays' edges everywhere.
    """
    below = background[..., :3].astype(np.float32)
    above = pasted[..., :3].astype(np.float32)
    fitted = above + membrane(below - above, hole)
    result = background.copy()
    colours = np.floor(np.clip(fitted, 0, 255) + np.float32(0.5)).astype(np.uint8)
    result[..., :3] = np.where(hole[..., np.newaxis], colours, background[..., :3])
    return result


def _from_coarser(values: Values, hole: Hole) -> Values:
    """A first guess: the same problem at half the size, of the means of what is known."""
    height, width = hole.shape
    if height < 2 or width < 2:
        found = values[~hole]
        return np.broadcast_to(found[0], values.shape) if len(found) else np.zeros_like(values)
    rows, columns = (height + 1) // 2, (width + 1) // 2
    padded = ((0, rows * 2 - height), (0, columns * 2 - width))
    known = np.pad(~hole, padded).astype(np.float32)[..., np.newaxis]
    weighted = np.pad(np.where(hole[..., np.newaxis], np.float32(0.0), values), (*padded, (0, 0)))
    count, total = _quarters(known), _quarters(weighted)
    coarse: Values = (total / np.maximum(count, np.float32(1.0))).astype(np.float32)
    solved = membrane(coarse, count[..., 0] == 0)
    return np.repeat(np.repeat(solved, 2, axis=0), 2, axis=1)[:height, :width]


def _quarters(values: Values) -> Values:
    return values[::2, ::2] + values[1::2, ::2] + values[::2, 1::2] + values[1::2, 1::2]
