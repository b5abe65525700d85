"""What the page and all of its workers hold together: with a large document, and after photos in turn."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from fotofun_build.bench import Context, Row
from fotofun_build.browsing import browser_profile, open_editor, open_picture, wait_until, write_photo

LARGE = (6000, 4000)
USUAL = (3000, 2000)
PHOTOS = 20
MODES = ("multiply", "screen", "overlay", "soft_light")
ADJUSTMENTS = ("levels", "curves", "exposure", "vibrance", "hue")
MEBIBYTE = 1 << 20
# Of everything in the page's process group: pictures, Python's memory, the browser's own objects.
USED = "async () => (await performance.measureUserAgentSpecificMemory()).bytes"
RUN = "async ([operation, params, target]) => { await fotofun.run(operation, params, target); }"
CLOSE = "async () => { const { id } = await fotofun.document(); await fotofun.close(id); }"


def run(context: Context) -> list[Row]:
    """Mebibytes with 24 megapixels in five layers; after the last photo of twenty, beside the third."""
    with tempfile.TemporaryDirectory(prefix="fotofun-bench-") as folder:
        with browser_profile(context.chromium, Path(folder) / "profile") as browser:
            large = _large(
                open_editor(browser, context.address), write_photo(Path(folder) / "24.jpg", *LARGE)
            )
            in_turn = _in_turn(
                open_editor(browser, context.address), write_photo(Path(folder) / "6.jpg", *USUAL)
            )
    return [large, in_turn]


def _large(page: Page, photo: Path) -> Row:
    open_picture(page, photo)
    for mode in MODES:
        page.evaluate(RUN, ["duplicate_layer", {}, {}])
        page.evaluate(RUN, ["layer_blend_mode", {"blend_mode": mode}, {}])
    for operation in ADJUSTMENTS:
        page.evaluate(RUN, [operation, {}, {"target": "layer"}])
    page.evaluate(RUN, ["gaussian_blur", {"radius": 8}, {"layer": _bottom(page)}])
    wait_until(page, f"(await fotofun.document()).layers.length === {5 + len(ADJUSTMENTS)}")
    row = Row("Memory, 24 megapixels, 5 layers, 5 adjustments", _used(page), "MiB", "1,500 MB", None)
    page.close()
    return row


def _in_turn(page: Page, photo: Path) -> Row:
    used: list[float] = []
    for turn in range(PHOTOS):
        if turn == 0:
            open_picture(page, photo)
        else:
            with page.expect_file_chooser() as chooser:
                page.keyboard.press("Control+o")
            chooser.value.set_files(photo)
            wait_until(page, "fotofun.document().then((each) => each !== null, () => false)")
        for operation in ("gaussian_blur", "exposure", "duplicate_layer"):
            page.evaluate(RUN, [operation, {}, {}])
        page.evaluate(CLOSE)
        if turn in (2, PHOTOS - 1):
            used.append(_used(page))
    page.close()
    third, last = used
    return Row(f"Memory after {PHOTOS} photos in turn", last, "MiB", f"third, {third:,.0f} MiB", last / third)


def _bottom(page: Page) -> str:
    return str(page.evaluate("async () => (await fotofun.document()).layers[0].id"))


def _used(page: Page) -> float:
    page.wait_for_timeout(3000)  # until tiles are shown and the journal is written
    return float(page.evaluate(USED)) / MEBIBYTE
