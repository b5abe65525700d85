"""Outlines of PostScript-flavoured OpenType fonts: the table `CFF `, version 1.

Adobe Technical Notes #5176, "The Compact Font Format Specification", and #5177, "The Type 2 Charstring
Format".
"""

import struct
from itertools import cycle, pairwise

import numpy as np

from fotofun.exact import Floats, total

_CHARSTRINGS, _PRIVATE, _SUBRS, _FD_ARRAY, _FD_SELECT = 17, 18, 19, 1236, 1237
_MOST_STEPS = 100_000
_DEEPEST = 10


class CffOutlines:
    """The glyphs of a CFF font."""

    def __init__(self, table: bytes) -> None:
        _, place = _index(table, table[2])
        tops, place = _index(table, place)
        _, place = _index(table, place)
        self._global, _ = _index(table, place)
        top = _dictionary(tops[0])
        self._glyphs, _ = _index(table, int(top[_CHARSTRINGS][0]))
        self._chosen = b""
        if _FD_ARRAY in top:
            parts, _ = _index(table, int(top[_FD_ARRAY][0]))
            self._local = [_local_subroutines(table, _dictionary(part)) for part in parts]
            self._chosen = _selected(table, int(top[_FD_SELECT][0]), len(self._glyphs))
        else:
            self._local = [_local_subroutines(table, top)]

    def contours(self, glyph: int) -> list[Floats]:
        """Each closed contour as cubic curves, (n, 4, 2)."""
        part = self._chosen[glyph] if self._chosen else 0
        pen = _Pen(self._global, self._local[part])
        pen.run(self._glyphs[glyph], 0)
        pen.close()
        return [np.array(contour, np.float64).reshape(-1, 4, 2) for contour in pen.contours if contour]


class _Pen:
    """Runs a Type 2 charstring: a stack of numbers, and operators that move and draw."""

    def __init__(self, global_subroutines: list[bytes], local_subroutines: list[bytes]) -> None:
        self.contours: list[list[tuple[tuple[float, float], ...]]] = []
        self._global, self._local = global_subroutines, local_subroutines
        self._stack: list[float] = []
        self._x = self._y = 0.0
        self._hints = self._steps = 0
        self._open: list[tuple[tuple[float, float], ...]] = []
        self._start = (0.0, 0.0)

    def run(self, code: bytes, depth: int) -> bool:
        """Whether the glyph goes on after this piece of code."""
        place = 0
        while place < len(code):
            self._steps += 1
            if self._steps > _MOST_STEPS:
                raise IndexError("a charstring without end")
            byte = code[place]
            place += 1
            if byte >= 32 or byte == 28:
                number, place = _number(code, place, byte)
                self._stack.append(number)
            elif byte in (10, 29):
                subroutines = self._local if byte == 10 else self._global
                index = int(self._stack.pop()) + _bias(len(subroutines))
                if depth >= _DEEPEST or index < 0:
                    raise IndexError("subroutines call each other without end")
                if not self.run(subroutines[index], depth + 1):
                    return False
            elif byte == 11:
                return True
            elif byte == 14:
                return False
            elif byte in (1, 3, 18, 23, 19, 20):
                self._hints += len(self._stack) // 2
                self._stack.clear()
                place += (self._hints + 7) // 8 if byte in (19, 20) else 0
            elif byte == 12:
                self._flex(code[place])
                place += 1
            else:
                self._draw(byte)
        return True

    def close(self) -> None:
        """Ends the open contour with a line to where it started."""
        if self._open and (self._x, self._y) != self._start:
            self._line(self._start[0] - self._x, self._start[1] - self._y)
        if self._open:
            self.contours.append(self._open)
        self._open = []

    def _draw(self, operator: int) -> None:
        stack, self._stack = self._stack, []
        match operator:
            case 21:
                self._move(*stack[-2:])
            case 22:
                self._move(stack[-1], 0.0)
            case 4:
                self._move(0.0, stack[-1])
            case 5:
                self._lines(stack)
            case 6 | 7:
                for step, across in zip(stack, cycle([operator == 6, operator == 7])):
                    self._line(step if across else 0.0, 0.0 if across else step)
            case 8:
                self._curves(stack)
            case 24:
                self._curves(stack[:-2])
                self._line(*stack[-2:])
            case 25:
                self._lines(stack[:-6])
                self._curve(*stack[-6:])
            case 26 | 27:
                self._straight_ends(stack, operator == 27)
            case 30 | 31:
                self._alternating(stack, operator == 31)

    def _move(self, x: float, y: float) -> None:
        x, y = self._x + x, self._y + y  # from where the pen is, which is not where the contour is closed
        self.close()
        self._x, self._y = x, y
        self._start = (self._x, self._y)

    def _line(self, x: float, y: float) -> None:
        start, end = (self._x, self._y), (self._x + x, self._y + y)
        thirds = (start[0] + x / 3.0, start[1] + y / 3.0), (end[0] - x / 3.0, end[1] - y / 3.0)
        self._open.append((start, *thirds, end))
        self._x, self._y = end

    def _lines(self, steps: list[float]) -> None:
        for i in range(0, len(steps) - 1, 2):
            self._line(steps[i], steps[i + 1])

    def _curve(self, *steps: float) -> None:
        points = [(self._x, self._y)]
        for i in range(0, 6, 2):
            points.append((points[-1][0] + steps[i], points[-1][1] + steps[i + 1]))
        self._open.append(tuple(points))
        self._x, self._y = points[-1]

    def _curves(self, steps: list[float]) -> None:
        for i in range(0, len(steps) - 5, 6):
            self._curve(*steps[i : i + 6])

    def _straight_ends(self, steps: list[float], across: bool) -> None:
        """Curves that start and end level (or upright); the first may start aside."""
        aside = steps.pop(0) if len(steps) % 4 else 0.0
        for i in range(0, len(steps) - 3, 4):
            a, b, c, d = steps[i : i + 4]
            self._curve(*((a, aside, b, c, d, 0.0) if across else (aside, a, b, c, 0.0, d)))
            aside = 0.0

    def _alternating(self, steps: list[float], across: bool) -> None:
        """Curves that start level and end upright, then the other way round, and so on."""
        for i in range(0, len(steps) - 3, 4):
            a, b, c, d = steps[i : i + 4]
            last = steps[i + 4] if len(steps) - i == 5 else 0.0
            self._curve(*((a, 0.0, b, c, last, d) if across else (0.0, a, b, c, d, last)))
            across = not across

    def _flex(self, operator: int) -> None:
        """Two curves that are nearly one line."""
        s, self._stack = self._stack, []
        match operator:
            case 35:
                self._curves(s[:12])
            case 34:
                self._curves([s[0], 0.0, s[1], s[2], s[3], 0.0, s[4], 0.0, s[5], -s[2], s[6], 0.0])
            case 36:
                up = s[1] + s[3] + s[7]
                self._curves([s[0], s[1], s[2], s[3], s[4], 0.0, s[5], 0.0, s[6], s[7], s[8], -up])
            case 37:
                x, y = total(s[0:10:2]), total(s[1:10:2])
                self._curves([*s[:10], *((s[10], -y) if abs(x) > abs(y) else (-x, s[10]))])


