"""A smooth plane with the edges of a picture: the guided filter, measured small and used at full size."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats
from fotofun.raster import Size

FIXED = 65536.0  # what is summed over windows is whole numbers of this part, so that any order gives the same


@dataclass(frozen=True, eq=False)
class GuidedPlane:
    """slope * guide + offset in every place; `slope` and `offset` are (h, w) float32, one for each block.

    Kaiming He, Jian Sun and Xiaoou Tang, "Guided image filtering", IEEE TPAMI 35 (2013), and He and Sun,
    "Fast guided filter" (2015). Where the guide hardly varies the plane is smooth, where it has an edge the
    plane has it too.
    """

    factor: int
    slope: NDArray[np.float32]
    offset: NDArray[np.float32]

    @classmethod
    def of(
        cls, guide: Floats, values: Floats, seen: NDArray[np.bool_], factor: int, reach: int, noise: float
    ) -> Self:
        """The filter of values by a guide, both (h, w), one for each block of `factor` pixels.

        Windows are squares of 2 `reach` + 1 blocks, of which only those count that are `seen`. What varies
        less than `noise` (a standard deviation of the guide) is smoothed.
        """
        weight = seen.astype(np.int64)
        first = np.rint(guide * FIXED).astype(np.int64) * weight
        second = np.rint(values * FIXED).astype(np.int64) * weight
        count = np.maximum(_window_sums(weight, reach), 1)
        mean, mean_value = (_window_sums(each, reach) / (count * FIXED) for each in (first, second))
        product = np.rint(guide * values * FIXED).astype(np.int64) * weight
        square = np.rint(guide * guide * FIXED).astype(np.int64) * weight
        both, own = (_window_sums(each, reach) / (count * FIXED) for each in (product, square))
        variance = np.maximum(own - mean * mean, 0.0)
        slope = (both - mean * mean_value) / (variance + noise * noise)
        offset = mean_value - slope * mean
        smooth = [
            _window_sums(np.rint(each * FIXED).astype(np.int64) * weight, reach) / (count * FIXED)
            for each in (slope, offset)
        ]
        return cls(factor, *(each.astype(np.float32) for each in smooth))

    def at(self, guide: NDArray[np.uint8], x: int, y: int) -> NDArray[np.float32]:
        """The plane in a part of the picture, (h, w), whose top left corner is (x, y), from its guide there.

        Slope and offset are bilinear between the blocks' centres; no pixel's value depends on the part.
        """
        height, width = guide.shape
        above, below, down = self._between(y, height, 0)
        left, right, along = self._between(x, width, 1)
        planes = []
        for plane in (self.slope, self.offset):
            rows = plane[above]
            rows = rows + (plane[below] - rows) * down[:, np.newaxis]
            near = rows[:, left]
            near += (rows[:, right] - near) * along
            planes.append(near)
        slope, offset = planes
        slope *= guide
        slope += offset
        return slope

    def _between(
        self, start: int, length: int, axis: int
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
        """The blocks on both sides of each row or column, and how far it is to the second."""
        most = self.slope.shape[axis] - 1
        place = (np.arange(start, start + length) + 0.5) / self.factor - 0.5
        place = np.clip(place, 0.0, most)
        first = np.minimum(place.astype(np.intp), max(most - 1, 0))
        return first, np.minimum(first + 1, most), (place - first).astype(np.float32)


def blocks_for(reach: float, size: Size) -> tuple[int, int]:
    """(factor, reach in blocks) for windows that reach so many pixels, in a picture of that size.

    Blocks of up to a quarter of the reach cost a sixteenth of the work and change little.
    """
    factor = max(1, min(int(reach / 4.0), max(size) // 8, 64))
    return factor, max(1, round(reach / factor))


def _window_sums(values: NDArray[np.int64], reach: int) -> NDArray[np.int64]:
    """Sums over squares of 2 reach + 1, as far as they lie in the array."""
    for axis in (0, 1):
        length = values.shape[axis]
        sums = np.insert(np.cumsum(values, axis=axis), 0, 0, axis=axis)
        place = np.arange(length)
        values = np.take(sums, np.minimum(place + reach + 1, length), axis=axis)
        values = values - np.take(sums, np.maximum(place - reach, 0), axis=axis)
    return values
