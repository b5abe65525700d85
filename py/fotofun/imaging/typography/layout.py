"""Characters become glyphs, glyphs lines, lines a block, a column or a curve of text.

Lengths are in pixels, y points down, and places are those of a glyph's origin on its baseline.
"""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from fotofun.exact import sine_cosine, total
from fotofun.imaging.curves import Line
from fotofun.imaging.typography.bidi import joined, levels, mirrored, visual_order
from fotofun.imaging.typography.font import Font

Align = Literal["left", "centre", "right", "justify"]

_TAB = "    "
_BREAK_AFTER = "-‐–—/"


@dataclass(frozen=True)
class TextStyle:
    """How text is set. The first font that has a character sets it; lengths are in pixels.

    `tracking` is added between all glyphs, `leading` is from baseline to baseline, `stretch` widens glyphs.
    """

    fonts: tuple[Font, ...]
    size: float
    tracking: float
    leading: float
    kerning: bool = True
    stretch: float = 1.0

    def scale(self, font: Font) -> float:
        """Pixels for one of the font's units."""
        return self.size / font.units


@dataclass(frozen=True)
class Cell:
    """A character on its line: its glyph, how far the next one starts, and its place in the cleaned text."""

    character: str
    font: Font
    glyph: int
    advance: float
    level: int = 0
    index: int = 0


class Placed(NamedTuple):
    """A glyph's origin, and the direction that its line has there as (cosine, sine)."""

    cell: Cell
    x: float
    y: float
    cosine: float = 1.0
    sine: float = 0.0


@dataclass(frozen=True)
class SetLine:
    """A line's cells from left to right with their places along it, and its length; `start` as aligned.

    `hanging`: how many of the cells stand beyond its length, such as spaces at its end.
    """

    cells: tuple[tuple[Cell, float], ...]
    length: float
    start: float = 0.0
    hanging: int = 0


# --- lines -------------------------------------------------------------------------------------------


def set_lines(
    text: str, style: TextStyle, width: float, align: Align, *, ends: bool = False
) -> list[SetLine]:
    """Text as lines, broken at `width` (0: never) and aligned about zero.

    Left and justified lines start there, centred ones have their middle there, right ones end there. With a
    width, it is the box's left side, middle or right side that lies at zero. With `ends` lines keep the
    spaces at their ends, and a last cell without a character shows where the next one would come.
    """
    lines, start = [], 0
    for paragraph in cleaned(text).split("\n"):
        broken = list(_broken(_cells(paragraph, style, start), width, style))
        place = start
        for i, cells in enumerate(broken):
            filled = align == "justify" and width > 0.0 and i + 1 < len(broken)
            place += len(cells)
            lines.append(_set(cells, style, width if filled else 0.0, align, place if ends else None))
        start += len(paragraph) + 1
    return lines


def cleaned(text: str) -> str:
    """Text in composed characters, without those that are not to be seen."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", _TAB)
    return "".join(
        each for each in text if each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Cs")
    )


def _cells(paragraph: str, style: TextStyle, start: int) -> list[Cell]:
    """A paragraph's cells in the order in which they are read; `start` is its place in the text."""
    shaped = joined(paragraph, lambda each: any(font.glyph(each) for font in style.fonts))
    embedding = levels(shaped)
    found: list[tuple[str, Font, int]] = []
    for character, level in zip(shaped, embedding, strict=True):
        wanted = mirrored(character) if level % 2 else character
        font = next((each for each in style.fonts if each.glyph(wanted)), style.fonts[0])
        found.append((wanted, font, font.glyph(wanted)))
    following = [*found[1:], None][: len(found)]
    return [
        Cell(character, font, glyph, _advance(character, font, glyph, right, style), level, start + i)
        for i, ((character, font, glyph), right, level) in enumerate(
            zip(found, following, embedding, strict=True)
        )
    ]


def _advance(
    character: str, font: Font, glyph: int, right: tuple[str, Font, int] | None, style: TextStyle
) -> float:
    units = float(font.advance(glyph))
    if style.kerning and right is not None and right[1] is font:
        units += font.kerning(glyph, right[2])
    spacing = 0.0 if unicodedata.combining(character) else style.tracking
    return units * style.scale(font) * style.stretch + spacing


def _broken(cells: list[Cell], width: float, style: TextStyle) -> Iterator[list[Cell]]:
    """A paragraph's lines: as many words on each as fit, and a word that never fits broken anywhere."""
    if width <= 0.0:
        yield cells
        return
    start, place, length, chance = 0, 0, 0.0, 0
    while place < len(cells):
        cell = cells[place]
        length += cell.advance
        place += 1
        if not cell.character.isspace() and length - style.tracking > width and place > start + 1:
            end = chance if chance > start else place - 1
            yield cells[start:end]
            start, place, length, chance = end, end, 0.0, end
        elif _may_break(cell.character, cells[place].character if place < len(cells) else ""):
            chance = place
    yield cells[start:]


def _may_break(character: str, following: str) -> bool:
    """Whether a line may end between two characters: after spaces and hyphens, between ideographs."""
    if following and unicodedata.category(following) in ("Pe", "Po", "Pf"):
        return False
    wide = "WF"
    return (
        (character.isspace() and character != "\u00a0")
        or character in _BREAK_AFTER
        or unicodedata.east_asian_width(character) in wide
        or bool(following and unicodedata.east_asian_width(following) in wide)
    )


