"""Regions of like pixels: which are alike, which are connected, and what their edge looks like.

Connected pixels are found run by run, not pixel by pixel: a run is a stretch of allowed pixels in one row.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from fotofun.imaging.strips import strips
from fotofun.raster import Mask, Pixels

Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]


def alike(pixels: Pixels, colour: tuple[int, int, int, int], tolerance: int) -> Flags:
    """Which of (H, W, 4) uint8 pixels differ from a colour by at most `tolerance` in every channel, (H, W).

    Next to a transparent colour only opacity counts, as what is transparent has no colour.
    """
    height, width = pixels.shape[:2]
    result = np.empty((height, width), np.bool_)
    low = np.array([max(0, value - tolerance) for value in colour], np.uint8)
    high = np.array([min(255, value + tolerance) for value in colour], np.uint8)
    if colour[3] == 0:
        low[:3], high[:3] = 0, 255
    span = high - low
    # Bytes below `low` wrap around and exceed the span, so one comparison tests both ends.
    low, span = np.tile(low, width), np.tile(span, width)
    for rows in strips(result.shape):
        part = np.ascontiguousarray(pixels[rows]).reshape(-1, width * 4)
        near: Flags = part - low <= span
        result[rows] = near.view(np.uint32) == 0x01010101
    return result


def average_around(pixels: Pixels, x: int, y: int, reach: int) -> tuple[int, int, int, int]:
    """The mean colour of the square from x - reach to x + reach, as far as it lies in the picture."""
    part = pixels[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1].reshape(-1, 4)
    opacity = part[:, 3].astype(np.int64)
    total, count = int(opacity.sum()), len(part)
    red, green, blue = (
        (2 * int((part[:, channel] * opacity).sum()) + total) // (2 * total) if total else 0
        for channel in range(3)
    )
    return red, green, blue, (2 * total + count) // (2 * count)


def connected(allowed: Flags, seeds: Indices, diagonal: bool = False) -> Mask:
    """The allowed pixels connected to any allowed seed, (H, W) uint8, 255 connected.

    `seeds`: flat indices. Neighbours share a side, or with `diagonal` a corner. Runs hang on the first run
    that they touch in the row above; that gives few trees, and what remains between trees is merged by
    `_merge`. Takes about the same time for mazes and spirals as for noise.
    """
    height, width = allowed.shape
    # Two columns that are never allowed end every run within its row.
    stride = width + 2
    starts, ends, tree = _runs(allowed, int(diagonal))
    seeds = seeds[allowed.reshape(-1)[seeds]]
    places = seeds // width * stride + seeds % width
    run = np.searchsorted(ends, places.astype(ends.dtype), side="right")
    chosen = np.zeros(len(starts), np.bool_)
    chosen[tree[run]] = True
    selected = chosen[tree]
    # A running sum makes -1 of each run, which is 255 as a byte.
    steps = np.zeros(height * stride, np.int8)
    steps[starts[selected]] = -1
    steps[ends[selected]] = 1
    np.cumsum(steps, out=steps)
    return np.ascontiguousarray(steps.view(np.uint8).reshape(height, stride)[:, :width])


def soften(mask: Mask) -> Mask:
    """A hard mask, 0 or 255, with steps along slanting edges smoothed; straight edges stay sharp.

    Twice the contrast of a binomial 3 x 3 blur, held to its side of the middle: what was in stays at 128 or
    more, what was out at 127 or less.
    """
    kernel = ImageFilter.Kernel((3, 3), (1, 2, 1, 2, 4, 2, 1, 2, 1), scale=8, offset=-127.5)
    soft = np.array(Image.fromarray(mask).filter(kernel))
    for rows in strips(mask.shape):
        part, hard = soft[rows], mask[rows]
        np.maximum(part, hard >> 7 << 7, out=part)
        np.minimum(part, hard | 127, out=part)
    return soft


def _runs(allowed: Flags, reach: int) -> tuple[Indices, Indices, Indices]:
    """All runs: where they start and end (exclusive), and a number that only a connected region shares.

    Places count in rows of width + 2. Runs touch if they overlap when one is longer by `reach` at both ends.
    """
    height, width = allowed.shape
    stride = width + 2
    starts, ends, trees, pairs = [], [], [], []
    total, above = 0, np.zeros(0, np.intp)
    for band in strips((height, stride)):
        # The band with the last row of the one before, and a row's width of nothing before it.
        top, count = band.start, band.stop - band.start
        cells = np.zeros((count + 2) * stride, np.bool_)
        lines = cells.reshape(count + 2, stride)
        lines[1 if top else 2 :, 1:-1] = allowed[max(0, top - 1) : top + count]
        change = np.empty(len(cells), np.bool_)
        change[0] = False
        np.not_equal(cells[1:], cells[:-1], out=change[1:])
        passed = np.cumsum(change, dtype=np.int32)
        borders = np.flatnonzero(change)[2 * len(above) :]
        start, end = borders[0::2], borders[1::2]

        # Numbers within the band, of runs in the row above: those that touch are first..last-1.
        first = passed[start - (stride + reach)] // 2
        last = (passed[end - (stride + 1 - reach)] + 1) // 2
        alone = first >= last
        line_ends = passed[stride * 2 - 1 :: stride].tolist()
        numbers = np.arange(len(above) + len(start)) + (total - len(above))
        numbers[: len(above)] = above
        tail = len(above)
        hung = np.where(alone, np.arange(tail, tail + len(start)), first)
        begin = tail
        for bound in line_ends[1:]:
            stop = bound // 2
            if begin < stop:
                numbers[begin:stop] = numbers[hung[begin - tail : stop - tail]]
            begin = stop

        more = np.flatnonzero(last - first > 1)
        extra = (last - first)[more] - 1
        skipped = np.repeat(np.cumsum(extra) - extra, extra)
        other = np.arange(len(skipped)) - skipped + np.repeat(first[more], extra) + 1
        pairs.append(np.stack([numbers[np.repeat(more + tail, extra)], numbers[other]]))
        offset = (top - 2) * stride - 1
        starts.append(start + offset)
        ends.append(end + offset)
        trees.append(numbers[tail:])
        total += len(start)
        above = numbers[line_ends[-2] // 2 :]
    one, other = np.concatenate(pairs, axis=1)
    tree = _merge(np.concatenate(trees), one, other)
    return np.concatenate(starts), np.concatenate(ends), tree


def _merge(tree: Indices, one: Indices, other: Indices) -> Indices:
    """The trees' numbers after all trees one[i] and other[i] have become the same.

    Each round hangs every tree below a lower-numbered neighbour, or every one below a higher-numbered
    neighbour, whichever are more: never in a circle, and half of all at least. So the rounds are few.
    """
    root = np.arange(len(tree))
    while True:
        joining = one != other
        one, other = one[joining], other[joining]
        if not len(one):
            break
        low, high = np.minimum(one, other), np.maximum(one, other)
        lows, highs = _distinct(low, len(tree)), _distinct(high, len(tree))
        if len(highs) >= len(lows):
            root[high], moved = low, highs
        else:
            root[low], moved = high, lows
        _follow(root, moved)
        one, other = root[one], root[other]
    _follow(root, np.flatnonzero(root != np.arange(len(root))))
    return root[tree]


def _distinct(numbers: Indices, count: int) -> Indices:
    present = np.zeros(count, np.bool_)
    present[numbers] = True
    return np.flatnonzero(present)


def _follow(root: Indices, moved: Indices) -> None:
    """Makes every moved tree point straight at its root."""
    while len(moved):
        target = root[moved]
        further = root[target]
        root[moved] = further
        moved = moved[target != further]
