"""OpenType and TrueType fonts: which glyph is which character's, how wide it is, and its outline.

The tables are those of the OpenType specification 1.9 (ISO/IEC 14496-22); all numbers in it are big-endian.
"""

import struct
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Any

from fotofun.errors import BrokenFile, UnsupportedFormat
from fotofun.exact import Floats
from fotofun.imaging.typography.cff import CffOutlines
from fotofun.imaging.typography.glyf import GlyfOutlines
from fotofun.imaging.typography.kerning import Kerning

_LARGEST = 1 << 26
_ADVICE = "Choose the font as a TTF, OTF or WOFF file."


def _damaged() -> BrokenFile:
    return BrokenFile("The font's file is damaged.", advice="Choose another file.")


class Font:
    """A font. Lengths are in its own units, of which `units` are one em; y points up.

    `ascent`, `descent` (negative) and `gap` are those of a line. Making one raises BrokenFile or
    UnsupportedFormat.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._tables = _tables(data)
            self._read_metrics()
        except (struct.error, LookupError, TypeError, ValueError, zlib.error) as error:
            raise _damaged() from error

    def _read_metrics(self) -> None:
        self.units: int = struct.unpack_from(">H", self._tables["head"], 18)[0]
        (wide_offsets,) = struct.unpack_from(">h", self._tables["head"], 50)
        line: tuple[int, int, int] = struct.unpack_from(">3h", self._tables["hhea"], 4)
        self.ascent, self.descent, self.gap = line
        (metrics,) = struct.unpack_from(">H", self._tables["hhea"], 34)
        (self.count,) = struct.unpack_from(">H", self._tables["maxp"], 4)
        self._advances = struct.unpack_from(f">{2 * metrics}H", self._tables["hmtx"])[::2]
        if not self.units or not self._advances:
            raise _damaged()
        self.glyph: Callable[[str], int] = _character_map(self._tables["cmap"])
        if "glyf" in self._tables:
            offsets = _offsets(self._tables["loca"], self.count, bool(wide_offsets))
            self._outlines: GlyfOutlines | CffOutlines = GlyfOutlines(self._tables["glyf"], offsets)
        elif "CFF " in self._tables:
            self._outlines = CffOutlines(self._tables["CFF "])
        else:
            raise UnsupportedFormat("The font has no outlines that can be read here.", advice=_ADVICE)
        self._known: dict[int, list[Floats]] = {}

    def advance(self, glyph: int) -> int:
        """How far the next glyph starts after this one; the last entry holds for all that have none."""
        return int(self._advances[min(glyph, len(self._advances) - 1)])

    def outline(self, glyph: int) -> list[Floats]:
        """Its closed contours, each (n, 4, 2): cubic Bézier curves that follow one another.

        A glyph that cannot be read is blank.
        """
        if glyph not in self._known:
            try:
                self._known[glyph] = self._outlines.contours(glyph)
            except (struct.error, LookupError, TypeError, ValueError):
                self._known[glyph] = []
        return self._known[glyph]

    @cached_property
    def kerning(self) -> Callable[[int, int], int]:
        """How much the distance between two neighbouring glyphs changes."""
        try:
            return Kerning(self._tables.get("GPOS", b""), self._tables.get("kern", b""))
        except (struct.error, LookupError):
            return lambda left, right: 0

    @cached_property
    def underline(self) -> tuple[int, int]:
        """(position of its upper edge, thickness) of an underline."""
        try:
            position, thickness = struct.unpack_from(">2h", self._tables["post"], 8)
        except (struct.error, KeyError):
            position, thickness = 0, 0
        return (position, thickness) if thickness > 0 else (-self.units // 10, self.units // 20)


# --- the file ----------------------------------------------------------------------------------------


def _tables(data: bytes) -> dict[str, bytes]:
    """The tables by their tags, of a font file, of the first font of a collection, or of a WOFF file."""
    kind = data[:4]
    if kind == b"wOF2":
        raise UnsupportedFormat("WOFF 2 fonts cannot be read here.", advice=_ADVICE)
    if kind == b"wOFF":
        return _woff_tables(data)
    start = struct.unpack_from(">I", data, 12)[0] if kind == b"ttcf" else 0
    kind = data[start : start + 4]
    if kind not in (b"\0\1\0\0", b"OTTO", b"true"):
        raise UnsupportedFormat("The file is not a font.", advice=_ADVICE)
    (count,) = struct.unpack_from(">H", data, start + 4)
    tables = {}
    for place in range(start + 12, start + 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4s3I", data, place)
        tables[tag.decode("latin-1")] = data[offset : offset + length]
    return tables


def _woff_tables(data: bytes) -> dict[str, bytes]:
    """The tables of a WOFF 1.0 file (W3C Recommendation, 2012), each compressed for itself."""
    (count,) = struct.unpack_from(">H", data, 12)
    tables = {}
    for place in range(44, 44 + 20 * count, 20):
        tag, offset, packed, length, _ = struct.unpack_from(">4s4I", data, place)
        part = data[offset : offset + packed]
        if length > _LARGEST:
            raise _damaged()
        if packed < length:
            part = zlib.decompressobj().decompress(part, length)
        tables[tag.decode("latin-1")] = part
    return tables


def _offsets(loca: bytes, count: int, wide: bool) -> tuple[int, ...]:
    """Where each glyph starts in the table of glyphs, and where the last one ends."""
    if wide:
        return struct.unpack_from(f">{count + 1}I", loca)
    return tuple(2 * half for half in struct.unpack_from(f">{count + 1}H", loca))


# --- characters --------------------------------------------------------------------------------------


def _character_map(cmap: bytes) -> Callable[[str], int]:
    """The function from a character to its glyph, 0 where it has none."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    found = {}
    for place in range(4, 4 + 8 * count, 8):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, place)
        (form,) = struct.unpack_from(">H", cmap, offset)
        if (platform, encoding) in ((3, 0), (3, 1), (3, 10)) or platform == 0:
            found[form] = (offset, encoding == 0 and platform == 3)
    if 12 in found:
        return _groups(cmap, found[12][0])
    if 4 in found:
        return _segments(cmap, *found[4])
    raise _damaged()


