"""How far a picture is tilted: the direction in which its horizon, walls and edges line up."""

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import sine_cosine
from fotofun.imaging.resize import resize
from fotofun.raster import Pixels

LONGEST = 1024  # pixels; the picture is looked at in this size
FAINTEST = 24  # least change of brightness (of 4 * 255) that counts as an edge
EDGES = 60_000  # at most so many edge pixels of each direction, the strongest
STEEP = 3  # a level edge changes so many times more downwards than across; 18 degrees at the most
COARSE, FINE = 0.5, 0.05  # degrees from one tried angle to the next
CLEAR = 1.6  # how far the best angle has to stand out from the usual one; scattered blobs reach 1.35

Integers = NDArray[np.int64]


def tilt(pixels: Pixels, most: float = 15.0) -> float | None:
    """The clockwise angle in degrees by which a picture leans, at most `most`; None where nothing is clear.

    pixels: (H, W, 4) uint8. Edges that are nearly level and nearly upright are projected along each angle
    (a Hough transform of these directions only): where they line up, few bins get many pixels, so the sum of
    squares of the bins is greatest. All of it in whole numbers. After Richard Duda and Peter Hart, "Use of
    the Hough transformation to detect lines and curves in pictures", 1972.
    """
    families = [family for family in _edges(pixels) if len(family[0]) >= 32]
    if not families:
        return None
    tried = _angles(-most, most, COARSE)
    scores = [_score(families, angle) for angle in tried]
    best = max(range(len(tried)), key=lambda i: (scores[i], -abs(tried[i])))
    if scores[best] < CLEAR * sorted(scores)[len(scores) // 2]:
        return None
    tried = _angles(max(tried[best] - COARSE, -most), min(tried[best] + COARSE, most), FINE)
    scores = [_score(families, angle) for angle in tried]
    best = max(range(len(tried)), key=lambda i: (scores[i], -abs(tried[i])))
    if 0 < best < len(tried) - 1:
        before, here, after = scores[best - 1], scores[best], scores[best + 1]
        bend = before - 2 * here + after
        return tried[best] + (0.5 * (before - after) / bend if bend else 0.0) * FINE
    return tried[best]


def _angles(low: float, high: float, step: float) -> list[float]:
    return [low + step * i for i in range(round((high - low) / step) + 1)]


def _score(families: list[tuple[Integers, Integers]], degrees: float) -> int:
    """How much edges line up along an angle. Each family: positions along and across its direction."""
    sine, cosine = (round(part * 4096) for part in sine_cosine(degrees))
    total = 0
    for along, across in families:
        bins = (across * cosine - along * sine + (LONGEST << 13)) >> 12
        counts = np.bincount(bins).astype(np.int64)
        total += int((counts * counts).sum())
    return total


def _edges(pixels: Pixels) -> list[tuple[Integers, Integers]]:
    """(along, across) of nearly level edges, (x, y), and of nearly upright ones, (y, -x)."""
    grey = _grey(pixels)
    if min(grey.shape) < 8:
        return []
    across = grey[1:-1, 2:] - grey[1:-1, :-2]
    down = grey[2:, 1:-1] - grey[:-2, 1:-1]
    found = []
    for change, other, axis in ((down, across, 0), (across, down, 1)):
        size = np.abs(change)
        before, after = (_shifted(size, axis, by) for by in (-1, 1))
        edge = (size > FAINTEST) & (size >= STEEP * np.abs(other)) & (size >= before) & (size > after)
        strength = np.bincount(size[edge], minlength=2)
        weakest = int(np.argmax(np.cumsum(strength[::-1])[::-1] <= EDGES))
        y, x = (each.astype(np.int64) for each in np.nonzero(edge & (size >= weakest)))
        found.append((x, y) if axis == 0 else (y, -x))
    return found


def _shifted(array: NDArray[np.int32], axis: int, by: int) -> NDArray[np.int32]:
    result = np.roll(array, by, axis)
    result[(slice(None),) * axis + (slice(-1, None) if by < 0 else slice(0, 1),)] = 1 << 20
    return result


def _grey(pixels: Pixels) -> NDArray[np.int32]:
    """Four times the brightness, (h, w), of the picture made small and a little soft, on grey."""
    height, width = pixels.shape[:2]
    scale = max(width, height) / LONGEST
    size = (max(1, round(width / scale)), max(1, round(height / scale))) if scale > 1.0 else (width, height)
    small = resize(pixels, size, "bilinear").astype(np.int32)
    red, green, blue, alpha = (small[..., band] for band in range(4))
    grey = ((red + 2 * green + blue) * alpha + 512 * (255 - alpha)) // 255
    padded = np.pad(grey, 1, mode="edge")
    rows = padded[:-2] + 2 * padded[1:-1] + padded[2:]
    soft: NDArray[np.int32] = (rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) // 16
    return soft
