"""Where the caret stands in text that is set, for who writes in it."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from fotofun.imaging.typography.layout import Placed, TextStyle, cleaned

Point = tuple[float, float]


class Caret(NamedTuple):
    """The side of a character that reading comes from, and the one that it goes on to; each a line.

    The line goes from the top to the bottom; in columns, from the left to the right.
    """

    before: tuple[Point, Point]
    after: tuple[Point, Point]


def carets(
    text: str, placed: Sequence[Placed], style: TextStyle, *, capitals: bool, vertical: bool
) -> list[Caret]:
    """A caret for each UTF-16 unit of a text, and one for its end.

    `placed` is the text's cells, with the ends of its lines. An accent and the second half of a pair of
    surrogates stand with their letter; a character that has no cell stands where the next one does.
    """
    found: dict[int, Caret] = {}
    for each in sorted(placed, key=lambda each: each.cell.character == ""):
        found.setdefault(each.cell.index, _column(each, style) if vertical else _line(each, style))
    if not found:
        return []
    known = sorted(found)
    return [found[known[min(bisect_left(known, place), len(known) - 1)]] for place in _places(text, capitals)]


def _line(each: Placed, style: TextStyle) -> Caret:
    """Sides that stand on the line, as high as its letters."""
    font = style.fonts[0]
    top, bottom = -font.ascent * style.scale(font), -font.descent * style.scale(font)

    def side(x: float) -> tuple[Point, Point]:
        return _turned(each, x, top), _turned(each, x, bottom)

    left, right = side(0.0), side(each.cell.advance)
    return Caret(right, left) if each.cell.level % 2 else Caret(left, right)


def _turned(each: Placed, x: float, y: float) -> Point:
    return each.x + x * each.cosine - y * each.sine, each.y + x * each.sine + y * each.cosine


def _column(each: Placed, style: TextStyle) -> Caret:
    """Sides above and below a character of a column, as wide as it is high."""
    cell = each.cell
    middle = each.x + cell.font.advance(cell.glyph) * style.scale(cell.font) * style.stretch / 2.0
    half, top = style.size / 2.0, each.y - 0.88 * style.size

    def side(y: float) -> tuple[Point, Point]:
        return (middle - half, y), (middle + half, y)

    return Caret(side(top), side(top + (style.size + style.tracking if cell.character else 0.0)))


def _places(text: str, capitals: bool) -> list[int]:
    """For each UTF-16 unit of a text, and for its end, the place of its letter in the cleaned text."""
    places: list[int] = []
    count, start = 0, 0
    while start < len(text):
        end = start + 1
        if text[start : start + 2] == "\r\n":
            end += 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = text[start:end]
        places += [count] * (len(cluster.encode("utf-16-le", "surrogatepass")) // 2)
        count += len(cleaned(cluster.upper() if capitals else cluster))
        start = end
    return [*places, count]
