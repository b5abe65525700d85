"""Curves as the corners of polygons: Bézier curves, splines through points, rounded corners, dashes.

Points are (n, 2) float64 in pixels. Only + - * / and square roots are used, so that corners are the same on
every machine.
"""

import math
from collections.abc import Sequence

import numpy as np

from fotofun.exact import Floats
from fotofun.imaging.places import bounded

_TOLERANCE = 0.02
_MOST_STEPS = 200
_MOST_DASHES = 5000


def flatten(curves: Floats) -> Floats:
    """Corners along cubic Bézier curves, (n, 4, 2), that follow one another; without the last one's end.

    Chords stay within 1/50 pixel of the curves: the deviation of n chords is at most 3/4 d / n², where d is
    the greatest second difference of the control points (Wang, 1984).
    """
    bends = np.abs(curves[:, :-2] - 2.0 * curves[:, 1:-1] + curves[:, 2:])
    bend = np.sqrt((bends * bends).sum(2).max(1)) if len(curves) else np.zeros(0)
    steps = math.ceil(math.sqrt(0.75 * float(bend.max(initial=0.0)) / _TOLERANCE))
    steps = min(max(steps, 1), _MOST_STEPS)
    t = (np.arange(steps) / steps)[:, None, None]
    s = 1.0 - t
    a, b, c, d = (curves[:, i] for i in range(4))
    points = a * (s * s * s) + b * (3.0 * s * s * t) + c * (3.0 * s * t * t) + d * (t * t * t)
    points = points.transpose(1, 0, 2)
    kept = np.ones(points.shape[:2], bool)
    kept[bend < _TOLERANCE / 8.0, 1:] = False
    flat: Floats = points[kept]
    return flat


def spline(points: Floats, closed: bool) -> Floats:
    """Corners along a smooth curve through points: a uniform Catmull-Rom spline, ends included if open.

    Edwin Catmull and Raphael Rom, "A class of local interpolating splines" (1974).
    """
    if len(points) < 3:
        return points
    if closed:
        around = np.concatenate([points[-1:], points, points[:2]])
    else:
        around = np.concatenate([points[:1], points, points[-1:]])
    before, start, end, after = around[:-3], around[1:-2], around[2:-1], around[3:]
    curves = np.stack([start, start + (end - before) / 6.0, end - (after - start) / 6.0, end], axis=1)
    flat = flatten(curves)
    return flat if closed else np.concatenate([flat, points[-1:]])


def rounded(points: Floats, radius: float) -> Floats:
    """A closed polygon with an arc of a circle in place of each corner.

    Where a side is too short, the radius is as large as half of it allows. The arc is the rational quadratic
    curve with its control point in the corner, weighted by the cosine of half the turn.
    """
    to_last, to_next = np.roll(points, 1, axis=0) - points, np.roll(points, -1, axis=0) - points
    to_last, last = _units(to_last)
    to_next, following = _units(to_next)
    cosine = np.clip((to_last * to_next).sum(1), -1.0, 1.0)
    half_sine, half_cosine = np.sqrt((1.0 - cosine) / 2.0), np.sqrt((1.0 + cosine) / 2.0)
    cut = np.minimum(radius * half_cosine / np.maximum(half_sine, 1e-9), np.minimum(last, following) / 2.0)
    start, end = points + to_last * cut[:, None], points + to_next * cut[:, None]
    steps = min(max(4, math.ceil(math.sqrt(radius) * 5.0)), _MOST_STEPS)
    t = (np.arange(steps + 1) / steps)[None, :, None]
    weight = half_sine[:, None, None] * 2.0 * t * (1.0 - t)
    before, after = (1.0 - t) * (1.0 - t), t * t
    sums = start[:, None] * before + points[:, None] * weight + end[:, None] * after
    arcs: Floats = sums / (before + weight + after)
    return arcs.reshape(-1, 2)


def dashes(points: Floats, closed: bool, dash: float, gap: float) -> list[Floats]:
    """The pieces of a line that a dash pattern leaves. A line that would have thousands stays whole."""
    if closed:
        points = np.concatenate([points, points[:1]])
    line = Line(points)
    if gap <= 0.0 or not dash + gap < line.length <= _MOST_DASHES * (dash + gap):
        return [points]
    count = math.ceil(line.length / (dash + gap))
    if closed:  # whole numbers of dashes, so that the seam does not show
        scale = line.length / (count * (dash + gap))
        dash, gap = dash * scale, gap * scale
    starts = [(dash + gap) * i for i in range(count)]
    return [line.part(start, start + dash) for start in starts]


class Line:
    """A polyline that is walked along."""

    def __init__(self, points: Floats) -> None:
        self._points = points
        directions, lengths = _units(np.diff(points, axis=0))
        moving = lengths > 1e-9
        self._starts, self._directions = points[:-1][moving], directions[moving]
        lengths = lengths[moving]
        self._ends = np.cumsum(lengths)
        self._begins = self._ends - lengths
        self.length = float(self._ends[-1]) if len(lengths) else 0.0

    def at(self, distance: float) -> tuple[float, float, float, float]:
        """(x, y) at a distance along it, and its direction; beyond its ends it goes straight on."""
        if not self.length:
            x, y = self._points[0]
            return float(x), float(y), 1.0, 0.0
        segment = min(int(np.searchsorted(self._ends, distance)), len(self._ends) - 1)
        along = distance - float(self._begins[segment])
        (x, y), (across, down) = self._starts[segment], self._directions[segment]
        return float(x + across * along), float(y + down * along), float(across), float(down)

    def part(self, start: float, end: float) -> Floats:
        """Its points from one distance to another, at most to its end."""
        end = min(end, self.length)
        inner = self._starts[(self._begins > start) & (self._begins < end)]
        return np.concatenate([[self.at(start)[:2]], inner, [self.at(end)[:2]]])


def as_points(points: Sequence[Sequence[float]]) -> Floats:
    """Points of a parameter, (n, 2)."""
    flat = [[bounded(coordinate) for coordinate in point[:2]] for point in points]
    return np.array(flat, np.float64).reshape(-1, 2)


def _units(vectors: Floats) -> tuple[Floats, Floats]:
    """The directions of vectors, (n, 2), and their lengths; nothing has the direction zero."""
    lengths = np.sqrt(vectors[:, 0] * vectors[:, 0] + vectors[:, 1] * vectors[:, 1])
    return vectors / np.maximum(lengths, 1e-300)[:, None], lengths
