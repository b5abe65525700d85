"""Outlines of TrueType fonts: quadratic curves, and glyphs made of other glyphs.

The tables `glyf` and `loca` of the OpenType specification 1.9.
"""

import struct
from collections.abc import Sequence

import numpy as np

from fotofun.exact import Floats

_ON_CURVE, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32
_WORDS, _ARE_OFFSETS, _SCALE, _MORE, _TWO_SCALES, _FOUR_SCALES = 1, 2, 8, 32, 64, 128
_MOST_POINTS = 20_000
_DEEPEST = 6
_MOST_PARTS = 400

Point = tuple[float, float, bool]


class GlyfOutlines:
    """The glyphs of a TrueType font; glyph i is at offsets[i]..offsets[i + 1] of its table."""

    def __init__(self, table: bytes, offsets: Sequence[int]) -> None:
        self._table = table
        self._offsets = offsets
        self._parts = 0

    def contours(self, glyph: int) -> list[Floats]:
        """Each closed contour as cubic curves, (n, 4, 2)."""
        self._parts = 0
        return [_curves(points) for points in self._points(glyph, 0) if len(points) > 1]

    def _points(self, glyph: int, depth: int) -> list[list[Point]]:
        """Each contour's points, with whether they are on the curve."""
        start, end = self._offsets[glyph], self._offsets[glyph + 1]
        if start >= end:
            return []
        data = self._table[start:end]
        (count,) = struct.unpack_from(">h", data)
        if count >= 0:
            return _simple(data, count)
        if depth >= _DEEPEST:
            return []
        return self._composite(data, depth)

    def _composite(self, data: bytes, depth: int) -> list[list[Point]]:
        place = 10
        contours: list[list[Point]] = []
        flags = _MORE
        while flags & _MORE and self._parts <= _MOST_PARTS:
            self._parts += 1
            flags, glyph = struct.unpack_from(">2H", data, place)
            place += 4
            x, y = struct.unpack_from(">2h" if flags & _WORDS else ">2b", data, place)
            place += 4 if flags & _WORDS else 2
            numbers = 1 if flags & _SCALE else 2 if flags & _TWO_SCALES else 4 if flags & _FOUR_SCALES else 0
            scales = [each / 16384.0 for each in struct.unpack_from(f">{numbers}h", data, place)]
            place += 2 * numbers
            a, b, c, d = {0: (1.0, 0.0, 0.0, 1.0), 1: (*scales, 0.0, 0.0, *scales)}.get(
                numbers, (scales[0], 0.0, 0.0, scales[-1]) if numbers == 2 else tuple(scales)
            )  # fmt: skip
            part = self._points(glyph, depth + 1)
            if not flags & _ARE_OFFSETS:
                x, y = _joined(contours, part, x, y)
            for points in part:
                contours.append([(a * u + c * v + x, b * u + d * v + y, on) for u, v, on in points])
            if sum(map(len, contours)) > _MOST_POINTS:
                return []
        return contours


def _joined(whole: list[list[Point]], part: list[list[Point]], at: int, to: int) -> tuple[float, float]:
    """How far to move a part so that its point `to` lies on point `at` of what is there."""
    fixed = [point for points in whole for point in points][at]
    moved = [point for points in part for point in points][to]
    return fixed[0] - moved[0], fixed[1] - moved[1]


def _simple(data: bytes, count: int) -> list[list[Point]]:
    ends = struct.unpack_from(f">{count}H", data, 10)
    total = ends[-1] + 1 if ends else 0
    if total > _MOST_POINTS:
        return []
    place = 10 + 2 * count
    place += 2 + struct.unpack_from(">H", data, place)[0]
    flags: list[int] = []
    while len(flags) < total:
        flag = data[place]
        repeated = data[place + 1] + 1 if flag & _REPEAT else 1
        place += 2 if flag & _REPEAT else 1
        flags += [flag] * repeated
    xs, place = _coordinates(data, place, flags[:total], _X_SHORT, _X_SAME)
    ys, _ = _coordinates(data, place, flags[:total], _Y_SHORT, _Y_SAME)
    points = [(float(x), float(y), bool(flag & _ON_CURVE)) for x, y, flag in zip(xs, ys, flags, strict=False)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [points[start : end + 1] for start, end in zip(starts, ends, strict=True)]


def _coordinates(data: bytes, place: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    """One coordinate of all points, each stored as the difference to the one before."""
    value, values = 0, []
    for flag in flags:
        if flag & short:
            value += data[place] if flag & same else -data[place]
            place += 1
        elif not flag & same:
            value += struct.unpack_from(">h", data, place)[0]
            place += 2
        values.append(value)
    return values, place


def _curves(points: list[Point]) -> Floats:
    """A contour's curves. Between two points off the curve there is one on it, halfway."""
    full: list[Point] = []
    for point, following in zip(points, points[1:] + points[:1], strict=True):
        full.append(point)
        if not point[2] and not following[2]:
            full.append(((point[0] + following[0]) / 2.0, (point[1] + following[1]) / 2.0, True))
    first = next((i for i, point in enumerate(full) if point[2]), 0)
    full = full[first:] + full[:first]
    full.append(full[0])
    corners: list[tuple[Point, Point, Point]] = []
    place = 0
    while place < len(full) - 1:
        step = 1 if full[place + 1][2] else 2
        end = full[min(place + step, len(full) - 1)]
        corners.append((full[place], full[place + 1] if step == 2 else _middle(full[place], end), end))
        place += step
    quadratic = np.array([[point[:2] for point in curve] for curve in corners], np.float64).reshape(-1, 3, 2)
    start, control, end_ = quadratic[:, 0], quadratic[:, 1], quadratic[:, 2]
    return np.stack([start, start + (control - start) / 1.5, end_ + (control - end_) / 1.5, end_], axis=1)


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, False
