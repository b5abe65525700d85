"""Exact Euclidean distances, and masks that grow and shrink by them."""

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.imaging.strips import strips
from fotofun.raster import Box, Mask

Distances = NDArray[np.float32]
_BAND = 1 << 21
_CHUNK = 1 << 15
_GREY_WORK = 20_000_000


def distance(inside: NDArray[np.bool_], limit: float) -> Distances:
    """How far each pixel's centre is from the nearest True one's, (H, W) float32, at most `limit`.

    Exact: columns first, then for each row the lower envelope of the parabolas (x - i)² + column(i)², after
    Meijster, Roerdink and Hesselink, "A general algorithm for computing distance transforms in linear time"
    (2000). All rows of a band take their steps at once, over those columns only that can be nearest.
    """
    height, width = inside.shape
    result = np.full((height, width), limit, np.float32)
    if inside.any():
        limit = min(limit, math.hypot(height, width))
        columns = _down_columns(inside, math.floor(limit) + 1)
        for rows in strips(inside.shape, _BAND):
            _along_rows(columns[rows], limit, result[rows])
    return result


def expand(mask: Mask, radius: float) -> Mask:
    """A mask grown by a disc, (H, W) uint8.

    What is fully inside grows with a soft rim: 255 up to `radius`, 0 from radius + 1, linear between. Of what
    is partly inside each pixel gets the greatest value within `radius`, so that anti-aliased and feathered
    edges move outwards unchanged (and a third of a pixel more of them, fading, or slanting edges would lag).
    """
    grown = mask.copy()
    height, width = mask.shape
    # Nothing else can change, or make a pixel change.
    near = Box(0, 0, width, height)
    for part in (mask, ~mask):
        bounds = Image.fromarray(part).getbbox()
        if bounds is None:
            return grown
        near = near.intersect(Box(*bounds).grow(math.ceil(radius) + 1))
    mask, changing = mask[near.slices], grown[near.slices]
    away = distance(mask == 255, radius + 1.0)
    for rows in strips(mask.shape):
        rim = np.minimum(np.float32(radius + 1.0) - away[rows], np.float32(1.0))
        rim = rim * np.float32(255.0) + np.float32(0.5)
        np.maximum(mask[rows], rim.astype(np.uint8), out=changing[rows])
    _grow_greys(mask, radius, changing)
    return grown


def contract(mask: Mask, radius: float, from_edges: bool = False) -> Mask:
    """A mask shrunk by a disc, (H, W) uint8: its complement, grown; see `expand`.

    `from_edges`: what lies beyond the picture counts as outside the mask, else as its continuation.
    """
    if not from_edges:
        return ~expand(~mask, radius)
    return ~expand(~np.pad(mask, 1), radius)[1:-1, 1:-1]


# --- distances ---------------------------------------------------------------------------------------


def _down_columns(inside: NDArray[np.bool_], cap: int) -> NDArray[np.integer]:
    """How far each pixel is from the nearest True one of its column, at most `cap`."""
    kind = np.int16 if cap < 32767 else np.int32
    away = np.where(inside, kind(0), kind(cap))
    step = np.empty(inside.shape[1], kind)
    for row in range(1, len(away)):
        np.add(away[row - 1], kind(1), out=step)
        np.minimum(away[row], step, out=away[row])
    for row in range(len(away) - 2, -1, -1):
        np.add(away[row + 1], kind(1), out=step)
        np.minimum(away[row], step, out=away[row])
    return away


def _along_rows(columns: NDArray[np.integer], limit: float, result: Distances) -> None:
    """Writes the distances of a band of rows, from the distances along its columns."""
    height, width = columns.shape
    touching = columns == 0
    useful = columns <= limit
    # Within a run of inside pixels only its ends can be nearest to a pixel outside.
    useful[:, 1:-1] &= ~(touching[:, 1:-1] & touching[:, :-2] & touching[:, 2:])
    flat = np.flatnonzero(useful)
    if len(flat):
        column = flat % width
        gap = columns.reshape(-1)[flat].astype(np.int64)
        square = gap * gap
        bounds = np.searchsorted(flat, np.arange(height + 1) * width)
        cell, owner = _envelope(column, square, bounds, width)
        nearest = np.zeros(height * width, np.int32)
        nearest[cell] = owner + 1
        nearest = nearest.reshape(height, width)
        across = np.arange(width)
        for rows in strips(columns.shape):
            owners = np.maximum.accumulate(nearest[rows], axis=1)
            known = owners > 0
            owners -= known
            aside = column[owners] - across
            away = np.sqrt((aside * aside + square[owners]).astype(np.float32))
            np.minimum(away, np.float32(limit), out=result[rows], where=known)
    result[touching] = 0.0


