"""Effects lie where they should, as dark and as wide as their settings say."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.editing import finish, perform
from fotofun.imaging.distance import contract, expand
from fotofun.imaging.outline import ellipse
from fotofun.imaging.relief import smoothed
from fotofun.operation import REGISTRY, EffectOperation
from fotofun.raster import Box, Mask, Pixels
from fotofun.render.compositor import rendered
from tests.operations.legal import legal

SIZE = (120, 100)
BOX = Box.of(SIZE)
DISC = ellipse(30.0, 20.0, 60.0, 60.0, BOX)
LENGTHS = ("size", "distance", "soften")
EFFECTS = sorted((each for each in REGISTRY.values() if each.family == "effect"), key=lambda each: each.name)


def effect(name: str, **params: Any) -> EffectOperation:
    made = find(name).create(params)
    assert isinstance(made, EffectOperation)
    return made


def layer(shape: Mask, colour: tuple[int, int, int] = (200, 100, 50)) -> Pixels:
    pixels = np.empty((*shape.shape, 4), np.uint8)
    pixels[..., :3], pixels[..., 3] = colour, shape
    return pixels


def drawn(name: str, shape: Mask = DISC, **params: Any) -> Pixels:
    return effect(name, **params).draw(shape, layer(shape), (0, 0), BOX)


def centre(alpha: NDArray[np.uint8]) -> tuple[float, float]:
    weight = alpha.astype(float)
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]]
    return float((x * weight).sum() / weight.sum()), float((y * weight).sum() / weight.sum())


@pytest.mark.parametrize("each", EFFECTS, ids=lambda each: each.name)
@settings(deadline=None, max_examples=8)
@given(data=st.data())
def test_a_margin_is_all_that_an_effect_looks_at(each: type[EffectOperation], data: st.DataObject) -> None:
    params = data.draw(legal(each))
    small = {name: min(value, 12.0) for name, value in params.items() if name in LENGTHS}
    made: Any = each.create(params | small)
    reach = made.margin()
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    shape = np.zeros((70 + 2 * reach, 60 + 2 * reach), np.uint8)
    y, x = np.mgrid[0 : shape.shape[0], 0 : shape.shape[1]]
    shape[(x // 17 + y // 13) % 3 == 0] = 255
    shape[rng.random(shape.shape) < 0.02] = 90
    pixels = layer(shape)
    whole = made.draw(shape, pixels, (-reach, -reach), BOX)
    part = slice(20, 50 + 2 * reach), slice(10, 40 + 2 * reach)
    cut = made.draw(shape[part].copy(), pixels[part].copy(), (10 - reach, 20 - reach), BOX)
    inner = slice(reach, reach + 30)
    np.testing.assert_array_equal(cut[inner, inner], whole[part][inner, inner])


@pytest.mark.parametrize(
    ("angle", "x", "y"), [(90, 0, 1), (0, -1, 0), (120, 0.5, 0.866), (-45, -0.707, -0.707)]
)
def test_a_shadow_falls_away_from_the_light(angle: float, x: float, y: float) -> None:
    made = drawn("drop_shadow", angle=angle, distance=10.0, size=6.0, colour="#102030")
    place = centre(made[..., 3])
    assert place == pytest.approx((59.5 + 10 * x, 49.5 + 10 * y), abs=0.6)
    assert (made[made[..., 3] > 0][:, :3] == (0x10, 0x20, 0x30)).all()
    assert int(made[..., 3].max()) == 255
    inner = drawn("inner_shadow", angle=angle, distance=10.0, size=6.0)[..., 3]
    lit = np.minimum(~inner, DISC)
    assert math.dist(centre(lit), (59.5 + 10 * x, 49.5 + 10 * y)) < 6.5


def test_size_softens_and_spread_makes_solid() -> None:
    hard = drawn("drop_shadow", distance=0.0, size=0.0)[..., 3]
    np.testing.assert_array_equal(hard, DISC)
    soft, solid = (drawn("outer_glow", size=16.0, spread=spread)[..., 3] for spread in (0.0, 100.0))
    assert abs(int(soft[50, 90]) - 127) < 20 and soft[50, 86] > soft[50, 92] > soft[50, 98] > 0
    np.testing.assert_array_equal(solid, expand(np.pad(DISC, 30), 16.0)[30:-30, 30:-30])


def test_an_inner_glow_shines_from_the_edge_or_from_the_middle() -> None:
    edge, middle = (drawn("inner_glow", source=source, size=10.0)[..., 3] for source in ("edge", "centre"))
    np.testing.assert_array_equal(edge, ~middle)
    assert edge[50, 60] == 0 and edge[50, 31] > 90


def test_overlays_cover_everything_in_place() -> None:
    assert (drawn("colour_overlay", colour="#01020304") == (1, 2, 3, 4)).all()
    fill = {"gradient": [[0, "#ff0000"], [1, "#0000ff"]], "start": (10, 20), "end": (90, 80)}
    overlay, whole = effect("gradient_overlay", **fill), find("gradient").create(fill)
    part = Box(13, 7, 73, 47)
    made = overlay.draw(DISC[part.slices].copy(), layer(DISC)[part.slices].copy(), (13, 7), BOX)
    np.testing.assert_array_equal(made, whole.draw(SIZE, part))  # type: ignore[attr-defined]
    pattern = {"pattern": "polka", "size": 9.0, "angle": 20.0}
    overlay, whole = (
        effect("pattern_overlay", **pattern),
        find("pattern").create({**pattern, "ink_colour": "#00000040", "paper_colour": "#ffffff00"}),
    )
    made = overlay.draw(DISC[part.slices].copy(), layer(DISC)[part.slices].copy(), (13, 7), BOX)
    np.testing.assert_array_equal(made, whole.draw(SIZE, part))  # type: ignore[attr-defined]


def over(top: Pixels, bottom: Pixels) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(alpha, premultiplied colour) of pixels over others, 0..1."""
    a, b = top[..., 3:] / 255.0, bottom[..., 3:] / 255.0
    return a + b * (1 - a), top[..., :3] / 255.0 * a + bottom[..., :3] / 255.0 * b * (1 - a)


