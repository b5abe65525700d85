"""Text stands where it is put, as large as it is asked for, and looks as its settings say."""

from typing import Any

import numpy as np
import pytest

from fotofun.catalog import find
from fotofun.codecs.data_url import data_url
from fotofun.errors import InvalidParameter
from fotofun.imaging import fonts
from fotofun.operation import GeneratorOperation
from fotofun.raster import Box, Pixels

SIZE = (600, 300)
WHOLE = Box.of(SIZE)


def text(**params: Any) -> GeneratorOperation:
    made = find("text").create({"size": 48.0, "colour": "#102030", **params})
    assert isinstance(made, GeneratorOperation)
    return made


def drawn(**params: Any) -> Pixels:
    return text(**params).draw(SIZE, WHOLE)


def inked(pixels: Pixels) -> Box:
    """The least box around what is not transparent."""
    rows, columns = np.nonzero(pixels[..., 3])
    return Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


@pytest.mark.parametrize(
    "params",
    [
        {"text": "Hg"},
        {"text": "Two\nlines", "font": "lora", "italic": True},
        {"text": "Stroked", "stroke_width": 6.0},
        {"text": "Inside", "stroke_width": 2.0, "stroke_position": "inside", "bold": True},
        {"text": "Bold mono", "font": "jetbrains_mono", "bold": True, "italic": True, "line": "underline"},
        {"text": "縦 ab\nc", "vertical": True},
        {"text": "arc", "bend": -90.0},
        {"text": "on a path", "path": [[50, 200], [200, 80], [400, 220], [550, 90]], "line": "strike"},
        {"text": "hard edges", "antialias": False},
    ],
)
def test_bounds_are_tight(params: dict[str, Any]) -> None:
    bounds, seen = text(**params).bounds(SIZE), inked(drawn(**params))
    assert bounds.intersect(seen) == seen
    assert all(abs(a - b) <= 1 for a, b in zip(bounds, seen, strict=True))


@pytest.mark.parametrize(
    ("align", "anchor", "expected"),
    [
        ("left", "top", (300, None, None, None)),
        ("right", "bottom", (None, None, 300, None)),
        ("left", "baseline", (300, None, None, 150)),
    ],
)
def test_the_anchor_is_where_it_is_put(align: str, anchor: str, expected: tuple[int | None, ...]) -> None:
    seen = inked(drawn(text="HHH", align=align, anchor=anchor))
    for side, wanted in zip(seen, expected, strict=True):
        assert wanted is None or abs(side - wanted) <= 6
    assert seen.top >= 150 if anchor == "top" else seen.bottom <= 150


def test_centred_capitals_stand_in_the_middle() -> None:
    seen = inked(drawn(text="HOH"))
    assert abs(seen.left + seen.right - 600) <= 3 and abs(seen.top + seen.bottom - 300) <= 3


def test_size_is_the_em_and_colour_is_the_colour() -> None:
    font = fonts.bundled("roboto", False, False).font
    top = max(float(curves[..., 1].max()) for curves in font.outline(font.glyph("H")))
    pixels = drawn(text="H", size=200.0)
    seen = inked(pixels)
    assert seen.bottom - seen.top == pytest.approx(200.0 * top / font.units, abs=1.01)
    assert pixels[pixels[..., 3] == 255][:, :3].tolist()[0] == [0x10, 0x20, 0x30]


def test_lines_break_at_the_box_and_justified_ones_fill_it() -> None:
    words = "some words that do not fit on one line of this box"
    seen = inked(drawn(text=words, width=220.0, size=30.0, align="justify", anchor="top", place=(10, 10)))
    assert 217 <= seen.right - seen.left <= 221 and seen.bottom - seen.top > 100


def test_capitals_tracking_stretch_and_kerning_change_the_line() -> None:
    def length(**params: Any) -> int:
        box = inked(drawn(**params))
        return box.right - box.left

    plain = length(text="Avery")
    assert length(text="Avery", tracking=100.0) == pytest.approx(plain + 4 * 4.8, abs=2)
    assert length(text="Avery", stretch=150.0) == pytest.approx(plain * 1.5, abs=3)
    assert length(text="AVATAR", kerning=False) > length(text="AVATAR") + 5
    assert (drawn(text="avery", capitals=True) == drawn(text="AVERY")).all()


