"""A look-up table on pixels: exact to the rounding, and the same bytes on every machine."""

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from fotofun.raster import Pixels
from fotofun.render.cells import Cells, evaluated
from fotofun.render.memo import CHUNK, Evaluate, Levels, Memo
from fotofun.render.table import Cube, Curves, Linear, Table, chain, round_half_up

SHIFT = 16  # bits of fraction of a share of a result
WORTH_CELLS = 3  # so many operations cost more than finding out where they can be interpolated


@dataclass(frozen=True)
class Applier:
    """A table made ready to be applied. What it learns of colours is kept for the next time."""

    table: Table

    def __call__(self, pixels: Pixels, out: Pixels) -> None:
        """Writes pixels through the table into out; both (H, W, 4) uint8, alpha is copied."""
        if isinstance(self.table, Curves):
            _through_curves(self.table, pixels, out)
        else:
            _memo(self.table)(pixels, out)


def _through_curves(table: Curves, pixels: Pixels, out: Pixels) -> None:
    curves = np.ascontiguousarray(table.bytes().T)
    rows = max(1, CHUNK // max(1, pixels.shape[1]))
    for top in range(0, pixels.shape[0], rows):
        part, target = pixels[top : top + rows], out[top : top + rows]
        for channel in range(3):
            target[..., channel] = curves[channel][part[..., channel]]
        target[..., 3] = part[..., 3]


@lru_cache(maxsize=4)
def _memo(table: Linear | Cube) -> Memo:
    return Memo(_by_matrix(table) if isinstance(table, Linear) else _by_operations(table))


def _by_matrix(table: Linear) -> Evaluate:
    """What each channel's value adds to each result, in level / 65536, looked up and added in integers."""
    levels = table.matrix[:, :, np.newaxis] * table.entering.T * 255.0
    levels[:, 0] += table.offset[:, np.newaxis] * 255.0
    shares = round_half_up(levels * (1 << SHIFT)).astype(np.int32)
    shares[:, 0] += 1 << (SHIFT - 1)  # so that dropping the fraction rounds

    def evaluate(colours: Levels) -> Levels:
        results = np.empty_like(colours)
        for result, (red, green, blue) in enumerate(shares):
            total = red[colours[:, 0]]
            total += green[colours[:, 1]]
            total += blue[colours[:, 2]]
            total >>= SHIFT
            results[:, result] = np.clip(total, 0, 255, out=total)
        return results

    return evaluate


def _by_operations(table: Cube) -> Evaluate:
    """The operations themselves; of many smooth ones only as many colours as it takes."""
    function = partial(chain, table.operations)
    smooth = not any(each.rough for each in table.operations)
    if smooth and len(table.operations) >= WORTH_CELLS:
        return Cells(function)
    return partial(evaluated, function)
