"""A smooth curve through points that rises wherever they rise, and nowhere swings over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from fotofun.exact import Floats

NEAREST = 1e-3  # a point nearer to the one before is the same point
FLAT = 1e-9  # a slope below is none


@dataclass(frozen=True, eq=False)
class MonotoneCurve:
    """Piecewise cubic through (x, y): `x`, `y` and `slope` at the points, (n,) float64, x rising.

    Slopes: F. N. Fritsch and J. Butland, "A method for constructing local monotone piecewise cubic
    interpolants", SIAM J. Sci. Stat. Comput. 5 (1984), after Fritsch and Carlson (1980); at the ends the
    three-point formula, cut where it would swing over, of C. Moler, "Numerical computing with MATLAB", 3.6.
    """

    x: Floats
    y: Floats
    slope: Floats

    @classmethod
    def through(cls, points: Sequence[tuple[float, float]]) -> Self:
        """The curve through points with rising x; a single point is a constant."""
        kept = [points[0]]
        for point in points[1:]:
            if point[0] - kept[-1][0] >= NEAREST:
                kept.append(point)
        x, y = (np.array([point[axis] for point in kept], np.float64) for axis in (0, 1))
        return cls(x, y, _slopes(x, y))

    def __call__(self, at: Floats) -> Floats:
        """The curve's values; beyond the ends it is as high as there."""
        place = np.clip(at, self.x[0], self.x[-1])
        if len(self.x) == 1:
            return np.full_like(place, self.y[0])
        i = np.clip(np.searchsorted(self.x, place, side="right") - 1, 0, len(self.x) - 2)
        square, cube = _hermite(self.x, self.y, self.slope)
        d = place - self.x[i]
        return self.y[i] + d * (self.slope[i] + d * (square[i] + d * cube[i]))


def _hermite(x: Floats, y: Floats, slope: Floats) -> tuple[Floats, Floats]:
    """The factors of d**2 and d**3 in each piece, d from its left point."""
    h = np.diff(x)
    rise = np.diff(y) / h
    return (3.0 * rise - 2.0 * slope[:-1] - slope[1:]) / h, (slope[:-1] + slope[1:] - 2.0 * rise) / (h * h)


def _slopes(x: Floats, y: Floats) -> Floats:
    if len(x) == 1:
        return np.zeros(1)
    h = np.diff(x)
    rise = np.diff(y) / h
    if len(x) == 2:
        return np.array([rise[0], rise[0]])
    slope = np.zeros_like(x)
    before, after = rise[:-1], rise[1:]
    first, second = 2.0 * h[1:] + h[:-1], h[1:] + 2.0 * h[:-1]
    same = (before > FLAT) & (after > FLAT) | (before < -FLAT) & (after < -FLAT)
    safe_before, safe_after = np.where(same, before, 1.0), np.where(same, after, 1.0)
    mean = (first + second) / (first / safe_before + second / safe_after)  # the weighted harmonic mean
    slope[1:-1] = np.where(same, mean, 0.0)
    slope[0] = _end(h[0], h[1], rise[0], rise[1])
    slope[-1] = _end(h[-1], h[-2], rise[-1], rise[-2])
    return slope


def _end(near: float, far: float, rise: float, next_rise: float) -> float:
    slope = ((2.0 * near + far) * rise - near * next_rise) / (near + far)
    if slope * rise <= 0.0:
        return 0.0
    if rise * next_rise <= 0.0 and abs(slope) > abs(3.0 * rise):
        return 3.0 * rise
    return slope
