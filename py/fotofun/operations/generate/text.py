from functools import lru_cache
from typing import Annotated, cast

import numpy as np

from fotofun.codecs.data_url import content
from fotofun.errors import FileError, InvalidParameter
from fotofun.exact import Floats
from fotofun.imaging import fonts
from fotofun.imaging.curves import Line, as_points, spline
from fotofun.imaging.outline import polygons
from fotofun.imaging.places import from_percent
from fotofun.imaging.typography.carets import Caret, carets
from fotofun.imaging.typography.font import Font
from fotofun.imaging.typography.layout import (
    Align,
    Placed,
    SetLine,
    TextStyle,
    along,
    arched,
    block,
    columns,
    set_lines,
)
from fotofun.imaging.typography.outlines import capital_height, outlines, rules
from fotofun.imaging.vector import Pen, Where, coloured, extent
from fotofun.operation import (
    Choice,
    Colour,
    File,
    GeneratorOperation,
    Points,
    Position,
    Range,
    Text,
    Toggle,
    operation,
    rgba,
)
from fotofun.raster import Box, Pixels, Size

_BOLDER = 0.035  # how much wider strokes get, in ems, where a family has no bold style

_Drawn = tuple[list[Floats], list[Floats], list[Floats]]


@operation(
    label="Text", position=60, keywords=("type", "title", "caption", "words", "letters", "font", "watermark")
)
class TextLayer(GeneratorOperation):
    """Set words in a font, on lines, in a box, in columns or along a path."""

    kind = "text"

    text: Annotated[str, Text(multiline=True)] = "Text"
    font: Annotated[str, Choice(fonts.LABELS)] = "roboto"
    bold: Annotated[bool, Toggle()] = False
    italic: Annotated[bool, Toggle()] = False
    font_file: Annotated[
        str,
        File(
            (".ttf", ".otf", ".woff"),
            label="Own font",
            group="Setting",
            description="A font file to use in place of the one chosen above.",
        ),
    ] = ""
    size: Annotated[float, Range(1, 5000, ui=(8, 400), step=1, unit="px")] = 96.0
    colour: Annotated[str, Colour()] = "#ffffff"
    place: Annotated[
        tuple[float, float],
        Position(
            "%",
            label="Position",
            description="Where the text stands; alignment and anchor say which part of it is there.",
        ),
    ] = (50.0, 50.0)
    align: Annotated[
        str,
        Choice(
            {"left": "Left", "centre": "Centre", "right": "Right", "justify": "Justify"}, label="Alignment"
        ),
    ] = "centre"
    anchor: Annotated[
        str, Choice({"top": "Top", "middle": "Middle", "baseline": "First baseline", "bottom": "Bottom"})
    ] = "middle"
    width: Annotated[
        float,
        Range(
            0,
            30_000,
            ui=(0, 4000),
            unit="px",
            label="Box width",
            group="Setting",
            description="Lines are broken at this width; 0 breaks them only where the text does.",
        ),
    ] = 0.0
    leading: Annotated[
        float,
        Range(
            0,
            1000,
            ui=(80, 200),
            unit="%",
            description="From baseline to baseline, in percent of the size.",
            group="Setting",
        ),
    ] = 120.0
    tracking: Annotated[
        float,
        Range(
            -1000,
            5000,
            ui=(-100, 500),
            step=5,
            unit="‰",
            description="Space between all letters, in thousandths of the size.",
            group="Setting",
        ),
    ] = 0.0
    kerning: Annotated[
        bool, Toggle(description="Letters such as A and V move together, as the font says.", group="Setting")
    ] = True
    stretch: Annotated[
        float, Range(1, 1000, ui=(50, 200), unit="%", label="Horizontal scale", group="Setting")
    ] = 100.0
    capitals: Annotated[bool, Toggle(label="All capitals", group="Setting")] = False
    line: Annotated[
        str,
        Choice(
            {"none": "None", "underline": "Underline", "strike": "Strike through"},
            label="Rule",
            group="Setting",
        ),
    ] = "none"
    antialias: Annotated[bool, Toggle(label="Smooth edges", group="Setting")] = True
    stroke_width: Annotated[
        float, Range(0, 500, ui=(0, 30), step=0.5, unit="px", label="Width", group="Stroke")
    ] = 0.0
    stroke_colour: Annotated[str, Colour(label="Colour", group="Stroke")] = "#000000"
    stroke_position: Annotated[
        str,
        Choice(
            {"outside": "Outside", "centre": "Centre", "inside": "Inside"}, label="Position", group="Stroke"
        ),
    ] = "outside"
    vertical: Annotated[bool, Toggle(group="Direction")] = False
    bend: Annotated[
        float,
        Range(
            -360,
            360,
            ui=(-180, 180),
            unit="°",
            group="Direction",
            description="The arc that the longest line is bent to.",
        ),
    ] = 0.0
    path: Annotated[
        tuple[tuple[float, float], ...],
        Points(most=1000, group="Direction", description="A line along which the text runs."),
    ] = ()
    smooth_path: Annotated[bool, Toggle(group="Direction")] = True
    path_shift: Annotated[
        float, Range(-100, 100, unit="%", group="Direction", description="Moves the text along the path.")
    ] = 0.0

    def check(self) -> None:
        """Refuses a file that is no font."""
        if self.font_file:
            try:
                _own_font(self.font_file)
            except FileError as error:
                raise InvalidParameter(error.what, advice=error.advice) from None

    def bounds(self, size: Size) -> Box:
        """The least rectangle around all letters and their strokes."""
        shape, heavier, stroke = _drawn(self, size)
        outside = self.stroke_position != "inside" and rgba(self.stroke_colour)[3] > 0
        shown = rgba(self.colour)[3] > 0 or self.stroke_position == "inside"
        return extent([*(shape if shown else []), *(heavier if shown else []), *(stroke if outside else [])])

    def draw(self, size: Size, box: Box) -> Pixels:
        """Glyphs are outlines, filled by the share of each pixel that they cover; nothing is hinted.

        Text flows from right to left where its letters do (Unicode Standard Annex #9, without explicit
        embeddings), and Arabic letters join if the font has Unicode's presentation forms of them. A character
        that neither the font nor Roboto has shows as the font's empty box.
        """
        pixels = np.zeros((*box.size[::-1], 4), np.uint8)
        shape, heavier, stroke = _drawn(self, size)
        inner = extent([*shape, *heavier, *stroke]).intersect(box)
        if not inner.is_empty:
            letters = polygons(shape, inner, self.antialias)
            if heavier:
                np.maximum(letters, polygons(heavier, inner, self.antialias), out=letters)
            line = polygons(stroke, inner, self.antialias) if stroke else None
            part = pixels[inner.shift(-box.left, -box.top).slices]
            where = cast(Where, self.stroke_position)
            coloured(letters, line, rgba(self.colour), rgba(self.stroke_colour), where, part)
        return pixels

    def carets(self, size: Size) -> list[Caret]:
        """Where each character stands, for who writes: one for each UTF-16 unit, and one for the end."""
        style = _style(self)
        placed = list(_placed(self, style, _lines(self, style, ends=True), size))
        return carets(
            self.text, placed, style, capitals=self.capitals, vertical=self.vertical and not self.path
        )

    def style(self) -> fonts.Style:
        """The font, and what it lacks."""
        if self.font_file:
            return fonts.Style(_own_font(self.font_file), self.bold, self.italic)
        return fonts.bundled(self.font, self.bold, self.italic)


