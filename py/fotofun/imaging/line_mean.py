"""The mean along a straight line through each pixel, of any length and direction."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.strips import strips
from fotofun.raster import Pixels

CELLS = 1 << 13  # pixels at once, so that the sums stay in the processor's cache
SINGLE = 33  # readings that are summed in one go; more of them as a mean of means
QUARTERS = 4  # between two pixels a place is rounded to quarters


def line_mean(image: Pixels, dx: float, dy: float) -> Pixels:
    """The mean of each channel along the line from -(dx, dy) / 2 to +(dx, dy) / 2; (H, W, 4) uint8.

    One reading for every pixel of the longer side, with the two pixels beside the line weighted in quarters.
    Long lines are a mean of means: a short line's readings, then those at its ends, which is the same line
    for about twice the square root of its readings. Edges go on. Depends on `line_margin(dx, dy)` pixels.
    """
    for stage in _stages(dx, dy):
        image = _mean(image, stage)
    return image


def line_margin(dx: float, dy: float) -> int:
    """How many pixels around a pixel its mean depends on."""
    return sum(stage.count // 2 * stage.step + 1 for stage in _stages(dx, dy))


@dataclass(frozen=True)
class _Stage:
    """An odd number of readings, `step` pixels apart on the longer side; the other side moves by `slope`."""

    count: int
    step: int
    slope: float
    upright: bool


def _stages(dx: float, dy: float) -> list[_Stage]:
    longer, shorter = (dy, dx) if abs(dy) > abs(dx) else (dx, dy)
    count = 2 * round(abs(longer) / 2.0) + 1
    if count == 1:
        return []
    slope, upright = shorter / longer, abs(dy) > abs(dx)
    if count <= SINGLE:
        return [_Stage(count, 1, slope, upright)]
    middle = math.isqrt(count) | 1
    first = min(
        range(max(3, middle - 8), middle + 10, 2), key=lambda each: abs(each * _odd(count, each) - count)
    )
    return [_Stage(first, 1, slope, upright), _Stage(_odd(count, first), first, slope, upright)]


def _odd(count: int, first: int) -> int:
    """The odd number of lines of `first` readings that come nearest to `count` readings."""
    return 2 * round((count / first - 1.0) / 2.0) + 1


def _mean(image: Pixels, stage: _Stage) -> Pixels:
    height, width = image.shape[:2]
    along = stage.count // 2 * stage.step
    across = math.ceil(abs(along * stage.slope)) + 1
    reach_y, reach_x = (along, across) if stage.upright else (across, along)
    padded = np.pad(image, ((reach_y, reach_y), (reach_x, reach_x), (0, 0)), mode="edge")
    padded = padded.reshape(padded.shape[0], -1)
    readings = _readings(stage)
    parts = {part for part, _, _ in readings}
    more_y, more_x = (0, 0) if parts == {0} else (0, 1) if stage.upright else (1, 0)
    result = np.empty((height, width, 4), np.uint8)
    share = np.float32(1.0 / (QUARTERS * stage.count))
    for rows in strips(image.shape, CELLS):
        count = rows.stop - rows.start + more_y
        sums = {part: np.zeros((count, (width + more_x) * 4), np.uint16) for part in parts}
        for part, y, x in readings:
            top, left = rows.start + reach_y + y, 4 * (reach_x + x)
            sums[part] += padded[top : top + count, left : left + 4 * (width + more_x)]
        total = _weighted(sums, more_y, 4 * more_x).astype(np.float32)
        total *= share
        total += np.float32(0.5)
        result[rows] = total.astype(np.uint8).reshape(-1, width, 4)
    return result


def _readings(stage: _Stage) -> list[tuple[int, int, int]]:
    """(quarters towards the next pixel, rows, columns) of each reading."""
    places = []
    for i in range(stage.count):
        along = (i - stage.count // 2) * stage.step
        quarters = math.floor(along * stage.slope * QUARTERS + 0.5)
        across, part = divmod(quarters, QUARTERS)
        places.append((part, along, across) if stage.upright else (part, across, along))
    return places


def _weighted(sums: dict[int, NDArray[np.uint16]], more_y: int, more_x: int) -> NDArray[np.uint16]:
    """Four times the sum of the readings: those between two pixels take their share of either."""
    total: NDArray[np.uint16] | None = None
    for part, values in sums.items():
        height, width = values.shape[0] - more_y, values.shape[1] - more_x
        near = values[:height, :width] * np.uint16(QUARTERS - part)
        if part:
            near += values[more_y:, more_x:] * np.uint16(part)
        total = near if total is None else np.add(total, near, out=total)
    assert total is not None
    return total