def _groups(cmap: bytes, start: int) -> Callable[[str], int]:
    """Format 12: runs of characters whose glyphs follow one another."""
    (count,) = struct.unpack_from(">I", cmap, start + 12)
    if count > len(cmap) // 12:
        raise _damaged()
    numbers = struct.unpack_from(f">{3 * count}I", cmap, start + 16)
    first, last, glyphs = numbers[::3], numbers[1::3], numbers[2::3]

    def glyph(character: str) -> int:
        code = ord(character)
        group = bisect_right(first, code) - 1
        return glyphs[group] + code - first[group] if group >= 0 and code <= last[group] else 0

    return glyph


def _segments(cmap: bytes, start: int, symbols: bool) -> Callable[[str], int]:
    """Format 4: segments of the basic plane. Fonts of symbols have theirs at U+F000."""
    count = struct.unpack_from(">H", cmap, start + 6)[0] // 2
    parts: list[tuple[Any, ...]] = []
    place = start + 14
    for kind in ("H", "H", "h", "H"):
        parts.append(struct.unpack_from(f">{count}{kind}", cmap, place))
        place += 2 * count + (2 if len(parts) == 1 else 0)
    ends, starts, deltas, ranges = parts
    range_place = place - 2 * count

    def glyph(character: str) -> int:
        code = ord(character)
        if symbols and code < 0x100:
            code += 0xF000
        segment = bisect_left(ends, code)
        if code > 0xFFFF or segment >= count or code < starts[segment]:
            return 0
        if ranges[segment] == 0:
            return int(code + deltas[segment]) & 0xFFFF
        offset = range_place + 2 * segment + ranges[segment] + 2 * (code - starts[segment])
        if offset + 2 > len(cmap):
            return 0
        found = struct.unpack_from(">H", cmap, offset)[0]
        return (found + deltas[segment]) & 0xFFFF if found else 0

    return glyph