@lru_cache(maxsize=4)
def _own_font(url: str) -> Font:
    return Font(content(url))


@lru_cache(maxsize=4)
def _drawn(text: TextLayer, size: Size) -> _Drawn:
    """The outlines of the letters, of what makes them bolder, and of the stroke around them."""
    _, embolden, slant = text.style()
    style = _style(text)
    placed = list(_placed(text, style, _lines(text, style), size))
    merged = text.stroke_width > 0.0 and text.stroke_position != "outside"
    shape = outlines(placed, style, slant, merged)
    if text.line != "none" and not text.vertical:
        shape += rules(placed, style, text.line == "strike")
    bolder = _BOLDER * text.size if embolden else 0.0
    heavier = Pen(bolder, "centre", "round").outlines(shape)
    pen = Pen(text.stroke_width, cast(Where, text.stroke_position), "round")
    if embolden and text.stroke_width:
        pen = Pen(_around(pen, bolder), "centre", "round")
    return shape, heavier, pen.outlines(shape)


def _style(text: TextLayer) -> TextStyle:
    return TextStyle(
        fonts=(text.style().font, *_fallbacks(text.bold, text.italic)),
        size=text.size,
        tracking=text.tracking / 1000.0 * text.size,
        leading=text.leading / 100.0 * text.size,
        kerning=text.kerning,
        stretch=text.stretch / 100.0,
    )


def _lines(text: TextLayer, style: TextStyle, *, ends: bool = False) -> list[SetLine]:
    words = text.text.upper() if text.capitals else text.text
    width = 0.0 if text.vertical and not text.path else text.width
    return set_lines(words, style, width, cast(Align, text.align), ends=ends)


def _around(pen: Pen, bolder: float) -> float:
    """How wide a line along the edge has to be so that it reaches beyond letters made bolder."""
    return bolder + pen.width * (1.0 if pen.where == "centre" else 2.0)


def _placed(text: TextLayer, style: TextStyle, lines: list[SetLine], size: Size) -> list[Placed]:
    align = cast(Align, text.align)
    x, y = from_percent(text.place, size)
    if len(text.path) > 1:
        points = as_points(text.path)
        path = Line(spline(points, False) if text.smooth_path else points)
        return list(along(lines, style, path, text.path_shift / 100.0, align))
    if text.vertical:
        middle = (len(lines) - 1) / 2.0 * style.leading
        ends = {"top": 0.0, "baseline": 0.0, "middle": middle, "bottom": 2.0 * middle}
        return list(columns(lines, style, x + ends[text.anchor], y, align))
    baseline = y + _first_baseline(text.anchor, style, len(lines))
    if abs(text.bend) > 0.01:
        return list(arched(lines, style, x, baseline, text.bend))
    return list(block(lines, style, x, baseline))


def _first_baseline(anchor: str, style: TextStyle, lines: int) -> float:
    """How far below the anchor the first baseline lies."""
    font = style.fonts[0]
    rest = (lines - 1) * style.leading
    if anchor == "top":
        return font.ascent * style.scale(font)
    if anchor == "middle":
        return (capital_height(style) - rest) / 2.0
    if anchor == "bottom":
        return font.descent * style.scale(font) - rest
    return 0.0


def _fallbacks(bold: bool, italic: bool) -> tuple[Font, ...]:
    """Fonts for characters that the chosen one lacks."""
    return tuple(fonts.bundled(family, bold, italic).font for family in ("roboto", "lora", "jetbrains_mono"))
