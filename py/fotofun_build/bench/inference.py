"""Tasks of models in the page: beside another package, beside their networks alone, and stopped."""

import tempfile
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from fotofun.raster import Mask
from fotofun_build.bench import Context, Row
from fotofun_build.bench.comparison import imgly
from fotofun_build.browsing import SUBJECT, browser_profile, open_editor, open_picture
from fotofun_build.errors import BuildError

RUNS = 3

TASKS: list[tuple[str, dict[str, Any]]] = [
    ("remove_background", {"quality": "preview"}),
    ("remove_background", {"quality": "fast"}),
    ("remove_background", {"quality": "best"}),
    ("select_object", {"inside": [[720, 480]]}),
    ("detect_objects", {"least": 40}),
    ("auto_enhance", {}),
    ("transfer_style", {"style": "woodcut"}),
    ("upscale", {"times": "2"}),
]

# Seconds of the whole, and of the networks alone in the inference worker.
MEASURE = """async ([operation, params]) => {
    bench.ran = 0;
    const begin = performance.now();
    const { message } = await fotofun.run(operation, params).catch(({ info }) => ({ message: info.what }));
    const seconds = (performance.now() - begin) / 1000;
    const { ran } = bench;
    await fotofun.undo();
    return { seconds, ran, message };
}"""

CANCEL = """async () => {
    const works = new Promise((done) =>
        fotofun.on('progress', ({ message }) => /working/.test(message) && done()));
    const answer = fotofun.run('remove_background', { quality: 'fast' }).catch(({ info }) => info.kind);
    await works;
    await new Promise((done) => setTimeout(done, 200));
    const begin = performance.now();
    void fotofun.cancel();
    const kind = await answer;
    if (kind !== 'cancelled') throw new Error(kind);
    return (performance.now() - begin) / 1000;
}"""

REMOVE = "(quality) => fotofun.run('remove_background', { quality }).then(() => null)"

MATTE = """async () => {
    const file = await fotofun.export({ format: 'png' });
    const reader = new FileReader();
    await new Promise((done) => { reader.onload = done; reader.readAsDataURL(file); });
    return reader.result.split(',')[1];
}"""


def run(context: Context) -> list[Row]:
    """Seconds from the command to the mask, the share of it that is no network, and how soon a run stops."""
    with tempfile.TemporaryDirectory(prefix="fotofun-bench-") as folder:
        with browser_profile(context.chromium, Path(folder) / "profile") as browser:
            page = open_editor(browser, context.address)
            open_picture(page, SUBJECT)
            rows = _beside_imgly(browser, Path(folder) / "imgly", page)
            page.bring_to_front()
            ours = _tasks(page)
            stopped = [float(page.evaluate(CANCEL)) for _ in range(RUNS)]
    for (operation, params), (seconds, ran) in zip(TASKS, ours, strict=True):
        name = " ".join([operation, *map(str, params.values())][:2])
        peer = f"its networks alone, {ran:.2f} s"
        rows.append(Row(f"Task {name}", seconds, "s", peer, seconds / ran if ran else None))
    return [*rows, Row("Cancel, from the click to the end of the run", max(stopped) * 1000, "ms")]


def _tasks(page: Page) -> list[tuple[float, float]]:
    """Each task's seconds and those of its networks; models are here and loaded."""
    measured = []
    for task in TASKS:
        if task[0] == "upscale":
            # All of the photo would take a minute, piece by piece.
            page.evaluate("() => fotofun.run('crop', { rectangle: [400, 300, 384, 384] }).then(() => null)")
        page.evaluate(MEASURE, task)
        times = [page.evaluate(MEASURE, task) for _ in range(RUNS)]
        if task[0] == "upscale":
            page.evaluate("() => fotofun.undo()")
        best = min(times, key=lambda each: float(each["seconds"]))
        measured.append((best["seconds"], best["ran"]))
    return measured


def _beside_imgly(browser: BrowserContext, folder: Path, editor: Page) -> list[Row]:
    """The same photo in the same browser with as many threads, in turns; the best of each."""
    mattes = {quality: _matte(editor, quality) for quality in ("best", "fast")}
    ours: dict[str, list[float]] = {quality: [] for quality in mattes}
    theirs: list[float] = []
    try:
        with imgly.served(folder, SUBJECT) as address:
            page = browser.new_page()
            page.goto(address)
            page.wait_for_function("() => window.measure")
            made = page.evaluate("() => measure('photo.jpg', 'medium')")
            for _ in range(RUNS):
                for quality, times in ours.items():
                    told = editor.evaluate(MEASURE, ["remove_background", {"quality": quality}])
                    times.append(told["seconds"])
                theirs.append(page.evaluate("() => measure('photo.jpg', 'medium')")["seconds"])
            page.close()
    except BuildError as error:
        return [Row(f"@imgly/background-removal was not measured ({error})", 0.0, "s")]
    alpha = np.array(made["alpha"], np.uint8).reshape(mattes["best"].shape)
    rows = []
    for quality, mask in mattes.items():
        both, either = (mask > 127) & (alpha > 127), (mask > 127) | (alpha > 127)
        overlap, peer = both.sum() / either.sum(), min(theirs)
        rows.append(
            Row(
                f"Background removal, {quality}, IoU {overlap:.3f}",
                min(ours[quality]),
                "s",
                f"@imgly/background-removal 1.4.5, {peer:.2f} s",
                min(ours[quality]) / peer,
            )
        )
    return rows


def _matte(page: Page, quality: str) -> Mask:
    """What a run leaves of the photo, (H, W) uint8."""
    page.evaluate(REMOVE, quality)
    with Image.open(BytesIO(b64decode(page.evaluate(MATTE)))) as picture:
        mask = np.array(picture.convert("RGBA"))[..., 3]
    page.evaluate("() => fotofun.undo()")
    return mask
