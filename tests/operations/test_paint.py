"""Brushes and fills: what they cover, where they end, and that slow strokes look like quick ones."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.editing import finish, perform
from fotofun.errors import CommandError
from fotofun.operation import StrokeOperation
from fotofun.raster import Box
from fotofun.render.compositor import rendered

LINE = ((20.0, 30.0, 1.0), (100.0, 30.0, 1.0))


def grey(level: int = 128, width: int = 120, height: int = 60) -> Document:
    pixels = np.full((height, width, 4), level, np.uint8)
    pixels[..., 3] = 255
    return Document.from_pixels("grey.png", pixels)


def noisy(width: int = 120, height: int = 60) -> Document:
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return Document.from_pixels("noise.png", pixels)


def after(document: Document, name: str, **params: Any) -> np.ndarray:
    return rendered(finish(perform(document, find(name).create(params)))).astype(int)


def test_a_hard_stroke_covers_its_width_and_nothing_else() -> None:
    result = after(grey(255), "brush", points=LINE, size=20, hardness=100)
    assert (result[21:39, 30:90, :3] == 0).all()
    assert (result[:19] == 255).all() and (result[42:] == 255).all()


def test_a_soft_stroke_has_no_beads() -> None:
    result = after(grey(255), "brush", points=LINE, size=20, hardness=0, flow=20, spacing=15)
    middle = result[30, 40:80, 0]
    assert np.ptp(middle) <= 10


@pytest.mark.parametrize("points", [LINE, ((20.0, 30.0, 1.0), *[(20.0 + i, 30.0, 1.0) for i in range(81)])])
def test_how_many_points_the_pen_sent_does_not_matter(points: Any) -> None:
    expected = after(grey(255), "brush", points=LINE, size=14)
    assert np.abs(after(grey(255), "brush", points=points, size=14) - expected).max() <= 2


def test_opacity_is_the_most_that_a_stroke_covers_however_often_it_crosses_itself() -> None:
    there_and_back = (*LINE, *LINE[::-1], *LINE)
    result = after(grey(255), "brush", points=there_and_back, size=20, hardness=100, opacity=50)
    assert (np.abs(result[25:35, 40:80, :3] - 128) <= 1).all()


def test_pressure_sets_the_size() -> None:
    points = ((20.0, 30.0, 0.2), (100.0, 30.0, 1.0))
    result = after(grey(255), "brush", points=points, size=30, hardness=100, pressure_size=True)
    thickness = (result[..., 0] < 128).sum(axis=0)
    assert thickness[25] < 10 < 24 < thickness[95]


def test_a_pencil_only_knows_covered_and_bare() -> None:
    result = after(grey(255), "pencil", points=((10.3, 9.1, 1.0), (90.0, 47.7, 1.0)), size=5)
    assert set(np.unique(result[..., 0])) == {0, 255}


def test_an_eraser_takes_the_alpha() -> None:
    result = after(grey(), "eraser", points=LINE, size=20, hardness=100)
    assert (result[25:35, 40:80] == 0).all() and (result[:15, :, 3] == 255).all()


def test_dodge_and_burn_move_their_own_range_most() -> None:
    for name, sign in (("dodge", 1), ("burn", -1)):
        moved = {}
        for level in (40, 128, 215):
            result = after(grey(level), name, points=LINE, size=20, hardness=100, range="midtones")
            moved[level] = sign * (result[30, 60, 0] - level)
        assert moved[128] > max(moved[40], moved[215]) > 0


def test_a_sponge_takes_or_gives_colour() -> None:
    pixels = np.full((60, 120, 4), (180, 100, 60, 255), np.uint8)
    document = Document.from_pixels("skin.png", pixels)
    spread = {
        mode: int(np.ptp(after(document, "sponge", points=LINE, size=20, mode=mode, amount=60)[30, 60, :3]))
        for mode in ("saturate", "desaturate")
    }
    assert spread["desaturate"] < 60 < 120 < spread["saturate"]


def test_blur_sharpen_and_smudge_change_contrast_as_they_say() -> None:
    document = noisy()
    spot = (slice(25, 35), slice(40, 80))
    before = rendered(document)[spot].astype(int)[..., :3].std()
    assert after(document, "blur_brush", points=LINE, size=30, strength=5)[spot][..., :3].std() < before / 2
    assert after(document, "sharpen_brush", points=LINE, size=30)[spot][..., :3].std() > before
    smudged = after(document, "smudge", points=LINE, size=30, hardness=100, strength=60)[spot][..., :3]
    assert smudged.std() < 0.75 * before


def test_a_clone_is_what_lies_there() -> None:
    document = noisy()
    source = rendered(document).astype(int)
    result = after(document, "clone_stamp", points=LINE, size=16, hardness=100, source=(5.0, -12.0))
    np.testing.assert_array_equal(result[27:33, 40:80], source[15:21, 45:85])


def test_healing_keeps_the_texture_and_takes_the_light() -> None:
    rng = np.random.default_rng(4)
    pixels = np.full((60, 120, 4), 255, np.uint8)
    texture = rng.integers(-8, 9, (60, 60))
    pixels[:, :60, :3] = (80 + texture)[..., np.newaxis]
    pixels[:, 60:, :3] = (180 + texture)[..., np.newaxis]
    document = Document.from_pixels("two.png", pixels)
    points = ((88.0, 30.0, 1.0), (92.0, 30.0, 1.0))
    result = after(document, "healing_brush", points=points, size=16, hardness=100, source=(-60.0, 0.0))
    assert abs(result[26:34, 86:94, 0].mean() - 180) < 6


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["brush", "eraser", "dodge", "smudge", "blur_brush", "clone_stamp"]), st.data())
def test_nothing_outside_the_bounds_changes(name: str, data: st.DataObject) -> None:
    point = st.tuples(st.floats(-30, 150), st.floats(-30, 90), st.floats(0, 1))
    points = data.draw(st.lists(point, max_size=6))
    edit = find(name).create({"points": points, "size": data.draw(st.floats(0.5, 60))})
    assert isinstance(edit, StrokeOperation)
    document = noisy()
    before, result = rendered(document), rendered(finish(perform(document, edit)))
    box = edit.bounds(None).intersect(Box.of(document.size))  # type: ignore[arg-type]
    changed = (before != result).any(axis=-1)
    if not box.is_empty:
        changed[box.slices] = False
    assert not changed.any()


def test_the_bucket_fills_what_is_alike_and_connected() -> None:
    document = grey(200)
    pixels = document.planes()["pixels", "layer-1"].data.copy()
    pixels[:, 50:60, :3] = 20
    document = Document.from_pixels("two.png", pixels)
    result = after(document, "fill", place=(10.0, 10.0), colour="#ff0000", antialias=False)
    assert (result[:, :50] == (255, 0, 0, 255)).all() and (result[:, 60:, 0] == 200).all()
    everywhere = after(
        document, "fill", place=(10.0, 10.0), colour="#ff0000", contiguous=False, antialias=False
    )
    assert (everywhere[:, 60:] == (255, 0, 0, 255)).all() and (everywhere[:, 50:60, 0] == 20).all()
    with pytest.raises(CommandError, match="outside the picture"):
        after(document, "fill", place=(500.0, 10.0))


def test_filling_keeps_to_the_selection() -> None:
    selection = np.zeros((60, 120), np.uint8)
    selection[10:20, 30:50] = 255
    result = after(grey().with_selection(selection), "fill_selection", colour="#00ff00")
    assert (result[10:20, 30:50] == (0, 255, 0, 255)).all()
    assert (result[..., 1] == 255).sum() == 200