def _number(code: bytes, place: int, byte: int) -> tuple[float, int]:
    """A number of a charstring that begins with `byte`, and where it ends."""
    if byte == 28:
        return float(struct.unpack_from(">h", code, place)[0]), place + 2
    if byte < 247:
        return float(byte - 139), place
    if byte < 251:
        return float((byte - 247) * 256 + code[place] + 108), place + 1
    if byte < 255:
        return float(-(byte - 251) * 256 - code[place] - 108), place + 1
    return struct.unpack_from(">i", code, place)[0] / 65536.0, place + 4


def _bias(count: int) -> int:
    return 107 if count < 1240 else 1131 if count < 33900 else 32768


def _index(data: bytes, place: int) -> tuple[list[bytes], int]:
    """The entries of an INDEX, and where it ends."""
    (count,) = struct.unpack_from(">H", data, place)
    if not count:
        return [], place + 2
    size = data[place + 2]
    offsets = [
        int.from_bytes(data[place + 3 + size * i : place + 3 + size * (i + 1)], "big")
        for i in range(count + 1)
    ]
    base = place + 2 + size * (count + 1)
    parts = [data[base + a : base + b] for a, b in pairwise(offsets)]
    return parts, base + offsets[-1]


def _dictionary(data: bytes) -> dict[int, list[float]]:
    """The operands by operator; operators of two bytes are 1200 more than the second."""
    found: dict[int, list[float]] = {}
    operands: list[float] = []
    place = 0
    while place < len(data):
        byte = data[place]
        place += 1
        if byte <= 21:
            operator = byte
            if byte == 12:
                operator = 1200 + data[place]
                place += 1
            found[operator] = operands
            operands = []
        elif byte == 29:
            operands.append(float(struct.unpack_from(">i", data, place)[0]))
            place += 4
        elif byte == 30:
            while data[place] & 15 != 15:
                place += 1
            place += 1
            operands.append(0.0)  # decimal numbers are only in entries that do not matter here
        else:
            number, place = _number(data, place, byte)
            operands.append(number)
    return found


def _local_subroutines(table: bytes, owner: dict[int, list[float]]) -> list[bytes]:
    if _PRIVATE not in owner:
        return []
    size, start = (int(each) for each in owner[_PRIVATE])
    private = _dictionary(table[start : start + size])
    if _SUBRS not in private:
        return []
    return _index(table, start + int(private[_SUBRS][0]))[0]


def _selected(table: bytes, start: int, count: int) -> bytes:
    """Which part of a font with several each glyph belongs to."""
    if table[start] == 0:
        return table[start + 1 : start + 1 + count]
    (ranges,) = struct.unpack_from(">H", table, start + 1)
    chosen = bytearray(count)
    for place in range(start + 3, start + 3 + 3 * ranges, 3):
        first, part, following = struct.unpack_from(">HBH", table, place)
        chosen[first:following] = bytes([part]) * (following - first)
    return bytes(chosen[:count])
