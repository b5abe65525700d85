"""What people do to layers is seen at once, and looks as the engine's result does when it comes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from driver import photo
from playwright.sync_api import Browser
from scene_page import Sender, corner, expected, present, seen
from static_host import StaticHost
from viewport_page import Bytes, ViewportPage

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.document.layer import PixelLayer
from fotofun.editing import perform
from fotofun.editing.perform import finish
from fotofun.imaging.matrices import translate
from fotofun.operation import StrokeOperation
from fotofun.raster import Plane

WIDTH, HEIGHT = 300, 220


@pytest.fixture(scope="module")
def shared_page(browser: Browser, viewport_host: StaticHost) -> Iterator[ViewportPage]:
    context = browser.new_context(viewport={"width": 400, "height": 300}, reduced_motion="reduce")
    page = ViewportPage(context, viewport_host)
    yield page
    assert page.errors == []
    assert page.run("() => harness.errors.map(({ message }) => message)") == []
    context.close()


@pytest.fixture
def viewport(shared_page: ViewportPage) -> ViewportPage:
    shared_page.run("() => harness.viewport.clear()")
    return shared_page


def opened() -> Document:
    """A photo, and a smaller layer with soft alpha over it."""
    document = Document.from_pixels("photo", photo(WIDTH, HEIGHT))
    pixels = photo(120, 90, seed=4)
    pixels[..., 3] = np.linspace(0, 255, 120).astype(np.uint8)
    upper = PixelLayer(id="upper", name="Upper", pixels=Plane(pixels), matrix=translate(60.0, 50.0))
    return replace(document, layers=(*document.layers, upper), active_id="upper")


POINTS = [[40.0, 60.0, 1.0], [110.5, 90.25, 1.0], [150.0, 150.0, 1.0], [210.0, 60.0, 1.0]]
STROKES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "soft": ("brush", {"size": 40, "hardness": 0, "flow": 20, "colour": "#20c0ff"}, {}),
    "hard": ("brush", {"size": 9, "hardness": 100, "opacity": 60, "colour": "#ff4000"}, {}),
    "multiplied": (
        "brush",
        {"size": 25, "hardness": 60, "colour": "#80ff30", "blend_mode": "multiply"},
        {"blend": "multiply"},
    ),
    "erased": ("eraser", {"size": 30, "hardness": 50, "flow": 50}, {"kind": "erase"}),
    "pencil": ("pencil", {"size": 5, "colour": "#000000"}, {"aliased": True}),
}


@pytest.mark.parametrize("zoom", [1, 3])
@pytest.mark.parametrize("name", STROKES)
def test_a_stroke_looks_like_the_one_that_is_committed(
    viewport: ViewportPage, name: str, zoom: float
) -> None:
    operation, params, style = STROKES[name]
    edit = find(operation).create({**params, "points": POINTS})
    assert isinstance(edit, StrokeOperation)
    document = opened()
    if name == "soft":
        selected = np.zeros((HEIGHT, WIDTH), np.uint8)
        selected[:, :140] = np.linspace(0, 255, 140).astype(np.uint8)
        document = document.with_selection(selected)
        viewport.run("() => harness.viewport.setAnts(false)")
    sender = Sender()
    present(viewport, sender.show(document))
    viewport.look(zoom, (WIDTH / 2, HEIGHT / 2))
    before = viewport.screen().astype(float)
    viewport.run(
        """async ([style, dabs, hardness]) => {
            const { stroke } = harness.viewport;
            stroke.begin(style);
            for (const [x, y, radius, flow] of dabs) {
                stroke.dab(x, y, radius, hardness, flow);
                if (Math.random() < 0.2) harness.viewport.readPixels(0, 0, 1, 1);
            }
            stroke.end();
            await harness.settled();
        }""",
        [
            {
                "layer": "upper",
                "kind": "paint",
                "colour": params.get("colour", "#000000"),
                "opacity": params.get("opacity", 100) / 100,
                **style,
            },
            [list(dab) for dab in edit.dabs()],
            params.get("hardness", 100) / 100,
        ],
    )
    live = viewport.screen().astype(float)
    events = sender.show(finish(perform(document, edit)))
    present(viewport, events)
    committed = viewport.screen().astype(float)
    viewport.run("() => harness.viewport.setAnts(true)")
    assert np.abs(committed - before).max() > 40
    assert np.abs(live - committed).max() <= 4
    assert np.abs(live - committed).mean() < 0.1


def test_a_layer_moves_until_the_engine_has_moved_it(viewport: ViewportPage) -> None:
    document, sender = opened(), Sender()
    present(viewport, sender.show(document))
    upper = document.layers[1]
    assert isinstance(upper, PixelLayer)
    moved = replace(upper, matrix=translate(75.0, 41.0))
    after = document.with_layer("upper", moved)
    viewport.run(
        """async () => {
            for (let step = 0; step <= 15; step++) {
                harness.viewport.setLayerMatrix('upper', [1, 0, step, 0, 1, -step * 0.6, 0, 0, 1]);
                harness.viewport.readPixels(0, 0, 1, 1);
            }
            await harness.settled();
        }"""
    )
    live = viewport.screen()
    assert np.abs(seen(viewport, after, live) - expected(viewport, after, live)).max() <= 2
    present(viewport, sender.show(after))
    np.testing.assert_array_equal(viewport.screen(), live)
    viewport.run("() => harness.viewport.setLayerMatrix('upper', null)")
    np.testing.assert_array_equal(viewport.screen(), live)


def test_panning_brings_what_was_not_seen(viewport: ViewportPage) -> None:
    present(viewport, Sender().show(opened()))
    viewport.look(2, (90, 80))
    steps = [(13, -7), (-40, 20), (5, 31), (-3, 0)]
    for dx, dy in steps:
        viewport.run("([dx, dy]) => harness.viewport.panBy(dx, dy)", [dx, dy])
        viewport.screen()
    panned, view = viewport.screen(), viewport.view()
    viewport.look(1, (0, 0))
    viewport.look(view["zoom"], (view["centreX"], view["centreY"]))
    np.testing.assert_array_equal(viewport.screen(), panned)


def test_while_somebody_zooms_what_was_there_is_scaled(viewport: ViewportPage) -> None:
    present(viewport, Sender().show(opened()))
    viewport.look(1.1, (120, 100))
    zooms = [1.1 * 0.97**step for step in range(6)]
    views = [
        {"zoom": zoom, "centreX": 120 + step, "centreY": 100.5, "fitted": False}
        for step, zoom in enumerate(zooms)
    ]
    seen_on_the_way = viewport.glimpses([*views, *reversed(views[:-1])])
    exact = []
    for view in [*views, *reversed(views[:-1])]:
        viewport.look(view["zoom"], (view["centreX"], view["centreY"]))
        exact.append(viewport.screen())
    assert len(seen_on_the_way) == len(exact)
    np.testing.assert_array_equal(seen_on_the_way[0], exact[0])
    differences = [np.abs(one.astype(int) - other) for one, other in zip(seen_on_the_way, exact, strict=True)]
    means = [float(each.mean()) for each in differences]
    assert 0 < max(means) < 4, means  # scaled, and hardly to be told from what comes
    # What was not in sight before is drawn as it is: a border of the screen, outside of what was scaled.
    assert differences[5][:, :15].max() == 0 and differences[5][:12].max() == 0
    viewport.settle()
    rested = viewport.glimpses([{**views[0]}])
    np.testing.assert_array_equal(rested[-1], exact[0])


def test_turning_the_view_turns_what_is_seen_and_where_it_is(viewport: ViewportPage) -> None:
    present(viewport, Sender().show(opened()))
    viewport.look(1, (WIDTH / 2, HEIGHT / 2))
    upright = seen(viewport, opened(), viewport.screen())
    viewport.run("() => harness.viewport.rotate(90)")
    viewport.settle()
    turned = viewport.screen()
    there = viewport.run("() => [[0, 0], [300, 220]].map(([x, y]) => harness.viewport.toScreen({ x, y }))")
    (right, top), (left, bottom) = ((round(each["x"]), round(each["y"])) for each in there)
    assert (right - left, bottom - top) == (HEIGHT, WIDTH)
    visible = turned[max(top, 0) : bottom, left:right]
    expected_part = np.rot90(upright, -1)[max(-top, 0) :][: len(visible)]
    assert np.abs(visible - expected_part).max() <= 22  # the checkerboard does not turn
    assert np.abs(visible - expected_part).mean() < 1
    viewport.run("() => harness.viewport.rotate(33)")
    back = viewport.run(
        """() => {
            const { viewport } = harness;
            return viewport.toPicture(viewport.toScreen({ x: 12, y: 34 }));
        }"""
    )
    assert (back["x"], back["y"]) == pytest.approx((12, 34))
    viewport.run("() => harness.viewport.rotate(0)")


def ants(screen: Bytes, left: int, top: int) -> set[tuple[int, int]]:
    """Where the picture is black or white, from its corner."""
    extreme = (screen == 0).all(-1) | (screen == 255).all(-1)
    return {(int(x) - left, int(y) - top) for y, x in np.argwhere(extreme)}


def test_ants_march_along_the_selection_and_the_quick_mask_covers_the_rest(viewport: ViewportPage) -> None:
    grey = np.full((HEIGHT, WIDTH, 4), 128, np.uint8)
    grey[..., 3] = 255
    selected = np.zeros((HEIGHT, WIDTH), np.uint8)
    selected[30:80, 20:150] = 255
    document = Document.from_pixels("grey", grey).with_selection(selected)
    present(viewport, Sender().show(document))
    left, top = corner(viewport, viewport.screen())
    edge = {(x, y) for x in range(20, 150) for y in range(30, 80) if x in (20, 149) or y in (30, 79)}
    assert ants(viewport.screen(), left, top) == edge
    viewport.run("() => harness.viewport.setQuickMask(true)")
    masked = viewport.screen()
    viewport.run("() => harness.viewport.setQuickMask(false)")
    assert ants(masked, left, top) == set()
    assert tuple(masked[top + 50, left + 50]) == (128, 128, 128)
    red, green, _ = (int(each) for each in masked[top + 5, left + 5])
    assert red - green > 50


def test_far_in_the_pixels_have_a_grid(viewport: ViewportPage) -> None:
    present(viewport, Sender().show(Document.from_pixels("grey", np.full((40, 40, 4), 128, np.uint8))))
    viewport.look(4, (20, 20))
    assert len(np.unique(viewport.screen()[140:160, 190:210])) <= 4
    viewport.look(16, (20, 20))
    row = viewport.screen()[158, 100:300, 0].astype(int)
    lines = np.flatnonzero(np.abs(np.diff(row)) > 8)
    assert len(lines) >= 20 and set(np.diff(lines[::2])) == {16}
