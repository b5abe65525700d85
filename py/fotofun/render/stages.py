"""A run of operations on colours of 8 bits, with everything looked up that one channel decides."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fotofun.operation import PointOperation
from fotofun.raster import Colours
from fotofun.render.table import chain, matrix_of, ramp, split

Single = NDArray[np.float32]
Stage = Callable[[Any], Any]
"""Colours, (n, 3), after some of the operations, in double or in single precision."""

LOW, HIGH = -0.5, 1.5  # what tables hold; beyond, the operations themselves are asked
LAST = 1 << 15  # entry of a table
SAMPLE = 16  # entries, between which a table is a straight line where it can be
BEND = 0.08 / 255.0  # by which a sample may lie off its neighbours' middle, times 2, for straight lines
STEEP = 0.1 / 255.0  # the most from one entry to the next
JUMP = 0.5 / 255.0  # from one entry to the next magnifies what all before has rounded
WORTH = 0.7  # of the entries must count, or the table is not worth it
TOLERANCE = 0.1 / 255.0  # what tables and single precision may change in the result
NUDGE = 1e-4  # levels: what is a half but for that goes up, so that greys stay grey


class Stages:
    """The results of a run of operations, the same as in float64 but for 1/10 of a level.

    What comes before any mixing of channels is a table of the 256 values. Separable operations between
    and after mixing ones become tables as well, and are asked themselves wherever those bend; runs of linear
    ones become a matrix. All that is in single precision, behind the last operation that is `rough` or very
    steep, and only if test colours come out right; else the operations run one after the other in double
    precision.
    """

    def __init__(self, operations: Sequence[PointOperation]) -> None:
        before, mixing, after = split(operations)
        rest = [*mixing, *after]
        self._entering: Colours | Single = np.ascontiguousarray(chain(before, ramp()).T)
        self._stages: list[Stage] = [each.transform for each in rest]
        exact = self._results(_test_colours())
        double = self._entering, self._stages
        self._stages = _staged(rest)
        if self._stages and self._stages[0] is _single:
            self._entering, self._stages = self._entering.astype(np.float32), self._stages[1:]
        away = np.abs(np.clip(self._results(_test_colours()), 0.0, 1.0) - np.clip(exact, 0.0, 1.0))
        if not away.max() <= TOLERANCE:
            self._entering, self._stages = double

    def __call__(self, levels: NDArray[np.uint8], out: NDArray[np.uint8]) -> None:
        """Writes the results for colours into out, both (n, 3) uint8, rounded half up."""
        colours = self._results(levels)
        for channel in range(3):
            values = colours[:, channel] * 255.0
            values += 0.5 + NUDGE
            np.clip(values, 0.0, 255.0, out=values)
            out[:, channel] = values

    def _results(self, levels: NDArray[np.uint8]) -> Colours | Single:
        planes = np.empty((3, len(levels)), self._entering.dtype)  # each channel's values lie side by side
        for channel, values in enumerate(self._entering):
            np.take(values, levels[:, channel], out=planes[channel], mode="clip")
        colours: Colours | Single = planes.T
        for stage in self._stages:
            colours = stage(colours)
        return colours


class Sampled:
    """Separable operations as a table of which the nearest entry counts.

    Where it is too steep for that, entries are not numbers, and the operations themselves are asked.
    """

    def __init__(self, operations: Sequence[PointOperation]) -> None:
        self._operations = operations
        entries = self._entries()
        rises = np.abs(np.diff(entries)).max(axis=0)
        steep = np.append(True, rises > STEEP) | np.append(rises > STEEP, True)
        seen = slice(LAST // 4, LAST - LAST // 4)
        few = np.count_nonzero(steep[seen]) <= (1.0 - WORTH) * (LAST // 2)
        self.is_gentle = few and rises[seen].max() <= JUMP
        """Whether the table serves most values that can be seen, and none is magnified much."""
        entries[:, steep] = np.nan
        red, *others = entries.astype(np.float32)
        self._tables = [red, *(red if np.array_equal(each, red, True) else each for each in others)]

    def __call__(self, rgb: Colours | Single) -> Single:
        """The colours, (n, 3), after the operations."""
        place = np.empty((3, len(rgb)), np.float32)
        np.multiply(rgb.T, LAST / (HIGH - LOW), out=place)
        place += 0.5 - LOW * (LAST / (HIGH - LOW))
        np.clip(place, 0.0, LAST, out=place)  # both ends are not numbers
        results = place
        for table, nearest, result in zip(self._tables, place.astype(np.intp), results, strict=True):
            np.take(table, nearest, out=result, mode="clip")
        if np.isnan(results.max()):
            asked = np.isnan(results).any(axis=0)
            results[:, asked] = chain(self._operations, rgb[asked].astype(np.float64)).T
        return results.T

    def _entries(self) -> Colours:
        """(3, LAST + 1): samples with straight lines between them; where those bend, every entry is exact."""
        samples = self._at(np.arange(0, LAST + 1, SAMPLE))
        rises = np.diff(samples)[..., np.newaxis] * (np.arange(SAMPLE) / SAMPLE)
        entries = np.append((samples[:, :-1, np.newaxis] + rises).reshape(3, LAST), samples[:, -1:], axis=1)
        off = (np.abs(np.diff(samples, 2)) > BEND).any(axis=0)
        bent = np.flatnonzero(np.append(off, True) | np.append(True, off))
        places = (bent[:, np.newaxis] * SAMPLE + np.arange(1, SAMPLE)).ravel()
        entries[:, places] = self._at(places)
        return entries

    def _at(self, places: NDArray[np.intp]) -> Colours:
        values = LOW + (HIGH - LOW) * (places / LAST)
        return chain(self._operations, np.repeat(values[:, np.newaxis], 3, axis=1)).T


class Mixed:
    """Linear operations as one matrix."""

    def __init__(self, operations: Sequence[PointOperation]) -> None:
        matrix, offset = matrix_of(operations)
        self._rows = [(*row, add) for row, add in zip(matrix.tolist(), offset.tolist(), strict=True)]

    def __call__(self, rgb: Colours | Single) -> Single:
        """The colours, (n, 3), after the operations."""
        results = np.empty((3, len(rgb)), np.float32)
        part = np.empty(len(rgb), np.float32)
        for result, (red, green, blue, add) in zip(results, self._rows, strict=True):
            np.multiply(rgb[:, 0], red, out=result)
            result += np.multiply(rgb[:, 1], green, out=part)
            result += np.multiply(rgb[:, 2], blue, out=part)
            result += add
        return results.T


def _staged(operations: Sequence[PointOperation]) -> list[Stage]:
    """Up to the last run that jumps the operations themselves; then, in single precision, runs in one."""
    exact: list[Stage] = []
    quick: list[Stage] = []
    since: list[Stage] = []  # the operations themselves that `quick` stands for
    for kind, run in groupby(operations, lambda each: (each.separable, each.linear, each.rough)):
        members = list(run)
        themselves: list[Stage] = [each.transform for each in members]
        separable, linear, jumps = kind
        table = Sampled(members) if separable and not jumps else None
        since += themselves
        if jumps or (table and not table.is_gentle):
            exact, quick, since = [*exact, *since], [], []
        else:
            quick += [table] if table else [Mixed(members)] if linear else themselves
    return [*exact, _single, *quick]


def _single(colours: Colours | Single) -> Single:
    return colours.astype(np.float32)


def _test_colours() -> NDArray[np.uint8]:
    """Greys, and colours spread over the cube: (n, 3) uint8."""
    greys = np.repeat(np.arange(256)[:, np.newaxis], 3, axis=1)
    steps = np.arange(1, 2049)[:, np.newaxis] * np.array([6074007, 9378731, 12664745])  # no short period
    return np.concatenate([greys, (steps >> 12) & 255]).astype(np.uint8)
