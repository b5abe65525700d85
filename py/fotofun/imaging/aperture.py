"""Sums over a disc or a polygon around each pixel, as a lens that is out of focus makes them."""

import math

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats, sines_cosines
from fotofun.imaging.strips import strips

CELLS = 1 << 13  # pixels at once, so that the sums stay in the processor's cache
Sums = NDArray[np.uint32]
Columns = list[tuple[int, int, int]]
"""A shape in whole pixels: (column, first row, last row) counted from its middle."""


def disc(radius: float) -> Columns:
    """A disc's columns."""
    columns = []
    for x in range(-math.floor(radius), math.floor(radius) + 1):
        half = math.floor(math.sqrt(radius * radius - x * x) + 0.25)
        columns.append((x, -half, half))
    return columns


def regular_polygon(radius: float, corners: int, degrees: float) -> Columns:
    """The columns of a regular polygon with the area of a disc of that radius, turned by an angle."""
    angles: Floats = np.arange(corners, dtype=np.float64) * (360.0 / corners) + degrees
    sines, cosines = sines_cosines(angles)
    sine, cosine = (float(each) for each in sines_cosines(np.array(360.0 / corners, np.float64)))
    outer = radius * math.sqrt(2.0 * math.pi / (corners * sine))
    inner = outer * math.sqrt((1.0 + cosine) / 2.0)
    columns = []
    for x in range(-math.ceil(outer), math.ceil(outer) + 1):
        low, high = -outer, outer
        # Each side bounds the column: n . (x, y) <= inner, n being the direction of the side's middle.
        for c, s in zip(cosines.tolist(), sines.tolist(), strict=True):
            if abs(s) < 1e-9:
                high = high if c * x <= inner else -outer - 1.0
            elif s > 0.0:
                high = min(high, (inner - c * x) / s)
            else:
                low = max(low, (inner - c * x) / s)
        first, last = math.ceil(low - 0.25), math.floor(min(high, outer) + 0.25)
        if first <= last:
            columns.append((x, first, last))
    return columns or [(0, 0, 0)]


def reach(columns: Columns) -> int:
    """How many pixels around a pixel its sum depends on."""
    return max(max(abs(x), abs(first), abs(last)) for x, first, last in columns)


def area(columns: Columns) -> int:
    """How many pixels a shape has."""
    return sum(last - first + 1 for _, first, last in columns)


def shape_sums(plane: NDArray[np.uint32], columns: Columns) -> Sums:
    """The sums over the shape around each pixel of a plane, (H, W), modulo 2**32; edges go on.

    From running sums down the columns: two readings for each column of the shape.
    """
    width = plane.shape[1]
    far = reach(columns)
    padded = np.pad(plane, ((far + 1, far), (far, far)), mode="edge")
    running = np.cumsum(padded, axis=0, dtype=np.uint32)
    result = np.empty(plane.shape, np.uint32)
    for rows in strips(plane.shape, CELLS):
        total = np.zeros((rows.stop - rows.start, width), np.uint32)
        for x, first, last in columns:
            across = slice(far + x, far + x + width)
            top = far + 1 + rows.start
            total += running[top + last : top + last + len(total), across]
            total -= running[top + first - 1 : top + first - 1 + len(total), across]
        result[rows] = total
    return result
