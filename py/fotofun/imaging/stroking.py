"""The outline of a line that has a width.

Each side of the line is offset by half the width. Where it turns away from a side there is a join; where it
turns towards it the offset sides meet, or, where they are too short for that, run through the corner. So the
outline winds at least once, and in one direction, around all that the line covers, and the nonzero rule fills
it. The joins and caps are those of SVG 2, section 13.5.
"""

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

import numpy as np

from fotofun.exact import Floats

Join = Literal["miter", "round", "bevel"]
Cap = Literal["butt", "round", "square"]
Vector = tuple[float, float]

MITER_LIMIT = 4.0
_SMOOTH = 0.02
_SAME = 1e-6


def stroked(
    points: Floats, closed: bool, width: float, join: Join = "miter", cap: Cap = "butt"
) -> list[Floats]:
    """The closed outlines, each (n, 2), of a line through points, (n, 2), drawn with a width."""
    half = width / 2.0
    points = _without_repeats(points, closed)
    if half <= 0.0 or not len(points):
        return []
    if len(points) == 1:
        return _dot(points[0], half, cap)
    closed = closed and len(points) > 2
    there, back = _side(points, closed, half, join), _side(points[::-1], closed, half, join)
    if closed:
        return [there, back]
    ends = [_cap(points[-2], points[-1], half, cap), _cap(points[1], points[0], half, cap)]
    return [np.concatenate([there, ends[0], back, ends[1]])]


def _without_repeats(points: Floats, closed: bool) -> Floats:
    if len(points) < 2:
        return points
    moved = np.abs(np.diff(points, axis=0)).max(1) > _SAME
    points = points[np.concatenate([[True], moved])]
    if closed and len(points) > 1 and np.abs(points[0] - points[-1]).max() <= _SAME:
        points = points[:-1]
    return points


def _side(points: Floats, closed: bool, half: float, join: Join) -> Floats:
    """The line moved half its width to the side that a quarter turn of its direction, x to y, points to."""
    steps = np.roll(points, -1, axis=0) - points if closed else np.diff(points, axis=0)
    lengths = np.sqrt(steps[:, 0] * steps[:, 0] + steps[:, 1] * steps[:, 1])
    ahead = steps / lengths[:, None]
    if not closed:
        ahead = np.concatenate([ahead, ahead[-1:]])
        lengths = np.concatenate([lengths, lengths[-1:]])
    behind, last = np.roll(ahead, 1, axis=0), np.roll(lengths, 1)
    if not closed:
        behind[0] = ahead[0]
    cosine = behind[:, 0] * ahead[:, 0] + behind[:, 1] * ahead[:, 1]
    cross = behind[:, 0] * ahead[:, 1] - behind[:, 1] * ahead[:, 0]
    spread = np.maximum(1.0 + cosine, 1e-12)
    aside = np.stack([-(behind[:, 1] + ahead[:, 1]), behind[:, 0] + ahead[:, 0]], axis=1)
    meeting = points + aside * (half / spread)[:, None]

    inner = cross > 0.0
    too_short = half * cross / spread > np.minimum(last, lengths) / 2.0
    pointed = half * (np.sqrt(2.0 / spread) - 1.0) > _SMOOTH
    if join == "miter":
        pointed &= 2.0 / spread > MITER_LIMIT * MITER_LIMIT
    special = np.flatnonzero(np.where(inner, too_short, pointed | (cosine < -0.999)))
    pieces, done = [], 0
    for i in special.tolist():
        pieces.append(meeting[done:i])
        one, two = _vector(behind[i]), _vector(ahead[i])
        if inner[i]:
            offsets = [_turned(one), (0.0, 0.0), _turned(two)]
        elif join == "round":
            offsets = _arc(_turned(one), one, _turned(two), half)
        else:
            offsets = [_turned(one), _turned(two)]
        pieces.append(_around(points[i], offsets, half))
        done = i + 1
    return np.concatenate([*pieces, meeting[done:]])


def _cap(before: Floats, end: Floats, half: float, cap: Cap) -> Floats:
    """The points between the two sides at the end of a line."""
    x, y = _vector(end - before)
    length = math.sqrt(x * x + y * y)
    ahead = x / length, y / length
    side = _turned(ahead)
    if cap == "square":
        corners = [(side[0] + ahead[0], side[1] + ahead[1]), (ahead[0] - side[0], ahead[1] - side[1])]
    elif cap == "round":
        opposite = (-side[0], -side[1])
        corners = [*_arc(side, ahead, ahead, half)[1:], *_arc(ahead, opposite, opposite, half)[1:-1]]
    else:
        corners = []
    return _around(end, corners, half)


def _dot(centre: Floats, half: float, cap: Cap) -> list[Floats]:
    """A line without length: its caps alone."""
    if cap == "butt":
        return []
    if cap == "square":
        return [_around(centre, [(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)], half)]
    quarters: list[Vector] = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0)]
    circle = [each for a, b in pairwise(quarters) for each in _arc(a, b, b, half)[:-1]]
    return [_around(centre, circle, half)]


def _arc(start: Vector, ahead: Vector, end: Vector, radius: float) -> list[Vector]:
    """Unit vectors from start to end, within 1/50 pixel of the circle; `ahead` is between if they oppose."""
    x, y = start[0] + end[0], start[1] + end[1]
    length = math.sqrt(x * x + y * y)
    if length < 0.1:
        middle = ahead
    else:
        if radius * (1.0 - length / 2.0) < _SMOOTH:
            return [start, end]
        middle = (x / length, y / length)
    return [*_arc(start, ahead, middle, radius), *_arc(middle, ahead, end, radius)[1:]]


def _around(centre: Floats, offsets: Iterable[Vector], half: float) -> Floats:
    points: Floats = centre + np.array(list(offsets), np.float64).reshape(-1, 2) * half
    return points


def _turned(vector: Vector) -> Vector:
    return -vector[1], vector[0]


def _vector(pair: Floats) -> Vector:
    return float(pair[0]), float(pair[1])
