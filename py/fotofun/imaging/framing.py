"""The largest upright rectangle within a slanted one: what a crop keeps of a turned or tilted picture."""

import math
from collections.abc import Sequence
from itertools import combinations, pairwise

from fotofun.exact import total
from fotofun.imaging.matrices import Point

Frame = tuple[float, float, float, float]
"""Left, top, width and height."""

_STEPS = 60  # halvings of the range in which the best ratio is sought


def largest_inside(outline: Sequence[Point], ratio: float | None = None) -> Frame:
    """The largest upright rectangle inside a convex outline; `ratio` is width over height, None for any.

    Of equal ones the middle one. Each edge bounds (x, y of the centre, height) linearly, so the optimum lies
    where three edges touch: linear programming in three unknowns, by trying all threes. Empty (width 0) for
    an outline without an inside.
    """
    if ratio is not None:
        return _largest(outline, ratio)
    low, high = 1.0 / 64.0, 64.0
    for _ in range(_STEPS):  # the area has one summit over the ratio
        left, right = low + (high - low) / 3.0, high - (high - low) / 3.0
        if _area(outline, left) < _area(outline, right):
            low = left
        else:
            high = right
    return _largest(outline, (low + high) / 2.0)


def _area(outline: Sequence[Point], ratio: float) -> float:
    _, _, width, height = _largest(outline, ratio)
    return width * height


def _largest(outline: Sequence[Point], ratio: float) -> Frame:
    limits = _limits(outline, ratio)
    best: list[tuple[float, float, float]] = []
    for three in combinations(limits, 3):
        found = _crossing(three)
        if found is None or found[2] <= 0.0:
            continue
        x, y, height = found
        slack = 1e-9 * (abs(x) + abs(y) + height)
        if any(a * x + b * y - c * height < d - slack for a, b, c, d in limits):
            continue
        if not best or height > best[0][2] * (1.0 + 1e-9):
            best = [found]
        elif height > best[0][2] * (1.0 - 1e-9):
            best.append(found)
    if not best:
        return 0.0, 0.0, 0.0, 0.0
    x, y = total(each[0] for each in best) / len(best), total(each[1] for each in best) / len(best)
    height = best[0][2]
    return x - ratio * height / 2.0, y - height / 2.0, ratio * height, height


Limit = tuple[float, float, float, float]
"""(a, b, c, d): a x + b y - c height >= d keeps a rectangle around (x, y) on the inner side of an edge."""


def _limits(outline: Sequence[Point], ratio: float) -> list[Limit]:
    closed = [*outline, outline[0]] if outline else []
    turning = total(p[0] * q[1] - q[0] * p[1] for p, q in pairwise(closed))
    side = 1.0 if turning > 0.0 else -1.0
    limits: list[Limit] = []
    for p, q in pairwise(closed):
        a, b = side * (p[1] - q[1]), side * (q[0] - p[0])
        length = math.sqrt(a * a + b * b)
        if length > 0.0:
            a, b = a / length, b / length
            limits.append((a, b, (abs(a) * ratio + abs(b)) / 2.0, a * p[0] + b * p[1]))
    return limits


def _crossing(three: Sequence[Limit]) -> tuple[float, float, float] | None:
    """Where three limits are met exactly, by Cramer's rule; None where they never are."""
    (a1, b1, c1, d1), (a2, b2, c2, d2), (a3, b3, c3, d3) = three
    x1, x2, x3 = b2 * c3 - b3 * c2, b3 * c1 - b1 * c3, b1 * c2 - b2 * c1
    whole = a1 * x1 + a2 * x2 + a3 * x3
    if abs(whole) < 1e-12:
        return None
    x = (d1 * x1 + d2 * x2 + d3 * x3) / whole
    y = (d1 * (c2 * a3 - c3 * a2) + d2 * (c3 * a1 - c1 * a3) + d3 * (c1 * a2 - c2 * a1)) / whole
    height = -(d1 * (a2 * b3 - a3 * b2) + d2 * (a3 * b1 - a1 * b3) + d3 * (a1 * b2 - a2 * b1)) / whole
    return x, y, height
