"""What the operations of the Select menu select."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from fotofun.catalog import find
from fotofun.errors import CommandError
from fotofun.imaging.outline import ellipse
from fotofun.raster import Box, Mask, Pixels
from tests.operations.canvas import SmallCanvas

NEEDS_SELECTION = [
    "border_selection",
    "contract_selection",
    "expand_selection",
    "feather_selection",
    "grow_selection",
    "invert_selection",
    "similar_selection",
    "smooth_selection",
    "transform_selection",
]


def select(name: str, canvas: SmallCanvas, **params: Any) -> Mask:
    operation = find(name).create(params)
    mask: Mask = operation.select(canvas)  # type: ignore[attr-defined]
    return mask


def blank(width: int, height: int, selection: Mask | None = None) -> SmallCanvas:
    """Opaque grey."""
    pixels = np.full((height, width, 4), 128, np.uint8)
    pixels[..., 3] = 255
    return SmallCanvas(pixels, selection)


def square(size: int, start: int, end: int) -> Mask:
    mask = np.zeros((size, size), np.uint8)
    mask[start:end, start:end] = 255
    return mask


def flower(size: int = 240) -> tuple[SmallCanvas, Mask]:
    """A red disc with texture before textured green, and the disc."""
    rng = np.random.default_rng(4)
    shape = ellipse(size * 0.3, size * 0.25, size * 0.4, size * 0.5, Box(0, 0, size, size))
    share = shape[..., np.newaxis] / 255.0
    noise = rng.normal(0, 12, (size, size, 1))
    rgb = share * (200, 40, 60) + (1 - share) * (60, 130, 50) + noise
    pixels = np.full((size, size, 4), 255, np.uint8)
    pixels[..., :3] = np.clip(rgb, 0, 255)
    return SmallCanvas(pixels), shape


def overlap(mask: Mask, shape: Mask) -> float:
    """Intersection over union, at half."""
    one, other = mask > 127, shape > 127
    return float((one & other).sum() / (one | other).sum())


# --- shapes ------------------------------------------------------------------------------------------


def test_all_and_nothing() -> None:
    canvas = SmallCanvas.of(9, 5, selected=True)
    assert (select("select_all", canvas) == 255).all()
    assert select("deselect", canvas) is None


@pytest.mark.parametrize("name", NEEDS_SELECTION)
def test_says_when_nothing_is_selected(name: str) -> None:
    with pytest.raises(CommandError, match="Nothing is selected"):
        select(name, SmallCanvas.of(9, 5))


def test_says_when_nothing_would_be_selected() -> None:
    full = np.full((9, 9), 255, np.uint8)
    for name, params, selection in (
        ("select_rectangle", {"rectangle": (20, 20, 5, 5)}, None),
        ("select_rectangle", {"rectangle": (0, 0, 9, 9), "combine": "subtract"}, None),
        ("select_lasso", {"points": ((1, 1), (5, 5), (1, 1))}, None),
        ("invert_selection", {}, full),
        ("contract_selection", {"radius": 5, "from_edges": True}, full),
        ("border_selection", {}, full),
        ("transform_selection", {"x": 50}, full),
        ("colour_range", {"colour": "#00ff00", "fuzziness": 0}, None),
    ):
        with pytest.raises(CommandError, match="No pixels would be selected"):
            select(name, blank(9, 9, selection), **params)


def test_rectangle_covers_its_pixels() -> None:
    mask = select("select_rectangle", blank(8, 6), rectangle=(1, 2, 4.5, 3))
    expected = np.zeros((6, 8), np.uint8)
    expected[2:5, 1:5], expected[2:5, 5] = 255, 128
    np.testing.assert_array_equal(mask, expected)
    hard = select("select_rectangle", blank(8, 6), rectangle=(1, 2, 4.5, 3), antialias=False)
    assert set(np.unique(hard)) == {0, 255}


@pytest.mark.parametrize("name", ["select_rectangle", "select_ellipse", "select_polygon", "select_lasso"])
@pytest.mark.parametrize("how", ["new", "add", "subtract", "intersect"])
def test_shapes_combine_with_the_selection(name: str, how: str) -> None:
    before = square(60, 20, 50)
    shape = (
        {"rectangle": (5, 8, 40, 30)}
        if "angle" in name or "ell" in name
        else {"points": ((5, 8), (45, 8), (45, 38), (5, 38))}
    )
    region = select(name, blank(60, 60), **shape)
    mask = select(name, blank(60, 60, before), **shape, combine=how)
    expected = {
        "new": region,
        "add": np.maximum(before, region),
        "subtract": np.minimum(before, 255 - region),
        "intersect": np.minimum(before, region),
    }[how]
    np.testing.assert_array_equal(mask, expected)


def test_feather_blurs_before_combining() -> None:
    sharp = select("select_ellipse", blank(60, 60), rectangle=(10, 10, 40, 40))
    soft = select("select_ellipse", blank(60, 60), rectangle=(10, 10, 40, 40), feather=4)
    np.testing.assert_array_equal(soft, Image.fromarray(sharp).filter(ImageFilter.GaussianBlur(4)))


def test_lasso_rounds_what_a_polygon_keeps() -> None:
    points = ((5, 5), (55, 5), (55, 55), (5, 55))
    corners = select("select_polygon", blank(60, 60), points=points)
    rounded = select("select_lasso", blank(60, 60), points=points, smoothing=5)
    same = select("select_lasso", blank(60, 60), points=points, smoothing=0)
    np.testing.assert_array_equal(same, corners)
    assert corners[5, 5] == 255 and rounded[5, 5] == 0
    assert (rounded <= corners).all() and (rounded[20:40, 9:51] == 255).all()


def test_opaque_pixels_are_the_layers_alpha() -> None:
    canvas = SmallCanvas.of(20, 10)
    np.testing.assert_array_equal(select("select_opaque", canvas), canvas.pixels[..., 3])


@pytest.mark.parametrize(("channel", "place"), [("red", 0), ("green", 1), ("blue", 2), ("alpha", 3)])
def test_a_channel_is_selected_as_far_as_it_is_bright(channel: str, place: int) -> None:
    canvas = SmallCanvas.of(20, 10)
    np.testing.assert_array_equal(
        select("select_channel", canvas, channel=channel), canvas.composite[..., place]
    )


def test_brightness_is_selected_by_luma() -> None:
    canvas = SmallCanvas.of(20, 10)
    weighed = canvas.composite[..., :3] @ (0.2126, 0.7152, 0.0722)
    assert np.abs(select("select_channel", canvas).astype(float) - weighed).max() <= 1


# --- by colour -----------------------------------------------------------------------------------------


def islands() -> Pixels:
    """Two red squares on grey, that do not touch."""
    pixels = np.full((20, 30, 4), 128, np.uint8)
    pixels[..., 3] = 255
    pixels[5:10, 5:10, :3] = pixels[5:10, 20:25, :3] = (200, 30, 30)
    pixels[5, 5, :3] = (210, 35, 20)
    return pixels


def test_wand_selects_what_is_connected() -> None:
    canvas = SmallCanvas(islands())
    near = select("magic_wand", canvas, place=(7.9, 7.2), antialias=False)
    assert (near[5:10, 5:10] == 255).all() and (near > 0).sum() == 25
    both = select("magic_wand", canvas, place=(7, 7), antialias=False, contiguous=False)
    assert (both[5:10, 20:25] == 255).all() and (both > 0).sum() == 50
    exact = select("magic_wand", canvas, place=(7, 7), antialias=False, tolerance=9)
    assert exact[5, 5] == 0 and (exact > 0).sum() == 24
    around = select("magic_wand", canvas, place=(0, 0), antialias=False)
    assert (around > 0).sum() == 20 * 30 - 50


def test_wand_looks_where_it_is_told() -> None:
    canvas = SmallCanvas(islands())
    for place in ((-1, 3), (30, 3), (3, 20), (1e300, 3)):
        with pytest.raises(CommandError, match="outside the picture"):
            select("magic_wand", canvas, place=place)
    mean = select("magic_wand", canvas, place=(5, 5), sample="5", tolerance=10, antialias=False)
    assert (mean > 0).sum() == 1  # alone with its mixed surroundings' colour
    smooth = select("magic_wand", canvas, place=(7, 7))
    assert ((smooth > 127) == (select("magic_wand", canvas, place=(7, 7), antialias=False) > 127)).all()


def test_wand_sees_all_layers_only_if_asked() -> None:
    class Layered(SmallCanvas):
        @property
        def composite(self) -> Pixels:
            return islands()

    canvas = Layered(blank(30, 20).pixels)
    assert (select("magic_wand", canvas, place=(7, 7)) == 255).all()
    assert (select("magic_wand", canvas, place=(7, 7), all_layers=True) > 127).sum() == 25


def test_grow_and_similar_follow_the_colours() -> None:
    start = np.zeros((20, 30), np.uint8)
    start[7, 6:8] = 255
    canvas = SmallCanvas(islands(), start)
    grown = select("grow_selection", canvas, tolerance=16)
    assert (grown[5:10, 5:10] == 255).all() and (grown > 0).sum() == 25
    similar = select("similar_selection", canvas, tolerance=16)
    assert (similar[5:10, 20:25] == 255).all() and (similar > 0).sum() == 50
    strict = select("grow_selection", canvas, tolerance=0)
    assert (strict > 0).sum() == 24


def test_colour_range_fades_with_the_difference() -> None:
    pixels = np.full((1, 256, 4), 255, np.uint8)
    pixels[0, :, :3] = np.arange(256)[:, np.newaxis]
    mask = select("colour_range", SmallCanvas(pixels), colour="#646464", fuzziness=40)[0].astype(int)
    assert (mask[80:121] == 255).all() and not mask[:60].any() and not mask[141:].any()
    assert (np.diff(mask[:101]) >= 0).all() and (np.diff(mask[100:]) <= 0).all()
    only = select("colour_range", SmallCanvas(pixels), colour="#646464", fuzziness=0)
    assert np.flatnonzero(only).tolist() == [100]


def test_colour_range_takes_colours_from_places() -> None:
    canvas = SmallCanvas(islands())
    mask = select("colour_range", canvas, target="places", places=((6, 6), (99, 99)), fuzziness=20)
    assert (mask > 127).sum() == 50
    everything = select("colour_range", canvas, target="places", places=((6, 6), (0, 0)), fuzziness=20)
    assert (everything > 127).all()
    for places in ((), ((99, 99),)):
        with pytest.raises(CommandError, match="No colour was sampled"):
            select("colour_range", canvas, target="places", places=places)


SWATCHES = {
    "reds": (200, 30, 30),
    "yellows": (220, 210, 40),
    "greens": (40, 180, 50),
    "cyans": (40, 200, 210),
    "blues": (40, 50, 210),
    "magentas": (200, 40, 190),
    "shadows": (30, 30, 30),
    "midtones": (128, 128, 128),
    "highlights": (235, 235, 235),
    "skin": (224, 172, 140),
}


@pytest.mark.parametrize("target", SWATCHES)
def test_colour_range_knows_families(target: str) -> None:
    hues = [name for name in SWATCHES if name.endswith(("s", "n"))]
    pixels = np.full((1, len(hues), 4), 255, np.uint8)
    pixels[0, :, :3] = [SWATCHES[name] for name in hues]
    mask = dict(zip(hues, select("colour_range", SmallCanvas(pixels), target=target)[0], strict=True))
    greys = ("shadows", "midtones", "highlights")
    rivals = greys if target in greys else [name for name in hues if name not in ("skin", "reds", target)]
    assert mask[target] > 200
    assert all(mask[name] < 90 for name in rivals if name != target)


def test_what_is_transparent_is_of_no_colour() -> None:
    pixels = islands()
    pixels[5:10, 5:10, 3] = (0, 0, 255, 255, 128)
    for params in ({"colour": "#c81e1e"}, {"target": "reds"}):
        mask = select("colour_range", SmallCanvas(pixels), **params)
        assert not mask[5:10, 5:7].any()
        assert mask[8, 8] > 200 and abs(int(mask[8, 9]) * 2 - int(mask[8, 8])) <= 3


@pytest.mark.parametrize("stroke", [((110, 100), (125, 140)), ((120, 120),)])
def test_quick_selection_finds_the_object(stroke: tuple[tuple[float, float], ...]) -> None:
    canvas, shape = flower()
    assert overlap(select("quick_selection", canvas, points=stroke, size=20), shape) > 0.97
    outside = select("quick_selection", canvas, points=((10, 10), (230, 10)), size=10)
    assert overlap(outside, ~shape) > 0.97


def test_quick_selection_is_fine_on_large_pictures() -> None:
    canvas, shape = flower(900)
    mask = select("quick_selection", canvas, points=((420, 400), (470, 520)), size=60)
    assert overlap(mask, shape) > 0.98
    with pytest.raises(CommandError, match="outside the picture"):
        select("quick_selection", canvas, points=((-500, -500), (-1e300, 1e300)))


def test_quick_selection_adds_and_subtracts() -> None:
    canvas, shape = flower()
    whole = SmallCanvas(canvas.pixels, np.full_like(shape, 255))
    stroke = ((110, 100), (125, 140))
    rest = select("quick_selection", whole, points=stroke, size=20, combine="subtract")
    assert overlap(rest, ~shape) > 0.97
    corner = np.zeros_like(shape)
    corner[:30, :30] = 255
    added = select("quick_selection", SmallCanvas(canvas.pixels, corner), points=stroke, size=20)
    assert overlap(added, np.maximum(shape, corner)) > 0.97


# --- changed selections --------------------------------------------------------------------------------


def test_invert_is_the_complement() -> None:
    canvas = SmallCanvas.of(12, 9, selected=True)
    assert canvas.selection is not None
    np.testing.assert_array_equal(select("invert_selection", canvas), 255 - canvas.selection)


def test_expand_contract_and_border_move_the_edge() -> None:
    canvas = blank(60, 60, square(60, 20, 40))
    wide = select("expand_selection", canvas, radius=6)
    assert (wide[14:46, 30] == 255).all() and not wide[13, 30] and not wide[14, 14]
    np.testing.assert_array_equal(select("contract_selection", canvas, radius=4), square(60, 24, 36))
    band = select("border_selection", canvas, width=8)
    assert not band[30, 30] and (band[16:24, 30] == 255).all() and not band[15, 30] and not band[24, 30]
    soft = select("border_selection", canvas, width=8, soft=True)
    assert 0 < soft[15, 30] < soft[20, 30]


def test_feather_is_a_gaussian() -> None:
    canvas = blank(60, 60, square(60, 20, 40))
    expected = Image.fromarray(square(60, 20, 40)).filter(ImageFilter.GaussianBlur(3))
    np.testing.assert_array_equal(select("feather_selection", canvas, radius=3), expected)


def test_smooth_drops_specks_and_rounds_corners() -> None:
    selection = square(80, 20, 60)
    selection[5, 5] = 255
    selection[40, 40] = 0
    smooth = select("smooth_selection", blank(80, 80, selection), radius=8)
    assert smooth[5, 5] == 0 and smooth[40, 40] == 255 and smooth[20, 20] == 0
    assert smooth[18, 40] == 0 and smooth[21, 40] == 255  # straight edges stay where they are


def test_transform_moves_turns_and_scales() -> None:
    selection = np.zeros((40, 60), np.uint8)
    selection[10:20, 10:30] = 255
    canvas = blank(60, 40, selection)
    moved = select("transform_selection", canvas, x=7, y=-3)
    np.testing.assert_array_equal(moved, np.roll(selection, (-3, 7), axis=(0, 1)))
    turned = select("transform_selection", canvas, degrees=90)
    expected = np.zeros_like(selection)
    expected[5:25, 15:25] = 255
    np.testing.assert_array_equal(turned, expected)
    double = select("transform_selection", canvas, width=200)
    assert (double[10:20, 1:39] == 255).all() and not double[:, 41:].any()
    same = select("transform_selection", canvas, width=-100)
    np.testing.assert_array_equal(same, selection)
    slanted = select("transform_selection", canvas, slant=30)
    assert abs(int(slanted.astype(int).sum()) - int(selection.astype(int).sum())) < 255 * 8
    for empty in ({"width": 0}, {"height": 0}):
        with pytest.raises(CommandError):
            select("transform_selection", canvas, **empty)


@settings(deadline=None, max_examples=30)
@given(radius=st.floats(0, 12), seed=st.integers(0, 1000))
def test_expanding_is_never_less_nor_contracting_more(radius: float, seed: int) -> None:
    canvas = SmallCanvas.of(30, 20, seed, selected=True)
    assert canvas.selection is not None
    assert (select("expand_selection", canvas, radius=radius) >= canvas.selection).all()
    try:
        assert (select("contract_selection", canvas, radius=radius) <= canvas.selection).all()
    except CommandError:
        assert canvas.selection.min() == 0
