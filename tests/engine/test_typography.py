"""Fonts are read as FreeType reads them, and text runs where it should."""

import struct
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont, features

from fotofun.errors import FileError
from fotofun.imaging import fonts
from fotofun.imaging.curves import Line
from fotofun.imaging.outline import polygons
from fotofun.imaging.typography.bidi import joined, levels, visual_order
from fotofun.imaging.typography.carets import Caret
from fotofun.imaging.typography.cff import CffOutlines
from fotofun.imaging.typography.font import Font
from fotofun.imaging.typography.layout import TextStyle, along, arched, block, set_lines
from fotofun.imaging.typography.outlines import outlines
from fotofun.operations.generate.text import TextLayer
from fotofun.raster import Box

FILES = sorted(path.stem for path in fonts.FOLDER.glob("*.ttf"))
ROBOTO = fonts.bundled("roboto", False, False).font
LORA = fonts.bundled("lora", False, True).font
WORDS = "AVATAR To fly, LTY. “P.” Żółć Ελλάδα Привет 1971"


def style(font: Font = ROBOTO, size: float = 100.0, **more: float) -> TextStyle:
    return TextStyle((font,), size, more.get("tracking", 0.0), more.get("leading", 120.0))


# --- the bundled fonts -------------------------------------------------------------------------------


def test_every_file_is_in_a_family_and_every_family_has_its_licence() -> None:
    assert {name for files in fonts.FAMILIES.values() for name in files.values()} == set(FILES)
    assert set(fonts.FAMILIES) == set(fonts.LABELS)
    for name in FILES:
        licence = fonts.FOLDER / f"OFL-{name.partition('-')[0]}.txt"
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in fonts.FOLDER.iterdir()) < 2_000_000


