"""Anti-aliased shapes: how much of each pixel an outline covers.

Pixel (x, y) covers [x, x+1) by [y, y+1). Coverage is the exact area, of outlines whose corners are rounded to
1/1024 pixel. Everything is summed in whole numbers, so that a part of a picture equals the whole one's part.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats
from fotofun.raster import Box, Mask

Outline = Sequence[tuple[float, float]] | Floats
"""Corners (x, y) in pixels; the last is joined to the first."""

_FULL = 1 << 14
_GRID = 1024.0
_FAR = float(1 << 26)
_CELLS = 1 << 18


def polygon(points: Outline, box: Box, antialias: bool = True) -> Mask:
    """The pixels of `box` inside a closed outline, (h, w) uint8, 255 inside; see `polygons`."""
    return polygons((points,), box, antialias)


def polygons(outlines: Sequence[Outline], box: Box, antialias: bool = True) -> Mask:
    """The pixels of `box` inside closed outlines, (h, w) uint8: 255 times the covered area.

    Inside is what an outline winds around (nonzero rule), so a loop within a loop is a hole only where it
    runs the other way round. Without `antialias` a pixel is inside or not, as its centre is.

    A pixel within which outlines cross is an estimate; every other one is right to a level.

    Each edge adds its winding to all pixels right of it, and a share of it to those that it crosses; a
    running sum along the rows then gives each pixel's winding. The share is exact: for an edge within one
    row, the area between it and the line x = t is the piecewise parabola in `_area_left_of`.
    """
    mask = np.zeros((box.size[1], box.size[0]), np.uint8)
    edges = np.concatenate([_edges(outline) for outline in outlines] or [np.empty((0, 5))])
    edges = edges[(edges[:, 1] < box.bottom) & (edges[:, 3] > box.top)]
    if not len(edges):
        return mask
    low, high = edges[:, (0, 2)].min(), edges[:, (0, 2)].max()
    inner = box.intersect(
        Box(math.floor(low), math.floor(edges[:, 1].min()), math.ceil(high), math.ceil(edges[:, 3].max()))
    )
    if inner.is_empty:
        return mask
    rows = max(1, _CELLS // inner.size[0])
    for top in range(inner.top, inner.bottom, rows):
        band = Box(inner.left, top, inner.right, min(top + rows, inner.bottom))
        mask[band.shift(-box.left, -box.top).slices] = _band(edges, band, antialias)
    return mask


def rectangle(x: float, y: float, width: float, height: float, box: Box, antialias: bool = True) -> Mask:
    """The pixels of `box` inside an upright rectangle, (h, w) uint8: 255 times the covered area."""
    across = _interval(x, x + width, box.left, box.right, antialias)
    down = _interval(y, y + height, box.top, box.bottom, antialias)
    mask = np.zeros((len(down), len(across)), np.uint8)
    for share in np.unique(down[down > 0.0]):
        mask[down == share] = np.floor(across * share * 255.0 + 0.5).astype(np.uint8)
    return mask


def ellipse(x: float, y: float, width: float, height: float, box: Box, antialias: bool = True) -> Mask:
    """The pixels of `box` inside the ellipse that touches the sides of a rectangle, (h, w) uint8.

    The ellipse is a polygon whose sides stay within 1/500 pixel of it.
    """
    return polygon(ellipse_points(x, y, width, height), box, antialias)


def ellipse_points(x: float, y: float, width: float, height: float) -> Floats:
    """Corners of a polygon, (n, 2) float64, within 1/500 pixel of an ellipse in that rectangle.

    Each half quarter runs through ((1 - t²) / (1 + t²), 2t / (1 + t²)): circles without sine and cosine.
    """
    x, y, width, height = (min(max(each, -_FAR), _FAR) for each in (x, y, width, height))
    radius = max(width, height) / 2.0
    steps = min(max(4, math.ceil(math.sqrt(radius) * 10.0)), 1 << 14)
    t = np.arange(steps) / steps * (math.sqrt(2.0) - 1.0)
    cosine, sine = (1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t)
    turn = np.sqrt(0.5)
    eighth = np.stack([cosine, sine], axis=1)
    next_eighth = np.stack([(cosine - sine) * turn, (cosine + sine) * turn], axis=1)
    quarter = np.concatenate([eighth, next_eighth])
    turned = quarter[:, ::-1] * (-1.0, 1.0)
    circle: Floats = np.concatenate([quarter, turned, -quarter, -turned])
    corners: Floats = (circle + 1.0) * (width / 2.0, height / 2.0) + (x, y)
    return corners


def _interval(start: float, end: float, first: int, last: int, antialias: bool) -> Floats:
    """How much of each pixel first..last-1 of a line lies between start and end."""
    pixel = np.arange(first, max(first, last), dtype=np.float64)
    if not antialias:
        return ((pixel + 0.5 >= start) & (pixel + 0.5 < end)).astype(np.float64)
    share: Floats = np.clip(np.minimum(pixel + 1.0, end) - np.maximum(pixel, start), 0.0, 1.0)
    return share


def _edges(outline: Outline) -> Floats:
    """(n, 5) x0, y0, x1, y1, winding, with y0 < y1: level edges do not matter."""
    points = np.asarray(outline, np.float64).reshape(-1, 2)
    points = np.floor(np.clip(points, -_FAR, _FAR) * _GRID + 0.5) / _GRID
    ends = np.roll(points, -1, axis=0)
    down = points[:, 1] < ends[:, 1]
    winding = np.where(down, 1.0, -1.0)
    upper, lower = np.where(down[:, None], points, ends), np.where(down[:, None], ends, points)
    edges = np.concatenate([upper, lower, winding[:, None]], axis=1)
    sloped: Floats = edges[points[:, 1] != ends[:, 1]]
    return sloped


def _band(edges: Floats, band: Box, antialias: bool) -> Mask:
    """The coverage of a band of rows, small enough for a dense sum."""
    width, height = band.size
    winding = np.zeros(height * (width + 1), np.int32)
    near = edges[
        (edges[:, 1] < band.bottom) & (edges[:, 3] > band.top) & (edges[:, (0, 2)].min(1) < band.right)
    ]
    deposit = _deposit_areas if antialias else _deposit_crossings
    for part in _chunks(near, band):
        deposit(winding, near[part], band)
    sums = winding.reshape(height, width + 1)[:, :width]
    np.cumsum(sums, axis=1, out=sums)
    levels = np.minimum(np.abs(sums), _FULL)
    levels *= 255
    levels += _FULL // 2
    levels >>= 14
    return levels.astype(np.uint8)


def _chunks(edges: Floats, band: Box) -> Iterator[slice]:
    """Slices of the edges that each cross a bounded number of pixels."""
    width, height = band.size
    crossed = np.minimum(edges[:, 3] - edges[:, 1] + 2.0, height) * 3.0
    crossed += np.minimum(np.abs(edges[:, 2] - edges[:, 0]), width)
    chunk = (np.cumsum(crossed) // _CELLS).astype(np.intp)
    starts = [0, *(np.flatnonzero(np.diff(chunk)) + 1).tolist(), len(edges)]
    return (slice(a, b) for a, b in pairwise(starts) if a < b)


def _deposit_crossings(winding: NDArray[np.int32], edges: Floats, band: Box) -> None:
    """Adds each edge's winding right of where it crosses the middle of a row."""
    width = band.size[0]
    first = np.clip(np.ceil(edges[:, 1] - 0.5), band.top, band.bottom).astype(np.intp)
    last = np.clip(np.ceil(edges[:, 3] - 0.5), band.top, band.bottom).astype(np.intp)
    edge, row = _spread(first, last)
    middle = row.astype(np.float64) + 0.5
    column = np.ceil(_x_at(edges[edge], middle) - 0.5)
    cell = np.clip(column - band.left, 0, width).astype(np.intp) + (row - band.top) * (width + 1)
    np.add.at(winding, cell, (edges[edge, 4] * _FULL).astype(np.int32))


