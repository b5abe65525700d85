"""The plane cut into cells, each of the pixels that are nearest to its seed, the same in every tile."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.noise import random_bits
from fotofun.raster import Box

UNIT = 16  # places are in 1/16 pixel; seeds lie at multiples of 4 of these, so squares end with four zeros
PIXELS = 1 << 13  # at once, so that everything stays in the processor's cache
REACH = 1.3
"""No pixel is farther from its seed than this times the cells' size."""

Numbers = NDArray[np.int32]
NEIGHBOURS = [(row, column) for row in (0, 1, 2) for column in (0, 1, 2)]


@dataclass(frozen=True)
class Cells:
    """The cells in a box: `nearest` and `second`, (h, w), number the seeds; `x`, `y` are the seeds' places.

    Places are in 1/16 pixel from the box's corner, to the middles of pixels.
    """

    nearest: Numbers
    second: Numbers
    x: Numbers
    y: Numbers

    def depth(self, rows: slice) -> NDArray[np.float32]:
        """How far the pixels of some rows are from the borders of their cells, (h, w), in pixels."""
        nearest, second = self.nearest[rows].astype(np.intp), self.second[rows].astype(np.intp)
        columns = np.arange(nearest.shape[1], dtype=np.int32) * UNIT + UNIT // 2
        heights = np.arange(rows.start, rows.stop, dtype=np.int32)[:, np.newaxis] * UNIT + UNIT // 2
        x, y = self.x[nearest], self.y[nearest]
        across, down = self.x[second] - x, self.y[second] - y
        # Along the line between the seeds: from the pixel to the middle.
        np.subtract(columns, x, out=x)
        np.subtract(heights, y, out=y)
        x *= across
        y *= down
        x += y
        across *= across
        down *= down
        across += down
        length = np.maximum(across, 1).astype(np.float32)
        depth: NDArray[np.float32] = length * np.float32(0.5)
        depth -= x
        depth /= np.sqrt(length)
        depth *= np.float32(1.0 / UNIT)
        return depth


def cells(box: Box, size: int, kind: str, seed: int) -> Cells:
    """Cells of about `size` pixels: "crystals" (seeds by chance), "hexagons" or "squares".

    A pixel belongs to the nearest of the seeds in the 3 x 3 meshes around it (Steven Worley, "A cellular
    texture basis function", 1996).
    """
    tall = round(size * 0.8660254037844386 * UNIT) if kind == "hexagons" else size * UNIT
    wide = size * UNIT
    middles = np.arange(box.left, box.right) * UNIT + UNIT // 2
    columns = middles // wide
    first = int(columns[0]) - 1
    meshes = int(columns[-1]) - first + 2
    rows = (np.arange(box.top, box.bottom) * UNIT + UNIT // 2) // tall
    mesh = Box(first, int(rows[0]) - 1, first + meshes, int(rows[-1]) + 2)
    seed_x, seed_y = (
        (place - UNIT * corner).astype(np.int32)
        for place, corner in zip(_seeds(mesh, wide, tall, kind, seed), (box.left, box.top), strict=True)
    )
    shape = (box.bottom - box.top, box.right - box.left)
    nearest, second = np.empty(shape, np.int32), np.empty(shape, np.int32)
    local = (columns - first).astype(np.int32)
    places = (middles - UNIT * box.left).astype(np.int32)
    for row, parts in _runs(rows - mesh.top, shape[1]):
        away, height = _candidates(seed_x, seed_y, places, local, row)
        base = local + np.int32((row - 1) * meshes - 1)
        for part in parts:
            heights = np.arange(part.start, part.stop, dtype=np.int32)[:, np.newaxis] * UNIT + UNIT // 2
            for target, key in zip((nearest, second), _two_nearest(away, height, heights), strict=True):
                target[part] = (key >> 2 & 3) * np.int32(meshes) + (key & 3) + base
    return Cells(nearest, second, seed_x.ravel(), seed_y.ravel())


def _candidates(
    seed_x: Numbers, seed_y: Numbers, places: Numbers, local: Numbers, row: int
) -> tuple[list[Numbers], list[Numbers]]:
    """For a row of pixels, of each neighbour's seed: the square of the distance across, plus the neighbour's
    number, and the height."""
    away, height = [], []
    for down, across in NEIGHBOURS:
        column = local + np.int32(across - 1)
        distance = places - seed_x[row + down - 1][column]
        away.append(distance * distance + np.int32(4 * down + across))
        height.append(seed_y[row + down - 1][column])
    return away, height


def _two_nearest(away: list[Numbers], height: list[Numbers], heights: Numbers) -> tuple[Numbers, Numbers]:
    """The least two squares of distances, plus the neighbours' numbers."""
    one = two = None
    for across, seed in zip(away, height, strict=True):
        key = heights - seed
        key *= key
        key += across
        if one is None or two is None:
            one, two = key, np.full_like(key, np.iinfo(np.int32).max)
            continue
        np.minimum(two, np.maximum(one, key), out=two)
        np.minimum(one, key, out=one)
    assert one is not None and two is not None
    return one, two


def _seeds(mesh: Box, wide: int, tall: int, kind: str, seed: int) -> tuple[NDArray[np.int64], ...]:
    """Each mesh's seed: across and down, in 1/16 pixel of the picture, multiples of 4."""
    rows = np.arange(mesh.top, mesh.bottom)[:, np.newaxis]
    columns = np.arange(mesh.left, mesh.right)
    if kind == "crystals":
        bits = random_bits(mesh, seed).astype(np.int64)
        shares = 6554 + (bits >> 16) * 52428 // 65536, 6554 + (bits & 65535) * 52428 // 65536
    else:
        shift = (rows & 1) * 32768 - 16384 if kind == "hexagons" else rows * 0
        shares = shift + 32768 + columns * 0, np.full((len(rows), len(columns)), 32768)
    across, down = columns * wide + shares[0] * wide // 65536, rows * tall + shares[1] * tall // 65536
    return across // 4 * 4, down // 4 * 4


def _runs(rows: NDArray[np.int64], width: int) -> Iterator[tuple[int, list[slice]]]:
    """Each row of meshes with its rows of pixels, a few at a time."""
    most = max(1, PIXELS // width)
    for row in range(int(rows[0]), int(rows[-1]) + 1):
        first, last = (int(each) for each in np.searchsorted(rows, (row, row + 1)))
        yield row, [slice(start, min(start + most, last)) for start in range(first, last, most)]
