"""The viewport draws what it was given: to the pixel, without seams or fringes, and only when needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from driver import photo
from playwright.sync_api import Browser
from static_host import StaticHost
from viewport_page import (
    CANVAS,
    Bytes,
    Floats,
    ViewportPage,
    checkerboard,
    encode,
    over_checkerboard,
    place,
    shown,
)

from fotofun.catalog import find
from fotofun.render.apply import Applier
from fotofun.render.presenter import describe, half_float_textures, half_floats
from fotofun.render.table import fuse

WIDTH, HEIGHT = 900, 640


STILL = {"reduced_motion": "reduce"}
# What a test may have changed on the page it shares with others.
AS_AT_FIRST = """async () => {
    delete document.documentElement.dataset.theme;
    harness.viewport.clear();
    harness.viewport.setCompare('off', 0.5);
    await harness.settled();
}"""


@pytest.fixture
def options() -> dict[str, Any]:
    """What the browser's window is like; tests replace it."""
    return STILL


@contextmanager
def opened_page(browser: Browser, host: StaticHost, options: dict[str, Any]) -> Iterator[ViewportPage]:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, **options)
    page = ViewportPage(context, host)
    yield page
    assert page.errors == []
    assert page.run("() => harness.errors.map(({ message }) => message)") == []
    context.close()


@pytest.fixture(scope="module")
def still_page(browser: Browser, viewport_host: StaticHost) -> Iterator[ViewportPage]:
    with opened_page(browser, viewport_host, STILL) as page:
        yield page


@pytest.fixture
def viewport(
    still_page: ViewportPage, browser: Browser, viewport_host: StaticHost, options: dict[str, Any]
) -> Iterator[ViewportPage]:
    if options is STILL:
        still_page.run(AS_AT_FIRST)
        yield still_page
    else:
        with opened_page(browser, viewport_host, options) as page:
            yield page


def part(screen: Bytes, viewport: ViewportPage, pixels: Bytes) -> tuple[Floats, int, int]:
    """The picture on the screen at 100 %, and where it is."""
    left, top = (int(each) for each in place(viewport.view(), screen))
    return screen[top : top + pixels.shape[0], left : left + pixels.shape[1]].astype(float), left, top


def difference(a: Bytes | Floats, b: Floats) -> float:
    return float(np.abs(a - b).max())


def made(operations: dict[str, dict[str, Any]]) -> list[Any]:
    return [find(name).create(params) for name, params in operations.items()]


def test_an_opaque_photo_is_exact_at_100_percent(viewport: ViewportPage) -> None:
    pixels = photo(613, 411)
    viewport.open(pixels)
    screen = viewport.screen()
    assert viewport.view()["zoom"] == 1 and viewport.view()["fitted"]
    seen, left, top = part(screen, viewport, pixels)
    np.testing.assert_array_equal(seen, pixels[..., :3])
    around = screen.copy()
    around[top : top + 411, left : left + 613] = CANVAS
    assert (around == CANVAS).all()


def test_transparency_and_mask_show_the_checkerboard(viewport: ViewportPage) -> None:
    pixels = photo(400, 300)
    pixels[..., 3] = np.linspace(0, 255, 400, dtype=np.uint8)
    viewport.open(pixels)
    mask = np.repeat(np.linspace(255, 0, 300, dtype=np.uint8)[:, np.newaxis], 400, axis=1)
    for given in (None, mask):
        viewport.mask(given)
        screen = viewport.screen()
        seen, left, top = part(screen, viewport, pixels)
        alpha = pixels[..., 3] / 255.0 * (1.0 if given is None else given / 255.0)
        expected = over_checkerboard(screen, pixels[..., :3].astype(float), alpha, left, top)
        assert difference(seen, expected) <= 1

    viewport.run("() => { document.documentElement.dataset.theme = 'light'; }")
    viewport.settle()
    assert tuple(viewport.screen()[0, 0]) == (217, 217, 217)


