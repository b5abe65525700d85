"""A run of operations on colours of 8 bits, exact, with everything looked up that one channel decides."""

from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from fotofun.operation import PointOperation
from fotofun.raster import Colours
from fotofun.render.table import chain, ramp, split, to_bytes

Stage = Callable[[Colours], Colours]

SAMPLES = 8192
LOW, HIGH = -1.0, 2.0  # what is sampled; beyond, the operations themselves are asked
BEND = 0.004 / 255.0  # the most by which a sample may lie off its neighbours' middle, times 2
WORTH = 0.7  # of the samples must be straight enough, or the table is not worth it
TOLERANCE = 0.05 / 255.0  # what tables may change in the result


class Stages:
    """The results of a run of operations, the same as in float64 but for 1/20 of a level.

    What comes before any mixing of channels is a table of the 256 values. Separable operations between
    and after mixing ones become tables of 8192 samples, with straight lines between them and the operations
    themselves wherever the samples bend. Such tables are only used behind the last operation that is
    `rough`, and only if test colours come out right.
    """

    def __init__(self, operations: Sequence[PointOperation]) -> None:
        before, mixing, after = split(operations)
        self._entering = np.ascontiguousarray(chain(before, ramp()).T)
        self._stages: list[Stage] = _staged([*mixing, *after])
        exact: list[Stage] = [each.transform for each in (*mixing, *after)]
        if any(isinstance(each, Sampled) for each in self._stages):
            colours = self._entered(_test_colours())
            away = np.clip(_through(self._stages, colours), 0.0, 1.0)
            away -= np.clip(_through(exact, colours), 0.0, 1.0)
            if np.abs(away).max() > TOLERANCE:
                self._stages = exact

    def __call__(self, levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The results for colours, (n, 3) uint8, rounded half up."""
        return to_bytes(np.clip(_through(self._stages, self._entered(levels)), 0.0, 1.0))

    def _entered(self, levels: NDArray[np.uint8]) -> Colours:
        """After the operations at the start: (n, 3) float64, each channel's values side by side."""
        planes = np.empty((3, len(levels)))
        for channel, values in enumerate(self._entering):
            planes[channel] = values[levels[:, channel]]
        return planes.T


class Sampled:
    """Separable operations as a table, and as themselves where a table is not enough."""

    def __init__(self, operations: Sequence[PointOperation]) -> None:
        self._operations = operations
        values = LOW + (HIGH - LOW) * (np.arange(SAMPLES) / (SAMPLES - 1))
        samples = chain(operations, np.repeat(values[:, np.newaxis], 3, axis=1))
        self._samples = np.ascontiguousarray(samples.T)
        self._rises = np.diff(self._samples, axis=1, append=0.0)
        bent = np.abs(np.diff(self._samples, 2, axis=1)).max(axis=0) > BEND
        self._bent = np.ones(SAMPLES, bool)  # of the stretch that begins at a sample: at either end
        self._bent[1:-2] = bent[:-1] | bent[1:]

    @property
    def is_worth_it(self) -> bool:
        """Whether the table serves most values that can be seen."""
        inside = slice(SAMPLES // 3, 2 * SAMPLES // 3)
        return float(np.mean(~self._bent[inside])) >= WORTH

    def __call__(self, rgb: Colours) -> Colours:
        """The colours, (n, 3), after the operations."""
        results = np.empty_like(rgb)
        bent = np.zeros(len(rgb), bool)
        for channel in range(3):
            place = (rgb[:, channel] - LOW) * ((SAMPLES - 1) / (HIGH - LOW))
            np.clip(place, 0.0, SAMPLES - 1.0, out=place)  # both ends count as bent
            index = place.astype(np.intp)
            place -= index
            place *= self._rises[channel][index]
            place += self._samples[channel][index]
            results[:, channel] = place
            bent |= self._bent[index]
        if bent.any():
            results[bent] = chain(self._operations, rgb[bent])
        return results


def _staged(operations: Sequence[PointOperation]) -> list[Stage]:
    """The operations, consecutive separable ones as tables where that is exact."""
    tainted = [number for number, each in enumerate(operations) if each.rough]
    first = tainted[-1] + 1 if tainted else 0
    stages: list[Stage] = [each.transform for each in operations[:first]]
    for separable, run in groupby(operations[first:], key=lambda each: each.separable):
        members = list(run)
        table = Sampled(members) if separable else None
        stages += [table] if table and table.is_worth_it else [each.transform for each in members]
    return stages


def _through(stages: Sequence[Stage], colours: Colours) -> Colours:
    for stage in stages:
        colours = stage(colours)
    return colours


def _test_colours() -> NDArray[np.uint8]:
    """Greys, and colours spread over the cube: (n, 3) uint8."""
    greys = np.repeat(np.arange(256)[:, np.newaxis], 3, axis=1)
    steps = np.arange(1, 2049)[:, np.newaxis] * np.array([6074007, 9378731, 12664745])  # no short period
    return np.concatenate([greys, (steps >> 12) & 255]).astype(np.uint8)