@pytest.mark.parametrize("name", FILES)
def test_glyphs_are_those_that_freetype_draws(name: str) -> None:
    font = Font((fonts.FOLDER / f"{name}.ttf").read_bytes())
    size = 400
    drawn = ImageFont.truetype(fonts.FOLDER / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
    for letter in "gQ&éÅ%@":
        theirs = Image.new("L", (700, 700))
        ImageDraw.Draw(theirs).text((150, 500), letter, 255, font=drawn, anchor="ls")
        placed = block(set_lines(letter, style(font, size), 0.0, "left"), style(font, size), 150.0, 500.0)
        ours = polygons(outlines(placed, style(font, size)), Box(0, 0, 700, 700))
        difference = np.abs(ours.astype(int) - np.asarray(theirs)).sum() / 255.0
        edge = np.count_nonzero((ours > 0) ^ (ours == 255)) + 1
        assert difference < 0.8 * edge, letter  # hinting moves edges by a part of a pixel


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow has no HarfBuzz here")
@pytest.mark.parametrize("name", FILES)
def test_lines_are_as_long_as_harfbuzz_makes_them(name: str) -> None:
    font = Font((fonts.FOLDER / f"{name}.ttf").read_bytes())
    drawn = ImageFont.truetype(fonts.FOLDER / f"{name}.ttf", font.units, layout_engine=ImageFont.Layout.RAQM)
    plain = ["-liga", "-clig", "-calt", "-ccmp", "-locl", "-rlig"]
    for words in (WORDS, "WAVE AWAY", "Type Tokyo", "fjord, Yvonne."):
        known = "".join(each for each in words if font.glyph(each))
        (line,) = set_lines(known, style(font, float(font.units)), 0.0, "left")
        assert line.length == pytest.approx(drawn.getlength(known, features=plain), abs=0.6 * len(known))


def test_what_is_no_font_is_refused_and_what_is_damaged_does_no_harm() -> None:
    whole = (fonts.FOLDER / "BebasNeue-Regular.ttf").read_bytes()
    rng = np.random.default_rng(5)
    for data in (b"", b"wOF2" + whole[4:], b"GIF89a" + bytes(400), whole[:40], whole[:3000]):
        with pytest.raises(FileError):
            Font(data)
    for _ in range(60):
        broken = bytearray(whole)
        for place in rng.integers(0, len(whole), 40):
            broken[place] = rng.integers(0, 256)
        try:
            font = Font(bytes(broken))
        except FileError:
            continue
        for glyph in (0, 5, font.glyph("A"), font.glyph("&")):
            assert np.isfinite(font.advance(glyph) + font.kerning(glyph, 7))
            assert all(curves.shape[1:] == (4, 2) for curves in font.outline(glyph))


# --- CFF ---------------------------------------------------------------------------------------------


def index(*entries: bytes) -> bytes:
    if not entries:
        return b"\0\0"
    ends = np.cumsum([1, *(len(entry) for entry in entries)])
    return struct.pack(">HB", len(entries), 2) + ends.astype(">u2").tobytes() + b"".join(entries)


def number(value: int) -> bytes:
    return b"\x1c" + struct.pack(">h", value)


def cff(*charstrings: bytes) -> CffOutlines:
    """A table with a subroutine that draws a line of (10, 20), and these glyphs."""
    subroutine = number(10) + number(20) + b"\x05\x0b"
    head = b"\1\0\4\2" + index(b"Test")
    rest = index() + index(subroutine)
    start = len(head) + 5 + 2 + 4 + len(rest)
    return CffOutlines(head + index(number(start) + b"\x11") + rest + index(*charstrings))


def program(*parts: int | str) -> bytes:
    return b"".join(number(part) if isinstance(part, int) else bytes.fromhex(part) for part in parts)


def test_charstrings_draw_what_their_operators_say() -> None:
    line = program(50, 100, 200, "15", 10, 0, 0, 30, "05", "0e")  # width, rmoveto, rlineto
    steps = program(1, "16", 10, 20, 30, "06", 0, 5, "15", -107, "1d", "0e")  # hmoveto, hlineto, a subroutine
    curve = program(0, "16", 1, 2, 3, 4, "1f", 5, 6, 7, 8, 9, "1e", "0e")  # hvcurveto, vhcurveto with a tail
    flex = program(0, "16", 1, 2, 3, 4, 5, 6, 7, "0c22", "0e")  # hflex
    found = [
        [contour[:, 0].tolist() for contour in cff(line, steps, curve, flex).contours(i)] for i in range(4)
    ]
    assert found[0] == [[[100, 200], [110, 200], [110, 230]]]
    assert found[1] == [[[1, 0], [11, 0], [11, 20], [41, 20]], [[41, 25], [51, 45]]]
    assert found[2] == [[[0, 0], [3, 7], [17, 28]]]
    assert found[3] == [[[0, 0], [7, 3], [25, 0]]]
    endless = program(0, 0, "15", *(["201d"] * 25_000))
    with pytest.raises(IndexError):
        cff(endless).contours(0)


# --- lines -------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="ab cdé-漢字ش", max_size=60), st.floats(20, 400))
def test_broken_lines_keep_every_letter_and_fit(text: str, width: float) -> None:
    lines = set_lines(text, style(size=30.0), width, "left")
    kept = "".join(cell.character for line in lines for cell, _ in line.cells)
    assert sorted(kept.replace(" ", "")) == sorted(joined(text, lambda _: False).replace(" ", ""))
    for line in lines:
        assert line.length <= width + 1e-6 or len(line.cells) <= 2


def test_aligned_lines_start_and_end_where_they_should() -> None:
    words = "one two three four five six seven eight"
    for align, share in (("left", 0.0), ("centre", 0.5), ("right", 1.0)):
        for line in set_lines(words, style(size=30.0), 200.0, align):  # type: ignore[arg-type]
            assert line.start == pytest.approx(-line.length * share)
    *filled, last = set_lines(words, style(size=30.0), 200.0, "justify")
    assert [line.length for line in filled] == pytest.approx([200.0] * len(filled)) and last.length < 200.0


def test_tracking_goes_between_letters_only() -> None:
    (plain,), (wide,) = (set_lines("abc", style(tracking=t), 0.0, "left") for t in (0.0, 10.0))
    assert wide.length == pytest.approx(plain.length + 20.0)


def test_text_on_a_line_and_on_an_arc_keeps_its_letters_distances() -> None:
    text = set_lines("along a path", style(), 0.0, "left")
    level = list(block(text, style(), 7.0, 50.0))
    path = list(along(text, style(), Line(np.array([(7.0, 50.0), (2000.0, 50.0)])), 0.0, "left"))
    for one, other in zip(level, path, strict=True):
        assert (other.x, other.y) == pytest.approx((one.x, one.y))
    arc = list(arched(set_lines("oooooooo", style(), 0.0, "centre"), style(), 300.0, 200.0, 180.0))
    gaps = [((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 for a, b in pairwise(arc)]
    assert max(gaps) - min(gaps) < 0.01
    assert all(each.cosine**2 + each.sine**2 == pytest.approx(1.0) for each in arc)
    assert arc[0].sine < 0.0 < arc[-1].sine and arc[0].y > min(each.y for each in arc)


# --- right to left -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "seen"),
    [
        ("abc", "abc"),
        ("שלום", "םולש"),
        ("abc שלום def", "abc םולש def"),
        ("שלום 123 abc", "abc 123 םולש"),
        ("מחיר 1,250 היום", "םויה 1,250 ריחמ"),
        ("(שלום)", ")םולש("),
    ],
)
def test_characters_stand_in_the_order_of_the_bidirectional_algorithm(read: str, seen: str) -> None:
    assert "".join(read[i] for i in visual_order(levels(read))) == seen


def test_arabic_letters_join() -> None:
    assert joined("سلام", lambda _: True) == "\ufeb3\ufee0\ufe8e\ufee1"
    assert joined("سلام", lambda _: False) == "سلام"
    assert joined("no Arabic", lambda _: True) == "no Arabic"


# --- where the caret stands --------------------------------------------------------------------------


def test_carets_stand_before_their_characters_and_after_the_last() -> None:
    text = TextLayer(text="Ab  \nß a\u0301b😀d\r\n", align="left", anchor="top", place=(0.0, 0.0), size=100.0)
    carets = text.carets((1000, 1000))
    assert len(carets) == len(text.text.encode("utf-16-le")) // 2 + 1
    tops = [caret.before[0] for caret in carets]
    first = [tops[i][0] for i in range(5)]
    assert first == sorted(set(first)), "spaces at the end of a line have their places"
    assert tops[5] == pytest.approx((0.0, 120.0), abs=0.5), "baselines lie on whole pixels"
    assert tops[8] == tops[7], "an accent stands with its letter"
    assert tops[11] == tops[10], "the second half of a pair of surrogates is no place of its own"
    assert tops[-1] == pytest.approx((0.0, 240.0), abs=0.5)
    widths = [caret.after[0][0] - caret.before[0][0] for caret in carets[:4]]
    assert widths == pytest.approx([after - before for before, after in pairwise(first)])


def test_carets_follow_the_direction_and_the_way_of_the_text() -> None:
    def carets(words: str, **more: Any) -> list[Caret]:
        return TextLayer(text=words, align="left", place=(50.0, 50.0), size=50.0, **more).carets((800, 800))

    hebrew = carets("שלום")
    assert [caret.before[0][0] > caret.after[0][0] for caret in hebrew[:4]] == [True] * 4
    assert hebrew[4].before == hebrew[3].after
    column = carets("AB\nC", vertical=True)
    assert column[1].before[0][1] == pytest.approx(column[0].before[0][1] + 50.0)
    assert column[3].before[0][0] < column[0].before[0][0], "columns go to the left"
    upright = carets("AB", path=((100.0, 100.0), (100.0, 700.0)), smooth_path=False)
    assert upright[1].before[0][1] > upright[0].before[0][1]
    assert upright[0].before[0][0] > upright[0].before[1][0], "the line stands across the path"
    assert len(carets("")) == 1
    assert len(carets("straße", capitals=True)) == 7
    wrapped = carets("one two", width=110.0)
    assert wrapped[4].before[0][0] == pytest.approx(wrapped[0].before[0][0])
    assert wrapped[4].before[0][1] > wrapped[0].before[0][1]
