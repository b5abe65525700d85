"""Sets of colours: which ones occur in a region, what lies near them, and where a picture has them."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.strips import strips
from fotofun.raster import Pixels

_STEP_BITS = 2
_SIDE = 256 >> _STEP_BITS


@dataclass(frozen=True, eq=False)
class ColourSet:
    """Colours in cells of 4 x 4 x 4 levels: (64, 64, 64) bool over red, green and blue.

    Transparent pixels have no colour: they are in no set, and no set holds them.
    """

    cells: NDArray[np.bool_]

    @classmethod
    def of(cls, pixels: Pixels, where: NDArray[np.bool_]) -> Self:
        """The colours of (H, W, 4) uint8 pixels, where `where`, (H, W), is True."""
        cells = np.zeros(_SIDE**3, np.bool_)
        for rows in strips(where.shape):
            part = pixels[rows]
            cells[_cell(part[where[rows] & (part[..., 3] > 0)])] = True
        return cls(cells.reshape(_SIDE, _SIDE, _SIDE))

    def widened(self, tolerance: int) -> Self:
        """The colours within `tolerance`, to the next cell, in each of red, green and blue."""
        reach = min((tolerance + (1 << _STEP_BITS) - 1) >> _STEP_BITS, _SIDE - 1)
        cells = self.cells
        for axis in range(3):
            # How many cells of the set lie in each stretch of the axis.
            counts = np.cumsum(np.moveaxis(cells, axis, 0), axis=0, dtype=np.int32)
            counts = np.concatenate([np.zeros_like(counts[:1]), counts])
            place = np.arange(_SIDE)
            upper = counts[np.minimum(place + reach + 1, _SIDE)]
            cells = np.moveaxis(upper > counts[np.maximum(place - reach, 0)], 0, axis)
        return type(self)(cells)

    def holds(self, pixels: Pixels) -> NDArray[np.bool_]:
        """Which of (H, W, 4) uint8 pixels have one of the colours, (H, W) bool."""
        cells = self.cells.reshape(-1)
        result = np.empty(pixels.shape[:2], np.bool_)
        for rows in strips(result.shape):
            result[rows] = cells[_cell(pixels[rows])] & (pixels[rows][..., 3] > 0)
        return result


def _cell(pixels: Pixels) -> NDArray[np.int32]:
    """The flat index of the cell of each of (..., 4) uint8 pixels."""
    packed = np.ascontiguousarray(pixels).view("<u4")[..., 0]
    red, green = (packed >> 2 & 63) << 12, (packed >> 10 & 63) << 6
    return (red | green | packed >> 18 & 63).astype(np.int32)