def test_bold_and_italic_are_the_familys_own_or_made() -> None:
    def ink(**params: Any) -> float:
        return float(drawn(text="Hamburg", **params)[..., 3].sum())

    for family in fonts.FAMILIES:
        if family != "dancing_script":  # has one weight only, which is bold
            assert 1.05 < ink(font=family, bold=True) / ink(font=family) < 2.0, family
    mono = {"text": "|", "font": "jetbrains_mono", "size": 150.0}
    upright, slanted = (inked(drawn(**mono, italic=italic)) for italic in (False, True))
    assert slanted.right - slanted.left > upright.right - upright.left + 20


def test_stroke_goes_around_the_letters_and_leaves_them() -> None:
    plain, stroked = drawn(text="O"), drawn(text="O", stroke_width=5.0, stroke_colour="#ff0000")
    solid = plain[..., 3] == 255
    np.testing.assert_array_equal(stroked[solid], plain[solid])
    one, other = inked(plain), inked(stroked)
    assert (one.left - other.left, other.bottom - one.bottom) == (5, 5)
    assert (stroked[other.top, (one.left + one.right) // 2, :3] == (255, 0, 0)).all()
    inside = drawn(text="O", stroke_width=3.0, stroke_position="inside", stroke_colour="#ff0000")
    np.testing.assert_array_equal(inside[..., 3], plain[..., 3])


def test_overlapping_parts_of_a_letter_have_no_stroke_within() -> None:
    made = drawn(text="e", size=280.0, bold=True, stroke_width=4.0, stroke_position="centre")
    lines = (made[..., 3] == 255) & (made[..., 2] == 0)
    box = inked(made)
    middle = lines[:, box.left + (box.right - box.left) // 2]
    assert np.count_nonzero(np.diff(middle.astype(int)) == 1) == 6  # two edges each of three strokes


def test_without_smooth_edges_pixels_are_full_or_empty() -> None:
    assert set(np.unique(drawn(text="Round Q&", antialias=False)[..., 3])) == {0, 255}


def test_vertical_text_runs_down_and_columns_to_the_left() -> None:
    one, two = (inked(drawn(text=words, vertical=True, size=40.0)) for words in ("OOO", "OOO\nOOO"))
    assert one.bottom - one.top > 2 * (one.right - one.left)
    assert two.right - two.left > 1.8 * (one.right - one.left) and two.bottom == one.bottom


def test_text_follows_a_path() -> None:
    pixels = drawn(text="along", path=[[100, 150], [100, 20]], smooth_path=False, align="left", size=30.0)
    box = inked(pixels)
    assert box.right <= 109 and box.left > 70 and box.bottom <= 151


def test_characters_that_the_font_lacks_come_from_another() -> None:
    seen = drawn(text="ЖЯ", font="bebas_neue", anchor="baseline")
    np.testing.assert_array_equal(seen, drawn(text="ЖЯ", font="roboto", anchor="baseline"))


def test_an_own_font_is_used_and_a_broken_one_refused() -> None:
    data = (fonts.FOLDER / "Lora-Regular.ttf").read_bytes()
    own = drawn(text="Own font", font_file=data_url("font/ttf", data))
    np.testing.assert_array_equal(own, drawn(text="Own font", font="lora"))
    for broken in (data_url("font/ttf", data[:500]), data_url("font/ttf", b"no font"), "data:,"):
        with pytest.raises(InvalidParameter):
            text(font_file=broken)


def test_odd_characters_do_no_harm() -> None:
    for words in ("", " \n\t\r\n ", "\x00\x07\u200b\u202e\ud800", "👩‍👩‍👧‍👦 e\u0301 \u0301"):
        assert drawn(text=words).shape == (300, 600, 4)
    np.testing.assert_array_equal(drawn(text="e\u0301"), drawn(text="é"))


def test_text_scales_with_the_picture() -> None:
    made = text(text="Scale", stroke_width=2.0, width=100.0, tracking=20.0)
    twice = made.scaled(2.0, 2.0)
    assert (twice.size, twice.stroke_width, twice.width) == (96.0, 4.0, 200.0)  # type: ignore[attr-defined]
    one, other = inked(made.draw(SIZE, WHOLE)), inked(twice.draw((1200, 600), Box(0, 0, 1200, 600)))
    assert all(abs(2 * a - b) <= 3 for a, b in zip(one, other, strict=True))
