"""Shapes filled and stroked: outlines become pixels, with edges as smooth as the covered area.

The stroke's and the shape's share of each pixel are two bytes, so that a table holds every colour.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats
from fotofun.imaging.curves import dashes
from fotofun.imaging.outline import Outline, polygons
from fotofun.imaging.strips import strips
from fotofun.imaging.stroking import Cap, Join, stroked
from fotofun.imaging.views import unpacked
from fotofun.raster import Box, Mask, Pixels

Colour = tuple[int, int, int, int]
Where = Literal["inside", "centre", "outside"]

_GRID = 1024.0


@dataclass(frozen=True)
class Pen:
    """What draws along an outline. With `gap` 0 the line is whole."""

    width: float
    where: Where = "centre"
    join: Join = "miter"
    cap: Cap = "butt"
    dash: float = 0.0
    gap: float = 0.0

    def outlines(self, contours: Sequence[Floats], closed: bool = True) -> list[Floats]:
        """The outlines of its lines; inside and outside a shape half of each is then cut away."""
        width = self.width if self.where == "centre" or not closed else 2.0 * self.width
        if width <= 0.0:
            return []
        if self.gap <= 0.0:
            lines = [(contour, closed) for contour in contours]
        else:
            lines = []
            for contour in contours:
                pieces = dashes(contour, closed, self.dash, self.gap) if len(contour) else []
                whole = [(contour, closed)]
                lines += [(piece, False) for piece in pieces] if len(pieces) > 1 else whole
        return [
            outline for line, loop in lines for outline in stroked(line, loop, width, self.join, self.cap)
        ]


def extent(outlines: Sequence[Outline]) -> Box:
    """The least box of whole pixels around outlines."""
    corners = [np.asarray(outline, np.float64) for outline in outlines if len(outline)]
    if not corners:
        return Box(0, 0, 0, 0)
    low = np.min([each.min(0) for each in corners], axis=0)
    high = np.max([each.max(0) for each in corners], axis=0)
    left, top = (math.floor(_on_grid(value)) for value in low.tolist())
    right, bottom = (math.ceil(_on_grid(value)) for value in high.tolist())
    return Box(left, top, right, bottom)


def _on_grid(value: float) -> float:
    return math.floor(value * _GRID + 0.5) / _GRID


def painted(
    shape: Sequence[Outline],
    fill: Colour,
    line: Sequence[Outline],
    stroke: Colour,
    where: Where,
    box: Box,
    antialias: bool = True,
) -> Pixels:
    """The pixels of `box`, (h, w, 4) uint8: a shape and, above it, a line along its edge.

    Beyond `where` the line is cut off: inside or outside of the shape.
    """
    pixels = np.zeros((*box.size[::-1], 4), np.uint8)
    inner = extent([*shape, *line]).intersect(box)
    if not inner.is_empty:
        area, edge = (polygons(each, inner, antialias) if each else None for each in (shape, line))
        part = pixels[inner.shift(-box.left, -box.top).slices]
        coloured(area, edge, fill, stroke, where, part)
    return pixels


def coloured(
    shape: Mask | None, line: Mask | None, fill: Colour, stroke: Colour, where: Where, out: Pixels
) -> None:
    """Writes the colours of pixels that a shape and a line along its edge cover so much, (h, w) uint8.

    What they both cover shows the line over the shape; the rest of each lies beside the other's.
    """
    table = _table(fill, stroke, where)
    if shape is None or line is None:  # one share is zero everywhere
        alone = shape if shape is not None else line
        if alone is not None:
            out[...] = unpacked((table[::256] if line is None else table[:256])[alone])
        return
    for rows in strips(out.shape):
        index = shape[rows].astype(np.uint16)
        index <<= 8
        index |= line[rows]
        out[rows] = unpacked(table[index])


@lru_cache(maxsize=16)
def _table(fill: Colour, stroke: Colour, where: Where) -> NDArray[np.uint32]:
    """The colour, packed, at 256 times the shape's share plus the line's; shares are 0..255."""
    shape, line = np.divmod(np.arange(1 << 16, dtype=np.int64), 256)
    both = np.minimum(shape, line)
    if where == "outside":
        line, both = line - both, np.zeros_like(both)
    elif where == "inside":
        line = both
    over = [stroke[3] * 255 * c + fill[3] * (255 - stroke[3]) * d for c, d in zip(stroke, fill, strict=True)]
    opacity = stroke[3] * 255 + fill[3] * (255 - stroke[3])
    alone = (shape - both) * (fill[3] * 255), (line - both) * (stroke[3] * 255)
    weight = alone[0] + alone[1] + both * opacity
    packed = (2 * weight + 65025) // (2 * 65025) << 24
    for channel in range(3):
        sums = alone[0] * fill[channel] + alone[1] * stroke[channel] + both * over[channel]
        packed |= (2 * sums + weight) // np.maximum(2 * weight, 1) << (8 * channel)
    packed[packed < 1 << 24] = 0
    table: NDArray[np.uint32] = packed.astype(np.uint32)
    return table
