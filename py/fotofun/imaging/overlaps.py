"""Outlines that cross each other, as the one outline around them all.

Edges are cut where they cross; the pieces that have an inside on both sides are dropped, the others chained.
"""

from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats

_MOST_EDGES = 1200
_NEAR = 1e-9
_ASIDE = 1e-4

Corner = tuple[float, float]


def without_overlaps(contours: list[Floats]) -> list[Floats]:
    """The outline of the union of closed contours, each (n, 2), by the nonzero rule.

    Contours that do not cross are returned as they are, and so are those that cross in a way that cannot be
    followed, such as along a common edge.
    """
    contours = [contour for contour in contours if len(contour) > 2]
    starts = np.concatenate([*contours, np.empty((0, 2))])
    ends = np.concatenate([*(np.roll(contour, -1, axis=0) for contour in contours), np.empty((0, 2))])
    if not 3 < len(starts) <= _MOST_EDGES:
        return contours
    cuts = _crossings(starts, ends)
    if not cuts:
        return contours
    return _chained(_boundary(_cut(starts, ends, cuts), starts, ends)) or contours


def _crossings(starts: Floats, ends: Floats) -> dict[int, list[tuple[float, Corner]]]:
    """For each edge that others cross where that is: the share of the edge before it, and the point."""
    steps = ends - starts
    away_x, away_y = (starts[None, :, i] - starts[:, None, i] for i in (0, 1))
    own_x, own_y = steps[:, None, 0], steps[:, None, 1]
    other_x, other_y = steps[None, :, 0], steps[None, :, 1]
    slant = own_x * other_y - own_y * other_x
    with np.errstate(divide="ignore", invalid="ignore"):
        along_own = (away_x * other_y - away_y * other_x) / slant
        along_other = (away_x * own_y - away_y * own_x) / slant
    inside = (along_own > _NEAR) & (along_own < 1.0 - _NEAR)
    inside &= (along_other > _NEAR) & (along_other < 1.0 - _NEAR)
    cuts: dict[int, list[tuple[float, Corner]]] = defaultdict(list)
    for one, other in np.argwhere(np.triu(inside, 1)).tolist():
        share = float(along_own[one, other])
        point = tuple((starts[one] + steps[one] * share).tolist())
        cuts[one].append((share, point))
        cuts[other].append((float(along_other[one, other]), point))
    return cuts


def _cut(
    starts: Floats, ends: Floats, cuts: dict[int, list[tuple[float, Corner]]]
) -> list[tuple[Corner, Corner]]:
    """All edges, those that are crossed in pieces."""
    pieces = []
    for edge, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        corners = [tuple(start), *(point for _, point in sorted(cuts.get(edge, []))), tuple(end)]
        pieces += [(a, b) for a, b in pairwise(corners) if a != b]
    return pieces


def _boundary(
    pieces: list[tuple[Corner, Corner]], starts: Floats, ends: Floats
) -> list[tuple[Corner, Corner]]:
    """The pieces that have an inside on one side only."""
    corners = np.array(pieces, np.float64)
    steps = corners[:, 1] - corners[:, 0]
    lengths = np.sqrt(steps[:, 0] * steps[:, 0] + steps[:, 1] * steps[:, 1])
    aside = np.stack([-steps[:, 1], steps[:, 0]], axis=1) / lengths[:, None] * _ASIDE
    middle = (corners[:, 0] + corners[:, 1]) / 2.0
    inside = [_winding(middle + side, starts, ends) != 0 for side in (aside, -aside)]
    return [pieces[i] for i in np.flatnonzero(inside[0] != inside[1]).tolist()]


def _winding(points: Floats, starts: Floats, ends: Floats) -> NDArray[np.intp]:
    """How often edges wind around each point."""
    x, y = points[:, None, 0], points[:, None, 1]
    upper, lower = starts[None, :, 1] <= y, ends[None, :, 1] <= y
    steps = ends - starts
    turn = steps[None, :, 0] * (y - starts[None, :, 1]) - (x - starts[None, :, 0]) * steps[None, :, 1]
    down, up = upper & ~lower & (turn > 0.0), ~upper & lower & (turn < 0.0)
    winding: NDArray[np.intp] = down.sum(1) - up.sum(1)
    return winding


def _chained(pieces: list[tuple[Corner, Corner]]) -> list[Floats]:
    """Closed contours of pieces that follow one another; none where one leads nowhere."""
    following: dict[Corner, list[Corner]] = defaultdict(list)
    for start, end in pieces:
        following[start].append(end)
    contours = []
    while following:
        first = here = next(iter(following))
        corners = []
        while True:
            if here not in following:
                return []
            ends = following[here]
            corners.append(here)
            there = ends.pop()
            if not ends:
                del following[here]
            here = there
            if here == first:
                break
        contours.append(np.array(corners))
    return contours
