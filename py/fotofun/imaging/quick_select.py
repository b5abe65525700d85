"""What a rough stroke in an object means: the object, up to its edges."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.exact import Floats
from fotofun.imaging.distance import distance
from fotofun.imaging.geodesic import geodesic
from fotofun.imaging.guided import guided_mask
from fotofun.imaging.minimal_cut import minimal_cut
from fotofun.imaging.region import connected
from fotofun.raster import Mask, Pixels

_AREA = 120_000
_STEPS = 100
_ROUNDS = 3
_CLING = 1.5
"""What a cut between like neighbours costs, of what a pixel of a sure colour earns."""
_REMOTE = 150.0
"""Levels of colour difference on the way from the stroke that make a pixel as unlikely as its colour can."""

Flags = NDArray[np.bool_]


def quick_select(
    pixels: Pixels, stroke: Sequence[tuple[float, float]], radius: float, known: Mask | None
) -> Mask | None:
    """The object that a stroke of a round brush lies in, (H, W) uint8; None if it misses the picture.

    `known`: a mask of what counts as neither the object's nor its surroundings' colours.

    Two colour histograms, of what is painted and of the rest, say how well each pixel fits; a minimal cut
    then joins neighbours unless an edge parts them, and the histograms are made anew of what was cut. This is
    the course of Carsten Rother, Vladimir Kolmogorov and Andrew Blake, "GrabCut" (2004), with the painted
    stroke of Jiangyu Liu, Jian Sun and Heung-Yeung Shum, "Paint selection" (2009). It works on about 120,000
    pixels; a guided filter carries the result to the picture's own.
    """
    height, width = pixels.shape[:2]
    factor = max(1, math.ceil(math.sqrt(width * height / _AREA)))
    small = np.asarray(Image.fromarray(np.ascontiguousarray(pixels)).reduce(factor))
    path = _rasterised(stroke, factor, small.shape[:2])
    if not path.any():
        return None
    away = distance(path, radius / factor + 1.0)
    painted = away <= radius / factor
    # The brush's rim may spill over an edge; its middle does not.
    certain = away <= radius / factor / 2.0
    other = ~painted
    if known is not None:
        other &= np.asarray(Image.fromarray(known).reduce(factor)) < 128
    across, down = _edge_costs(small)
    far = _remoteness(certain, small)
    colours = _colour_bins(small)
    inside = painted
    seeds = np.flatnonzero(certain)
    for _ in range(_ROUNDS):
        preference = _preference(colours, inside, other) - far
        preference[certain] = 8.0
        cut = minimal_cut(preference, across, down, _STEPS) | certain
        inside = connected(cut, seeds) > 0
        other = ~inside
    if factor == 1:
        return inside.view(np.uint8) * np.uint8(255)
    return guided_mask(inside, small, pixels, factor, reach=2, contrast=2.0)


def _rasterised(stroke: Sequence[tuple[float, float]], factor: int, shape: tuple[int, ...]) -> Flags:
    """The coarse pixels that the stroke's middle line runs through, (h, w) bool."""
    places = np.clip(np.array(stroke, np.float64), -1e6, 1e6) / factor
    flags = np.zeros(shape, np.bool_)
    for start, end in zip(places, places[1:] if len(places) > 1 else places, strict=False):
        length = float(np.abs(end - start).max())
        steps = min(2 * math.ceil(length) + 1, 4 * max(shape))
        line = start + (end - start) * (np.arange(steps + 1) / steps)[:, np.newaxis]
        line = np.floor(line)
        within = (line >= 0).all(axis=1) & (line[:, 0] < shape[1]) & (line[:, 1] < shape[0])
        x, y = line[within].astype(np.intp).T
        flags[y, x] = True
    return flags


def _edge_costs(small: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What it costs to cut between neighbours: the less, the more they differ against the mean difference."""
    values = small.astype(np.int64)
    across = ((values[:, 1:] - values[:, :-1]) ** 2).sum(axis=2)
    down = ((values[1:] - values[:-1]) ** 2).sum(axis=2)
    typical = (int(across.sum()) + int(down.sum())) / max(1, across.size + down.size) + 1.0
    costs = [(_CLING / (1.0 + each / typical * 4.0)).astype(np.float32) for each in (across, down)]
    return costs[0], costs[1]


def _remoteness(certain: Flags, small: Pixels) -> NDArray[np.float32]:
    """What speaks against a pixel as there are edges on every way to it: 0..1, full at `_REMOTE` levels."""
    values = small.astype(np.int32)
    across = np.abs(values[:, 1:] - values[:, :-1]).max(axis=2)
    down = np.abs(values[1:] - values[:-1]).max(axis=2)
    # Texture and noise are not edges.
    usual = 2 * (int(across.sum()) + int(down.sum())) // max(1, across.size + down.size) + 1
    sideways, upright = (np.maximum(each - usual, 0).astype(np.float32) for each in (across, down))
    way = geodesic(certain, sideways, upright, 6)
    far: NDArray[np.float32] = np.minimum(way / np.float32(_REMOTE), np.float32(1.0))
    return far


def _colour_bins(small: Pixels) -> NDArray[np.intp]:
    """Each pixel's bin of a histogram with 16 steps of red, green and blue, and 2 of opacity."""
    red, green, blue, alpha = (small[..., channel].astype(np.intp) for channel in range(4))
    return ((alpha >> 7) << 12) | (red >> 4 << 8) | (green >> 4 << 4) | (blue >> 4)


def _preference(colours: NDArray[np.intp], inside: Flags, outside: Flags) -> NDArray[np.float32]:
    """(p - q) / (p + q), with p and q how frequent a pixel's colour is inside and outside."""
    often, seldom = _histogram(colours[inside]), _histogram(colours[outside])
    fitting: Floats = (often - seldom) / (often + seldom + 1e-9)
    return fitting[colours].astype(np.float32)


def _histogram(bins: NDArray[np.intp]) -> Floats:
    """How frequent each colour is, blurred by 1 4 6 4 1 along each axis; sums to 1."""
    counts = np.bincount(bins, minlength=8192).astype(np.int64).reshape(2, 16, 16, 16)
    for axis in (1, 2, 3):
        for _ in range(2):
            padded = np.pad(counts, [(1, 1) if each == axis else (0, 0) for each in range(4)], mode="edge")
            before, after = (padded.take(np.arange(16) + shift, axis) for shift in (0, 2))
            counts = before + 2 * counts + after
    return counts.reshape(-1) / float(max(1, int(counts.sum())))