def _envelope(
    column: NDArray[np.intp], square: NDArray[np.int64], bounds: NDArray[np.intp], width: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The lower envelope of each row's parabolas: the cells where one begins to be least, and which one.

    Row y has the parabolas bounds[y]..bounds[y + 1]-1. Every row keeps a stack of those that matter so far;
    in one step it either puts its next one on the stack, or drops the topmost that the next one hides.
    """
    key = (square + column * column).astype(np.float64)
    place = column.astype(np.float64)
    stack = np.zeros(len(column), np.intp)
    begin = np.full(len(column), -1.0)
    first, end = bounds[:-1], bounds[1:]
    stack[first[first < end]] = first[first < end]
    tops = first.copy()

    row = np.flatnonzero(end - first > 1)
    top, following, last = first[row], first[row] + 1, end[row]
    begin[first[first < end]] = -np.inf
    while len(row):
        held = stack[top]
        meet = (key[following] - key[held]) / (2.0 * (place[following] - place[held]))
        meet = np.floor(meet) + 1.0
        kept = meet > begin[top]
        top += np.where(kept, 1, -1)
        pushed = top[kept]
        stack[pushed] = following[kept]
        begin[pushed] = meet[kept]
        following += kept
        busy = following < last
        if not busy.all():
            tops[row] = top
            row, top, following, last = row[busy], top[busy], following[busy], last[busy]

    depth = np.where(first < end, tops - first + 1, 0)
    owning = np.repeat(np.arange(len(first)), depth)
    entry = np.arange(len(owning)) - np.repeat(np.cumsum(depth) - depth, depth) + first[owning]
    start = np.clip(begin[entry], 0.0, width).astype(np.intp)
    # Of those that begin left of the row's first pixel only the last one shows.
    hidden = np.zeros(len(entry), np.bool_)
    hidden[:-1] = (start[1:] == 0) & (owning[1:] == owning[:-1])
    shown = (start < width) & ~hidden
    return owning[shown] * width + start[shown], stack[entry[shown]]


# --- greys -------------------------------------------------------------------------------------------


def _grow_greys(mask: Mask, radius: float, grown: Mask) -> None:
    """Raises `grown`, where it is not yet 255, to the mask's greatest value within a disc.

    Few pixels are left to do at sharp edges. Where wide soft edges meet a wide disc there are many, and they
    vary slowly: these are done in half the resolution.
    """
    if not radius or not ((mask > 0) & (mask < 255)).any():
        return
    near = distance(mask > 0, radius + 0.5) < radius + 0.5
    cells = np.flatnonzero(near & (grown < 255))
    if len(cells) * radius <= _GREY_WORK:
        greatest = _disc_maximum(mask, radius, cells)
        for wider, passed in ((0.15, 170), (0.3, 85)):
            lower = np.flatnonzero(greatest < passed)
            rim = _disc_maximum(mask, radius + wider, cells[lower])
            greatest[lower] = np.maximum(greatest[lower], np.minimum(rim, passed))
    else:
        height, width = mask.shape
        half = expand(np.asarray(Image.fromarray(np.ascontiguousarray(mask)).reduce(2)), radius / 2.0)
        whole = Image.fromarray(half).resize(
            (width, height), Image.Resampling.BILINEAR, box=(0, 0, width / 2, height / 2)
        )
        greatest = np.asarray(whole).reshape(-1)[cells]
    y, x = np.divmod(cells, mask.shape[1])
    grown[y, x] = np.maximum(grown[y, x], greatest)


def _disc_maximum(mask: Mask, radius: float, cells: NDArray[np.intp]) -> Mask:
    """The mask's greatest value within a disc about each of some cells (flat indices).

    A disc is a stack of rows; the greatest value in a row of any length is the greater of two overlapping
    windows whose length is a power of two, and these double from table to table.
    """
    reach = math.floor(radius)
    table, length = np.pad(mask, reach), 1
    stride = table.shape[1]
    table = table.reshape(-1)
    best = np.zeros(len(cells), np.uint8)
    centres = cells // mask.shape[1] * stride + cells % mask.shape[1] + reach * (stride + 1)
    for down in range(reach, -1, -1):
        half = math.floor(math.sqrt(radius * radius - down * down))
        while length * 2 <= 2 * half + 1:
            np.maximum(table[:-length], table[length:], out=table[:-length])
            length *= 2
        for start in range(0, len(cells), _CHUNK):
            part = slice(start, start + _CHUNK)
            for row in {down, -down}:
                left = centres[part] + (row * stride - half)
                np.maximum(best[part], table[left], out=best[part])
                left += 2 * half + 1 - length
                np.maximum(best[part], table[left], out=best[part])
    return best