def _deposit_areas(winding: NDArray[np.int32], edges: Floats, band: Box) -> None:
    """Adds the differences, from pixel to pixel along the rows, of the area right of each edge."""
    width = band.size[0]
    first = np.maximum(np.floor(edges[:, 1]), band.top).astype(np.intp)
    last = np.minimum(np.ceil(edges[:, 3]), band.bottom).astype(np.intp)
    edge, row = _spread(first, last)
    crossing = edges[edge]
    above, below = np.maximum(crossing[:, 1], row), np.minimum(crossing[:, 3], row + 1)
    at_above, at_below = _x_at(crossing, above), _x_at(crossing, below)
    left, right = np.minimum(at_above, at_below), np.maximum(at_above, at_below)
    height = (below - above) * crossing[:, 4] * _FULL

    start = np.clip(np.floor(left), band.left, band.right).astype(np.intp)
    end = np.clip(np.ceil(right), band.left, band.right).astype(np.intp) + 1
    piece, column = _spread(start, end)
    left, right, height, row = left[piece], right[piece], height[piece], row[piece]
    place = column.astype(np.float64)
    sides = (place - 1.0, place, place + 1.0)
    behind, left_side, right_side = (_area_left_of(side, left, right) for side in sides)
    before = np.floor((left_side - behind) * height + 0.5)
    here = np.floor((right_side - left_side) * height + 0.5)
    change = here - np.where(column > band.left, before, 0.0)
    np.add.at(winding, (column - band.left) + (row - band.top) * (width + 1), change.astype(np.int32))


def _area_left_of(t: Floats, left: Floats, right: Floats) -> Floats:
    """The mean over an edge from x = left to x = right of how far the line x = t is right of it."""
    inside = np.clip(t, left, right) - left
    return inside * inside / np.maximum(2.0 * (right - left), 1e-300) + np.maximum(t - right, 0.0)


def _x_at(edges: Floats, y: Floats) -> Floats:
    """Where edges are at height y."""
    slope = (edges[:, 2] - edges[:, 0]) / (edges[:, 3] - edges[:, 1])
    return np.where(y == edges[:, 3], edges[:, 2], edges[:, 0] + (y - edges[:, 1]) * slope)


def _spread(first: NDArray[np.intp], last: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All whole numbers of all ranges first..last-1, and which range each belongs to."""
    count = np.maximum(last - first, 0)
    owner = np.repeat(np.arange(len(count)), count)
    skipped = np.cumsum(count) - count
    return owner, np.arange(len(owner)) - skipped[owner] + first[owner]