@pytest.mark.parametrize(("side", "out", "into"), [("outside", 5.0, 0.0), ("centre", 2.5, 2.5)])
def test_a_stroke_meets_the_layer_without_a_seam(side: str, out: float, into: float) -> None:
    made = drawn("stroke", side=side, size=5.0, colour="#0000ff")
    alpha, colour = over(made, layer(DISC))
    grown, kept = expand(DISC, out) / 255.0, contract(DISC, into) / 255.0
    np.testing.assert_allclose(alpha[..., 0], grown, atol=0.01)
    expected = kept[..., None] * np.array([200, 100, 50]) / 255.0 + (grown - kept)[..., None] * np.array(
        [0, 0, 1.0]
    )
    np.testing.assert_allclose(colour, expected, atol=0.012)


def test_a_stroke_inside_keeps_the_shape() -> None:
    made = drawn("stroke", side="inside", size=5.0, colour="#0000ff80")
    assert effect("stroke", side="inside").place == "inside" and effect("stroke").place == "above"
    assert made[50, 60, 3] == 0 and made[50, 32].tolist() == [0, 0, 255, 128]
    edge = (DISC > 40) & (DISC < 255)
    assert (made[edge][:, 3] == 128).all()  # all of what the layer covers there


def test_a_bevel_is_bright_towards_the_light_and_dark_away_from_it() -> None:
    for technique in ("smooth", "chisel"):
        made = drawn(
            "bevel", technique=technique, angle=180.0, size=8.0, highlight="#ffffff", shadow="#000000"
        )
        left, right = made[50, 33], made[50, 86]
        assert left[0] == 255 and left[3] > 100 and right[0] == 0 and right[3] > 100
        assert made[50, 60, 3] == 0
        down = drawn("bevel", technique=technique, angle=180.0, size=8.0, direction="down")
        assert down[50, 33, 0] == 0 and down[50, 86, 0] == 255
    places = {"inner": "inside", "outer": "below", "emboss": "above"}
    assert {style: effect("bevel", style=style).place for style in places} == places


def test_a_bevel_of_more_depth_is_stronger() -> None:
    weak, strong = (drawn("bevel", depth=depth)[..., 3].sum(dtype=int) for depth in (20.0, 100.0))
    assert 0 < 1.5 * weak < strong


def test_smoothing_is_two_box_means() -> None:
    field = np.random.default_rng(1).integers(0, 65281, (23, 31)).astype(np.uint16)
    padded = np.pad(field.astype(float), 6, mode="edge")
    for _ in range(2):
        for axis in (0, 1):
            rolled = [np.roll(padded, step, axis) for step in range(-3, 4)]
            padded = np.mean(rolled, axis=0)
    inner = smoothed(field, 3)[6:-6, 6:-6]
    np.testing.assert_allclose(inner, padded[12:-12, 12:-12], atol=2.0)


def test_satin_folds_lie_on_both_sides() -> None:
    folds = drawn("satin", angle=0.0, distance=10.0, size=8.0, invert=False)[..., 3]
    assert folds[50, 30] > 60 < folds[50, 90] and folds[50, 60] < 10
    np.testing.assert_array_equal(~folds, drawn("satin", angle=0.0, distance=10.0, size=8.0)[..., 3])


def test_a_gradient_overlay_goes_with_its_layer(layered: Document) -> None:
    """It begins and ends where something is seen of the layer, also after that was moved."""
    fill = {"gradient": [[0, "#ff0000"], [1, "#0000ff"]], "dither": False}
    made = run(layered, "gradient_overlay", **fill)
    ends = rendered(made)[[22, 38], 30, :3]
    assert ends[0][0] > 215 and ends[0][2] < 40 and ends[1][2] > 215 and ends[1][0] < 40
    moved = rendered(run(made, "transform_layer", move=(25, 40)))
    np.testing.assert_array_equal(moved[60:80, 45:75], rendered(made)[20:40, 20:50])
    still = rendered(run(layered, "gradient_overlay", **fill, align=False))[[22, 38], 30, :3]
    assert abs(int(still[0][0]) - int(still[1][0])) < 60  # a part of the document's


def test_older_recipes_keep_gradients_in_the_picture() -> None:
    kind = find("gradient_overlay")
    assert kind.create(kind.migrate({"style": "radial"}, 1)).values()["align"] is False
    assert kind.create(kind.migrate({"style": "radial"}, 2)).values()["align"] is True


@pytest.mark.parametrize("fill", [100, 0])
def test_where_a_line_meets_an_overlay_nothing_of_the_layer_shows(layered: Document, fill: float) -> None:
    """On a soft edge, red under a blue overlay and a blue line must not come through."""
    soft = run(run(layered, "layer_opacity", opacity=100, fill=fill), "gaussian_blur", radius=3.0)
    made = run(run(soft, "colour_overlay", colour="#0000ff"), "stroke", colour="#0000ff", size=4.0)
    seen = rendered(made)
    assert seen[..., 0][seen[..., 3] > 0].max() <= 1


@pytest.fixture
def layered() -> Document:
    """A red box of 30 x 20 at (20, 20) alone on a transparent document."""
    pixels = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    pixels[20:40, 20:50] = (255, 0, 0, 255)
    return Document.from_pixels("Box", pixels)


def run(document: Document, name: str, **params: Any) -> Document:
    return finish(perform(document, find(name).create(params)))