TABLES: dict[str, dict[str, dict[str, Any]]] = {
    "curves": {"exposure": {"stops": 0.7}, "brightness_contrast": {"contrast": 30}},
    "matrix": {"exposure": {"stops": 0.6}, "saturation": {"saturation": 45}, "hue": {"degrees": -30}},
    "cube and tone": {
        "saturation": {"saturation": 60},
        "brightness_contrast": {"contrast": 40, "brightness": 10},
    },
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_the_engines_pixels(viewport: ViewportPage, name: str) -> None:
    pixels = photo(500, 400)
    table = fuse(made(TABLES[name]))
    expected = pixels.copy()
    Applier(table)(pixels, expected)
    viewport.open(pixels)
    told = describe(table, 1, "layer", 1)
    sizes = {key: value for key, value in told.items() if key in ("cube_size", "tone_size", "matrix")}
    viewport.table(sizes, half_float_textures(table))
    for _ in range(3):  # drawn from the pages, then through the copy of the screen
        seen, *_ = part(viewport.screen(), viewport, pixels)
        assert difference(seen, expected[..., :3].astype(float)) <= 2
    viewport.table(None)
    np.testing.assert_array_equal(part(viewport.screen(), viewport, pixels)[0], pixels[..., :3])


def test_a_matrix_does_what_it_says(viewport: ViewportPage) -> None:
    pixels = photo(500, 400)
    matrix = np.array([[1.5, -0.3, -0.2, 0.05], [-0.2, 1.4, -0.2, 0.0], [0.1, -0.6, 1.5, -0.1]])
    curve = np.repeat(np.linspace(-0.2, 1.9, 256)[:, np.newaxis], 3, axis=1)
    viewport.open(pixels)
    sizes = {"cube_size": 0, "tone_size": 0, "matrix": matrix.ravel().tolist()}
    viewport.table(sizes, [half_floats(curve), np.empty(0, np.uint8), np.empty(0, np.uint8)])
    expected = np.clip(curve[pixels[..., :3], 0] @ matrix[:, :3].T + matrix[:, 3], 0, 1) * 255
    assert difference(part(viewport.screen(), viewport, pixels)[0], expected) <= 1.5


def test_pages_have_no_seams(viewport: ViewportPage) -> None:
    pixels = photo(2150, 1130)  # three pages across, two down, the last ones odd
    viewport.open(pixels)
    for zoom in (0.05, 0.21, 0.3, 0.62, 1.5):
        viewport.look(zoom, (1009, 1005))
        screen = viewport.screen()
        colours, _, inside = shown(pixels, viewport.view() | {"width": 2150, "height": 1130}, screen)
        assert inside.mean() > 0.01
        assert difference(screen[inside], colours[inside]) <= 2.5, zoom  # filters weigh by 1/256
        outside = (screen[~inside] != CANVAS).any(axis=-1)
        # An edge on the middle of a pixel falls to either side.
        assert outside.sum() <= 2 * sum(screen.shape[:2]), zoom


@pytest.mark.parametrize("zoom", [0.3, 1.5])
def test_invisible_colours_leave_no_fringe(viewport: ViewportPage, zoom: float) -> None:
    rows, columns = np.mgrid[:900, :1200]
    pixels = np.zeros((900, 1200, 4), np.uint8)
    pixels[(columns - 600) ** 2 + (rows - 450) ** 2 < 350**2] = (255, 240, 230, 255)
    viewport.open(pixels)
    viewport.look(zoom, (600, 450))
    screen = viewport.screen()
    colours, alpha, inside = shown(pixels, viewport.view() | {"width": 1200, "height": 900}, screen)
    assert ((alpha > 0.1) & (alpha < 0.9)).any()
    expected = over_checkerboard(screen, colours, alpha, 0, 0)
    assert difference(screen[inside], expected[inside]) <= 2
    assert (screen[inside] >= checkerboard(*screen.shape[:2])[inside] - 1).all()


def test_pixels_are_squares_from_200_percent(viewport: ViewportPage) -> None:
    pixels = photo(300, 200)
    viewport.open(pixels)
    viewport.look(8, (150, 100))
    screen = viewport.screen()
    left, top = (int(each) for each in place(viewport.view(), screen))
    expected = pixels[..., :3].repeat(8, axis=0).repeat(8, axis=1)[-top : HEIGHT - top, -left : WIDTH - left]
    np.testing.assert_array_equal(screen, expected)


@pytest.mark.parametrize("options", [{"device_scale_factor": 2.0}, {"device_scale_factor": 1.25}])
def test_100_percent_is_one_device_pixel_on_any_screen(
    viewport: ViewportPage, options: dict[str, Any]
) -> None:
    pixels = photo(301, 207)
    viewport.open(pixels)
    viewport.run("() => harness.viewport.zoomTo(1)")
    viewport.page.wait_for_timeout(300)
    screen = viewport.screen()
    assert screen.shape[1] == WIDTH * options["device_scale_factor"]
    np.testing.assert_array_equal(part(screen, viewport, pixels)[0], pixels[..., :3])


def test_compare(viewport: ViewportPage) -> None:
    pixels = photo(600, 400)
    viewport.open(pixels)
    viewport.mask(np.full((400, 600), 0, np.uint8))
    viewport.run("() => harness.viewport.setCompare('before')")
    np.testing.assert_array_equal(part(viewport.screen(), viewport, pixels)[0], pixels[..., :3])
    viewport.run("() => harness.viewport.setCompare('split', 0.4)")
    seen, left, top = part(viewport.screen(), viewport, pixels)
    line = round(0.4 * WIDTH) - left
    np.testing.assert_array_equal(seen[:, :line], pixels[:, :line, :3])
    behind = checkerboard(HEIGHT, WIDTH)[top : top + 400, left : left + 600]
    np.testing.assert_array_equal(seen[:, line:], behind[:, line:])


def test_the_preview_gives_way_without_a_jump(viewport: ViewportPage) -> None:
    pixels = photo(1500, 1100)
    viewport.run(
        """async ([width, height, data]) => {
            const pixels = new ImageData(new Uint8ClampedArray(fromBase64(data)), width, height);
            harness.viewport.showPreview(await createImageBitmap(pixels, { premultiplyAlpha: 'none' }));
            await harness.settled();
            harness.viewport.zoomTo(0.8, { x: 200, y: 150 });
            await harness.settled();
        }""",
        [1500, 1100, encode(pixels)],
    )
    before, view = viewport.screen(), viewport.view()
    viewport.open(pixels)
    assert viewport.view() == view
    assert difference(viewport.screen().astype(float), before.astype(float)) <= 1


def test_the_document_returns_when_a_preview_is_dropped(viewport: ViewportPage) -> None:
    viewport.open(photo(300, 200))
    before = viewport.screen()
    viewport.run(
        """async () => {
            harness.viewport.showPreview(await createImageBitmap(new ImageData(90, 500)));
            await harness.settled();
            harness.viewport.dropPreview();
            await harness.settled();
        }"""
    )
    np.testing.assert_array_equal(viewport.screen(), before)


def test_nothing_is_drawn_while_nothing_changes(viewport: ViewportPage) -> None:
    viewport.open(photo(300, 200))
    frames = viewport.run(
        """async () => {
            const before = harness.frames;
            await new Promise((done) => setTimeout(done, 300));
            return harness.frames - before;
        }"""
    )
    assert frames == 0


def test_of_many_tables_in_a_frame_the_last_is_drawn(viewport: ViewportPage) -> None:
    pixels = photo(300, 200)
    viewport.open(pixels)
    curves = [encode(half_floats(np.full((256, 3), value))) for value in (0.2, 0.4, 0.6)]
    frames = viewport.run(
        """async (curves) => {
            const before = harness.frames;
            const none = new Uint8Array(0);
            const sizes = { cube_size: 0, tone_size: 0 };
            for (const each of curves) harness.setTable(sizes, fromBase64(each), none, none);
            await harness.settled();
            return harness.frames - before;
        }""",
        curves,
    )
    assert frames == 1
    assert difference(part(viewport.screen(), viewport, pixels)[0], np.full(1, 153.0)) <= 1


def test_what_is_no_longer_shown_is_freed(browser: Browser, viewport_host: StaticHost) -> None:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    context.add_init_script(
        """const gl = WebGL2RenderingContext.prototype, { createTexture, deleteTexture } = gl;
        window.textures = new Set();
        gl.createTexture = function () {
            const made = createTexture.call(this);
            textures.add(made);
            return made;
        };
        gl.deleteTexture = function (gone) { textures.delete(gone); deleteTexture.call(this, gone); };"""
    )
    viewport = ViewportPage(context, viewport_host)
    sizes = []
    for _ in range(3):
        viewport.open(photo(1200, 1100))  # four pages
        for value in (0, 255):
            viewport.mask(np.full((1100, 1200), value, np.uint8))
            sizes.append(viewport.run("() => textures.size"))
    assert len(set(sizes)) == 1
    viewport.mask(None)
    assert viewport.run("() => textures.size") == sizes[0] - 4
    viewport.run("() => harness.viewport.clear()")
    assert viewport.run("() => textures.size") == 0
    assert (viewport.screen() == CANVAS).all()
    context.close()


def test_a_lost_context_comes_back(viewport: ViewportPage) -> None:
    pixels = photo(500, 400)
    viewport.open(pixels)
    curves = half_floats(np.repeat(np.linspace(1, 0, 256)[:, np.newaxis], 3, axis=1))
    viewport.table({"cube_size": 0, "tone_size": 0}, [curves, np.empty(0, np.uint8), np.empty(0, np.uint8)])
    before = viewport.screen()
    viewport.run(
        """async (data) => {
            const gl = document.querySelector('canvas').getContext('webgl2');
            const loss = gl.getExtension('WEBGL_lose_context');
            loss.loseContext();
            await new Promise((done) => setTimeout(done, 100));
            loss.restoreContext();
            while (!harness.restores) await new Promise((done) => setTimeout(done, 20));
            harness.setScene();
            harness.putTiles('pixels', fromBase64(data));
            await harness.settled();
        }""",
        encode(pixels),
    )
    np.testing.assert_array_equal(viewport.screen(), before)


def test_a_large_picture_comes_in_many_small_steps(viewport: ViewportPage) -> None:
    frames, usual = viewport.run(
        """async () => {
            const pixels = grain(6000, 4000);
            const durations = [];
            const request = window.requestAnimationFrame;
            window.requestAnimationFrame = (callback) => request((now) => {
                const start = performance.now();
                callback(now);
                durations.push(performance.now() - start);
            });
            await harness.open(6000, 4000, pixels);
            window.requestAnimationFrame = request;
            return [durations.length, durations.sort((a, b) => a - b)[Math.floor(durations.length * 0.5)]];
        }"""
    )
    assert frames > 10
    assert usual < 50
    assert len(np.unique(viewport.screen()[100:500, 100:800])) > 50