def _set(cells: list[Cell], style: TextStyle, fill: float, align: Align, end: int | None) -> SetLine:
    """One line; where it is to `fill` a width, its spaces grow. With an `end`, its end hangs from it."""
    rest: list[Cell] = []
    while cells and cells[-1].character.isspace():
        rest.insert(0, cells[-1])
        cells = cells[:-1]
    length = total(cell.advance for cell in cells) - (style.tracking if cells else 0.0)
    spaces = len([cell for cell in cells if cell.character.isspace()])
    extra = max(0.0, fill - length) / spaces if spaces else 0.0
    place, placed = 0.0, []
    for index in visual_order([cell.level for cell in cells]):
        cell = cells[index]
        placed.append((cell, place))
        place += cell.advance + (extra if cell.character.isspace() else 0.0)
    length += extra * spaces
    start = {"centre": -length / 2.0, "right": -length}.get(align, 0.0)
    if end is None:
        return SetLine(tuple(placed), length, start)
    hanging = [*rest, Cell("", style.fonts[0], 0, 0.0, cells[0].level % 2 if cells else 0, end)]
    return SetLine((*placed, *_hung(hanging, length + style.tracking)), length, start, len(hanging))


def _hung(cells: list[Cell], length: float) -> Iterator[tuple[Cell, float]]:
    """Cells that follow a line: at its right, or at its left where its text runs that way."""
    towards_left = cells[-1].level % 2 == 1
    place = 0.0 if towards_left else length
    for cell in cells:
        place -= cell.advance if towards_left else 0.0
        yield cell, place
        place += 0.0 if towards_left else cell.advance


# --- places ------------------------------------------------------------------------------------------


def block(lines: Sequence[SetLine], style: TextStyle, x: float, baseline: float) -> Iterator[Placed]:
    """Level lines, one below the other; the first one's baseline and where lines are aligned are given.

    Baselines lie on whole pixels, which keeps the feet of letters sharp.
    """
    for i, line in enumerate(lines):
        y = math.floor(baseline + i * style.leading + 0.5)
        for cell, place in line.cells:
            yield Placed(cell, x + line.start + place, float(y))


def columns(lines: Sequence[SetLine], style: TextStyle, x: float, y: float, align: Align) -> Iterator[Placed]:
    """Upright glyphs below one another; columns follow from right to left, the first centred on x."""
    step = style.size + style.tracking
    for i, line in enumerate(lines):
        centre = x - i * style.leading
        height = (len(line.cells) - line.hanging) * step - style.tracking
        top = y - {"centre": height / 2.0, "right": height}.get(align, 0.0)
        cells = [cell for cell, _ in line.cells]
        for j, cell in enumerate(cells):
            width = cell.font.advance(cell.glyph) * style.scale(cell.font) * style.stretch
            yield Placed(cell, centre - width / 2.0, top + j * step + 0.88 * style.size)


def along(
    lines: Sequence[SetLine], style: TextStyle, line: Line, shift: float, align: Align
) -> Iterator[Placed]:
    """Text on a path: each glyph stands upright on it in the middle of its foot.

    `shift` moves it along the path by a share of its length; further lines lie below the first.
    """
    for i, each in enumerate(lines):
        free = line.length - each.length
        start = {"centre": free / 2.0, "right": free}.get(align, 0.0) + shift * line.length
        below = i * style.leading
        for cell, place in each.cells:
            half = cell.font.advance(cell.glyph) * style.scale(cell.font) * style.stretch / 2.0
            x, y, cosine, sine = line.at(start + place + half)
            left, down = x - sine * below - cosine * half, y + cosine * below - sine * half
            yield Placed(cell, left, down, cosine, sine)


def arched(
    lines: Sequence[SetLine], style: TextStyle, x: float, baseline: float, degrees: float
) -> Iterator[Placed]:
    """Level lines bent along circles with one centre: the longest turns by `degrees`, up in its middle."""
    longest = max((line.length for line in lines), default=0.0)
    if longest <= 0.0:
        return
    radius = longest * 57.29577951308232 / degrees
    middle = x + min(line.start for line in lines) + longest / 2.0
    for i, line in enumerate(lines):
        inner = radius - i * style.leading
        for cell, place in line.cells:
            half = cell.font.advance(cell.glyph) * style.scale(cell.font) * style.stretch / 2.0
            turn = (x + line.start + place + half - middle) / longest * degrees
            sine, cosine = sine_cosine(turn)
            foot = middle + sine * inner, baseline + radius - cosine * inner
            yield Placed(cell, foot[0] - cosine * half, foot[1] - sine * half, cosine, sine)


def gaps(placed: Sequence[Placed]) -> Iterator[tuple[Placed, float]]:
    """Each glyph with how far its line goes on until the next one's origin, as rules below text need it."""
    for here, following in pairwise([*placed, None]):
        assert here is not None
        width = here.cell.advance
        if following is not None and following.y == here.y and here.sine == 0.0:
            width = max(width, following.x - here.x)
        yield here, width
