"""How much closer some pairs of glyphs stand: `GPOS` pair adjustments, or the older table `kern`.

OpenType specification 1.9: of GPOS the lookups of the feature "kern", of types 2 (pairs) and 9 (extension).
"""

import struct
from bisect import bisect_right

_PAIRS, _EXTENSION = 2, 9
_X_ADVANCE = 4


class Kerning:
    """The pairs of a font."""

    def __init__(self, gpos: bytes, kern: bytes) -> None:
        self._gpos = gpos
        self._lookups = _kern_lookups(gpos) if gpos else []
        self._pairs = {} if self._lookups else _old_pairs(kern)
        self._known: dict[tuple[int, int], int] = {}

    def __call__(self, left: int, right: int) -> int:
        """The change of the left glyph's advance before the right one, in font units."""
        pair = left, right
        if pair not in self._known:
            try:
                self._known[pair] = self._pairs.get(pair, 0) + sum(
                    self._adjust(subtables, left, right) for subtables in self._lookups
                )
            except (struct.error, IndexError):
                self._known[pair] = 0
        return self._known[pair]

    def _adjust(self, subtables: list[int], left: int, right: int) -> int:
        """What the first subtable says that knows the pair."""
        for start in subtables:
            form, coverage, first, second = struct.unpack_from(">4H", self._gpos, start)
            index = _covered(self._gpos, start + coverage, left)
            if index is None:
                continue
            if form == 2:
                return self._by_class(start, first, second, left, right)
            found = self._by_glyph(start, index, first, second, right)
            if found is not None:
                return found
        return 0

    def _by_glyph(self, start: int, index: int, first: int, second: int, right: int) -> int | None:
        (offset,) = struct.unpack_from(">H", self._gpos, start + 10 + 2 * index)
        (count,) = struct.unpack_from(">H", self._gpos, start + offset)
        size = 2 + 2 * (first.bit_count() + second.bit_count())
        low, high = 0, count
        while low < high:
            middle = (low + high) // 2
            place = start + offset + 2 + middle * size
            (glyph,) = struct.unpack_from(">H", self._gpos, place)
            if glyph == right:
                return self._advance(place + 2, first)
            low, high = (middle + 1, high) if glyph < right else (low, middle)
        return None

    def _by_class(self, start: int, first: int, second: int, left: int, right: int) -> int:
        left_classes, right_classes, _, count = struct.unpack_from(">4H", self._gpos, start + 8)
        row = _class_of(self._gpos, start + left_classes, left)
        column = _class_of(self._gpos, start + right_classes, right)
        size = 2 * (first.bit_count() + second.bit_count())
        return self._advance(start + 16 + (row * count + column) * size, first)

    def _advance(self, place: int, form: int) -> int:
        """The horizontal advance of a value record, which has only the numbers that its format names."""
        if not form & _X_ADVANCE:
            return 0
        (value,) = struct.unpack_from(">h", self._gpos, place + 2 * (form & 3).bit_count())
        return int(value)


def _kern_lookups(gpos: bytes) -> list[list[int]]:
    """For each lookup of the feature "kern" where its pair subtables start."""
    features, lookups = struct.unpack_from(">2H", gpos, 6)
    (count,) = struct.unpack_from(">H", gpos, features)
    chosen = set()
    for place in range(features + 2, features + 2 + 6 * count, 6):
        tag, offset = struct.unpack_from(">4sH", gpos, place)
        if tag == b"kern":
            (indices,) = struct.unpack_from(">H", gpos, features + offset + 2)
            chosen |= set(struct.unpack_from(f">{indices}H", gpos, features + offset + 4))
    found = []
    for index in sorted(chosen):
        start = lookups + struct.unpack_from(">H", gpos, lookups + 2 + 2 * index)[0]
        kind, _, subtables = struct.unpack_from(">3H", gpos, start)
        places = [start + each for each in struct.unpack_from(f">{subtables}H", gpos, start + 6)]
        if kind == _EXTENSION:
            extended = [(place, *struct.unpack_from(">2HI", gpos, place)) for place in places]
            places = [place + offset for place, _, inner, offset in extended if inner == _PAIRS]
        if kind in (_PAIRS, _EXTENSION):
            found.append(places)
    return found


def _covered(data: bytes, start: int, glyph: int) -> int | None:
    """The index of a glyph in a coverage table, None where it is not covered."""
    form, count = struct.unpack_from(">2H", data, start)
    if form == 1:
        glyphs = struct.unpack_from(f">{count}H", data, start + 4)
        index = bisect_right(glyphs, glyph) - 1
        return index if index >= 0 and glyphs[index] == glyph else None
    first, last, indices = _ranges(data, start + 4, count)
    span = bisect_right(first, glyph) - 1
    return indices[span] + glyph - first[span] if span >= 0 and glyph <= last[span] else None


def _class_of(data: bytes, start: int, glyph: int) -> int:
    """The class of a glyph in a class definition table, 0 where it has none."""
    (form,) = struct.unpack_from(">H", data, start)
    if form == 1:
        first, count = struct.unpack_from(">2H", data, start + 2)
        inside = first <= glyph < first + count
        return int(struct.unpack_from(">H", data, start + 6 + 2 * (glyph - first))[0]) if inside else 0
    firsts, last, classes = _ranges(data, start + 4, struct.unpack_from(">H", data, start + 2)[0])
    span = bisect_right(firsts, glyph) - 1
    return classes[span] if span >= 0 and glyph <= last[span] else 0


def _ranges(data: bytes, start: int, count: int) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    numbers = struct.unpack_from(f">{3 * count}H", data, start)
    return numbers[::3], numbers[1::3], numbers[2::3]


def _old_pairs(kern: bytes) -> dict[tuple[int, int], int]:
    """The pairs of a `kern` table of version 0, horizontal subtables of format 0."""
    pairs: dict[tuple[int, int], int] = {}
    if len(kern) < 4 or kern[:2] != b"\0\0":
        return pairs
    place = 4
    for _ in range(struct.unpack_from(">H", kern, 2)[0]):
        _, length, coverage = struct.unpack_from(">3H", kern, place)
        if coverage & 0xFF01 == 1:
            (count,) = struct.unpack_from(">H", kern, place + 6)
            for entry in range(place + 14, place + 14 + 6 * count, 6):
                left, right, value = struct.unpack_from(">2Hh", kern, entry)
                pairs[left, right] = value
        place += length
    return pairs
