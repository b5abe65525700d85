"""From an event to the presented frame in a document of layers, beside a 2D canvas that draws all of them."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page

from fotofun_build.bench import Context, Row
from fotofun_build.browsing import browser_profile, open_editor, open_picture, wait_until, write_photo

SIZE = (6000, 4000)
FRAMES = 40
WARM_UP = 8
MODES = ("normal", "multiply", "screen", "overlay")
PLAIN_MODES = ["source-over", "source-over", "multiply", "screen", "overlay"]
ADJUSTMENTS: dict[str, dict[str, float]] = {
    "temperature": {"temperature": 12},
    "brightness_contrast": {"brightness": 8, "contrast": 15},
    "saturation": {"saturation": 20},
    "hue": {"degrees": 10},
    "vibrance": {"vibrance": 20},
    "levels": {"gamma": 1.1},
    "colour_balance": {},
    "photo_filter": {},
    "exposure": {"stops": 0.2},
    "channel_mixer": {},
}
RUN = """async ([operation, params, target]) => {
    await fotofun.run(operation, params, target ? { target } : {});
}"""


def run(context: Context) -> list[Row]:
    """p50 and p95 in milliseconds at 24 megapixels and five layers: pan, zoom, drag, brush, slider."""
    with tempfile.TemporaryDirectory(prefix="fotofun-bench-") as folder:
        with browser_profile(context.chromium, Path(folder) / "profile") as browser:
            page = open_editor(browser, context.address)
            open_picture(page, write_photo(Path(folder) / "photo.jpg", *SIZE))
            return [*_views(page), *_edits(page)]


def _views(page: Page) -> list[Row]:
    for mode in MODES:
        page.evaluate(RUN, ["duplicate_layer", {}, None])
        page.evaluate(RUN, ["layer_opacity", {"opacity": 80}, None])
        page.evaluate(RUN, ["layer_blend_mode", {"blend_mode": mode}, None])
    wait_until(page, "(await fotofun.document()).layers.length === 5")
    page.keyboard.press("Control+1")  # what fits into the window cannot be moved
    page.wait_for_timeout(5000)  # until the layers' tiles are there
    page.evaluate("([width, height, modes]) => plainCanvas.start(width, height, modes)", [*SIZE, PLAIN_MODES])
    return [
        *_rows("Pan", _times(page, "bench.pans"), _times(page, "plainCanvas.pans")),
        *_rows("Zoom", _times(page, "bench.zooms"), _times(page, "plainCanvas.zooms")),
        *_rows("Drag of a layer", _drags(page, "v"), _times(page, "plainCanvas.drags")),
        *_rows("Brush", _drags(page, "b"), _times(page, "plainCanvas.strokes")),
    ]


def _edits(page: Page) -> list[Row]:
    for operation, params in ADJUSTMENTS.items():
        page.evaluate(RUN, [operation, params, "layer"])
    page.evaluate(RUN, ["exposure", {"stops": 0.1}, "layer"])
    slider = page.locator("ff-properties").get_by_role("slider", name="Exposure").element_handle()
    slid = page.evaluate("([slider, count]) => bench.slides(slider, count)", [slider, COUNT])
    return _rows("Slider over ten adjustments", slid, _times(page, "plainCanvas.slides"))


def _drags(page: Page, key: str) -> list[float]:
    """Drags a tool to and fro over the middle of the picture, until enough frames were seen."""
    box = page.locator("canvas[role=img]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.keyboard.press(key)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("bench.watch()")
    step = 0
    while page.evaluate("bench.followed.length") < COUNT:
        step += 1
        page.mouse.move(x + 7 * (step % 20), y + 3 * (step % 20))
    page.mouse.up()
    page.wait_for_timeout(3000)  # until the layer's new tiles are there
    times: list[float] = page.evaluate("bench.followed")
    return times


COUNT = FRAMES + WARM_UP


def _times(page: Page, name: str) -> Any:
    return page.evaluate(f"(count) => {name}(count)", COUNT)


def _rows(name: str, times: list[float], peer: list[float]) -> list[Row]:
    rows = []
    for percentile in (50, 95):
        value, other = (float(np.percentile(each[WARM_UP:], percentile)) for each in (times, peer))
        beside = f"2D canvas, {other:.1f} ms"
        rows.append(
            Row(f"{name}, 24 megapixels, 5 layers, p{percentile}", value, "ms", beside, value / other)
        )
    return rows
