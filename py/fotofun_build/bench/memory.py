"""What the page and all of its workers hold together: with a large document, and after photos in turn."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from fotofun_build.bench import Context, Row
from fotofun_build.browsing import browser_profile, open_editor, open_picture, wait_until, write_photo

LARGE = (6000, 4000)
USUAL = (3000, 2000)
PHOTOS = 20
MODES = ("multiply", "screen", "overlay", "soft_light")
ADJUSTMENTS = ("levels", "curves", "exposure", "vibrance", "hue")
RUN = "async ([operation, params, target]) => { await fotofun.run(operation, params, target); }"
CLOSE = "async () => { const { id } = await fotofun.document(); await fotofun.close(id); }"


def run(context: Context) -> list[Row]:
    """Mebibytes with 24 megapixels in five layers; after the last photo of twenty, beside the third."""
    return [_alone(context, _large, LARGE), _alone(context, _in_turn, USUAL)]


def _alone(context: Context, measure: Callable[[Page, Path], Row], size: tuple[int, int]) -> Row:
    """A row from an editor that finds nothing of an earlier visit."""
    with tempfile.TemporaryDirectory(prefix="fotofun-bench-") as folder:
        with browser_profile(context.chromium, Path(folder) / "profile") as browser:
            photo = write_photo(Path(folder) / "photo.jpg", *size)
            return measure(open_editor(browser, context.address), photo)


def _large(page: Page, photo: Path) -> Row:
    open_picture(page, photo)
    for mode in MODES:
        page.evaluate(RUN, ["duplicate_layer", {}, {}])
        page.evaluate(RUN, ["layer_blend_mode", {"blend_mode": mode}, {}])
        page.evaluate(RUN, ["gaussian_blur", {"radius": 2}, {}])  # its pixels are its own from now on
    for operation in ADJUSTMENTS:
        page.evaluate(RUN, [operation, {}, {"target": "layer"}])
    page.evaluate(RUN, ["gaussian_blur", {"radius": 8}, {"layer": _bottom(page)}])
    wait_until(page, f"(await fotofun.document()).layers.length === {5 + len(ADJUSTMENTS)}")
    return Row("Memory, 24 megapixels, 5 layers, 5 adjustments", _used(page), "MiB", "1,500 MB", None)


def _in_turn(page: Page, photo: Path) -> Row:
    used: list[float] = []
    for turn in range(PHOTOS):
        open_picture(page, photo)
        for operation in ("gaussian_blur", "exposure", "duplicate_layer"):
            page.evaluate(RUN, [operation, {}, {}])
        page.evaluate(CLOSE)
        if turn in (2, PHOTOS - 1):
            used.append(_used(page))
    third, last = used
    return Row(f"Memory after {PHOTOS} photos in turn", last, "MiB", f"third, {third:,.0f} MiB", last / third)


def _bottom(page: Page) -> str:
    return str(page.evaluate("async () => (await fotofun.document()).layers[0].id"))


def _used(page: Page) -> float:
    """What the system holds for the pages of our browser: workers, Python's memory, pictures."""
    page.wait_for_timeout(3000)  # until tiles are shown and the journal is written
    page.request_gc()
    told = subprocess.run(["ps", "-eo", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=True)
    processes = [line.split(maxsplit=3) for line in told.stdout.splitlines()]
    ours, kibibytes = {str(os.getpid())}, 0
    for pid, parent, resident, command in processes:  # parents come before their children
        if parent in ours:
            ours.add(pid)
            kibibytes += int(resident) if "--type=renderer" in command else 0
    return kibibytes / 1024
