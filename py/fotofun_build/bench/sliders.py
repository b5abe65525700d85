"""From a slider's input event to the presented frame, beside redrawing the same view without adjustments."""

import tempfile
from pathlib import Path

import numpy as np

from fotofun_build.bench import Context, Row
from fotofun_build.browsing import browser_profile, open_editor, open_picture, write_photo

SIZES = {"12 megapixels": (4000, 3000), "24 megapixels": (6000, 4000)}
FRAMES = 60
WARM_UP = 10
ADJUSTMENTS = ("temperature", "brightness_contrast", "saturation", "hue")

RUN_AT_A_QUARTER = """async (name) => {
    const { parameters } = (await fotofun.catalog()).find((each) => each.name === name);
    const quarter = parameters.map((each) => [each.name, each.ui_maximum / 4]);
    await fotofun.run(name, Object.fromEntries(quarter));
}"""


def run(context: Context) -> list[Row]:
    """p50 and p95 in milliseconds, with one adjustment and with all of them."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="fotofun-bench-") as folder:
        with browser_profile(context.chromium, Path(folder) / "profile") as browser:
            for name, size in SIZES.items():
                page = open_editor(browser, context.address)
                open_picture(page, write_photo(Path(folder) / "photo.jpg", *size))
                slider = page.get_by_role("slider", name="Exposure").element_handle()
                redraw = page.evaluate("(count) => bench.redraws(count)", FRAMES + WARM_UP)
                slide = "([slider, count]) => bench.slides(slider, count)"
                one = page.evaluate(slide, [slider, FRAMES + WARM_UP])
                for operation in ADJUSTMENTS:
                    page.evaluate(RUN_AT_A_QUARTER, operation)
                six = page.evaluate(slide, [slider, FRAMES + WARM_UP])
                page.close()
                for label, times in (("exposure alone", one), ("all six adjustments", six)):
                    rows += _rows(f"Slider to pixels, {name}, {label}", times, redraw)
    return rows


def _rows(name: str, times: list[float], peer: list[float]) -> list[Row]:
    rows = []
    for percentile in (50, 95):
        value, other = (float(np.percentile(each[WARM_UP:], percentile)) for each in (times, peer))
        rows.append(
            Row(f"{name}, p{percentile}", value, "ms", f"plain redraw, {other:.1f} ms", value / other)
        )
    return rows
