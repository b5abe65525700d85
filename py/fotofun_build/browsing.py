"""The editor in a browser, for measuring."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

from fotofun_build import paths

SUBJECT = paths.STATIC / "samples" / "fig-in-a-bowl.jpg"
WINDOW = {"width": 1440, "height": 900}
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


@contextmanager
def browser_profile(chromium: Path, folder: Path) -> Iterator[BrowserContext]:
    """A browser with a profile of its own in `folder`; its pages know what `web/bench` measures with."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=chromium,
            args=ARGUMENTS,
            viewport=WINDOW,  # type: ignore[arg-type]
        )
        for script in ("measure.js", "plain-canvas.js"):
            context.add_init_script(path=paths.WEB / "bench" / script)
        yield context
        context.close()


def open_editor(context: BrowserContext, address: str) -> Page:
    """A page with the editor, Python ready."""
    page = context.new_page()
    page.goto(address)
    wait_until(page, "window.fotofun !== undefined")
    page.evaluate("() => fotofun.ready")
    return page


def wait_until(page: Page, condition: str) -> None:
    """Waits until a JavaScript expression, which may await, is true.

    Playwright's own wait evaluates strings inside the page, which its Content-Security-Policy forbids.
    """
    while not page.evaluate(f"async () => Boolean({condition})"):
        page.wait_for_timeout(10)


def open_picture(page: Page, file: Path) -> None:
    """Opens a file as a person does, and waits until it can be edited."""
    with page.expect_event("console", lambda message: message.text == "bench: opened", timeout=120_000):
        page.evaluate(
            "() => { const off = fotofun.on('document', () => { off(); console.log('bench: opened'); }); }"
        )
        choose_picture(page, file)
    page.wait_for_timeout(1500)


def choose_picture(page: Page, file: Path) -> None:
    """Chooses a first file as a person does."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a photo").click()
    chooser.value.set_files(file)


def write_photo(file: Path, width: int, height: int) -> Path:
    """A JPEG with soft shapes and grain, as hard to draw and to compress as a photo."""
    rng = np.random.default_rng(24)
    soft = Image.fromarray(rng.integers(0, 256, (30, 40, 3), dtype=np.uint8)).resize((width, height))
    grain = Image.fromarray(rng.integers(0, 40, (512, 512, 3), dtype=np.uint8))
    for top in range(0, height, 512):
        for left in range(0, width, 512):
            place = (left, top, min(left + 512, width), min(top + 512, height))
            part = np.asarray(soft.crop(place)).astype(np.int16)
            part += np.asarray(grain)[: part.shape[0], : part.shape[1]] - np.int16(20)
            soft.paste(Image.fromarray(np.clip(part, 0, 255).astype(np.uint8)), place)
    data = io.BytesIO()
    soft.save(data, "JPEG", quality=85)
    file.write_bytes(data.getvalue())
    return file
