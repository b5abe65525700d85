"""Drives the page the way a person or a script does."""

import asyncio
import base64
import io
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

import numpy as np
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

Result = TypeVar("Result")
Pixels = np.ndarray[Any, np.dtype[np.uint8]]


class Driver:
    """One page of the editor; keeps its errors and every request that it made."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._on_console)
        # Intercepted from the start: asked for only with a key, it may come later than the key does.
        page.on("filechooser", lambda _: None)
        page.context.on("request", lambda request: self.requests.append(request.url))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def visit(self) -> None:
        self.page.goto(self.address, wait_until="domcontentloaded")
        self.wait_until("window.fotofun !== undefined")

    def wait_until(self, condition: str, seconds: float = 60) -> None:
        """Waits until a JavaScript expression, which may await, is true.

        Playwright's own wait evaluates strings inside the page, which its Content-Security-Policy forbids.
        """
        deadline = time.monotonic() + seconds
        while not self.page.evaluate(f"async () => Boolean({condition})"):
            assert time.monotonic() < deadline, f"not true in {seconds} s: {condition}"
            self.page.wait_for_timeout(50)

    def wait_until_ready(self) -> None:
        self.page.evaluate("() => fotofun.ready")

    def assert_clean(self) -> None:
        """No page error, and no request beyond the page's own origin."""
        assert self.errors == []
        own = urlsplit(self.address).netloc
        foreign = [url for url in self.requests if urlsplit(url).scheme in ("http", "https", "ws", "wss")]
        assert [url for url in foreign if urlsplit(url).netloc != own] == []

    # --- the scripting interface -------------------------------------------------------------------

    def open(self, file: bytes, name: str = "photo.png") -> dict[str, Any]:
        """Opens a file's bytes; an error comes back as `{error: {kind, what, kept, advice}}`."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """async ([data, name]) => {
                const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
                try { return await fotofun.open(new Blob([bytes]), name); }
                catch (error) { return { error: { ...error.info, message: error.message } }; }
            }""",
            [base64.b64encode(file).decode(), name],
        )

    def open_pixels(self, pixels: Pixels, name: str = "photo.png") -> dict[str, Any]:
        return self.open(png(pixels), name)

    def run(self, operation: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        return self.page.evaluate(  # type: ignore[no-any-return]
            """async ([operation, params]) => {
                try { return await fotofun.run(operation, params); }
                catch (error) { return { error: { ...error.info, message: error.message } }; }
            }""",
            [operation, params or {}],
        )

    def call(self, method: str) -> Any:
        return self.page.evaluate(f"() => fotofun.{method}()")

    def export(self, form: str = "png", quality: int = 90) -> bytes:
        encoded = self.page.evaluate(
            """async ([format, quality]) => {
                const blob = await fotofun.export({ format, quality });
                const url = await new Promise((done) => {
                    const reader = new FileReader();
                    reader.onload = () => done(reader.result);
                    reader.readAsDataURL(blob);
                });
                return url.split(',')[1];
            }""",
            [form, quality],
        )
        return base64.b64decode(encoded)

    def exported_pixels(self) -> Pixels:
        return np.asarray(Image.open(io.BytesIO(self.export())).convert("RGBA"))

    # --- the screen --------------------------------------------------------------------------------

    def screen(self) -> Pixels:
        """The viewport as a person sees it, (H, W, 3)."""
        shot = self.page.locator("canvas[role=img]").screenshot()
        return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"))


def completed(work: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine returns; run in a thread, as Playwright has its own loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def png(pixels: Pixels) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def photo(width: int = 640, height: int = 480, seed: int = 1) -> Pixels:
    """An opaque picture with soft shapes and grain, so that edges, gradients and noise all occur."""
    rng = np.random.default_rng(seed)
    soft = Image.fromarray(rng.integers(0, 256, (12, 16, 3), dtype=np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    grain = rng.integers(-12, 13, (height, width, 3))
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., :3] = np.clip(np.asarray(soft).astype(int) + grain, 0, 255)
    return pixels


def visit(context: BrowserContext, address: str) -> Driver:
    """The editor with a photo open and one adjustment made."""
    driver = Driver(context.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    driver.open_pixels(photo())
    driver.run("exposure", {"stops": 0.5})
    return driver


def assert_clear(error: dict[str, Any]) -> None:
    """What happened and what to do are sentences, without a word from the inside of a program."""
    assert error["what"].endswith(".") and error["advice"].endswith("."), error
    inside = ("Traceback", "TypeError", "undefined", "Something went wrong")
    assert not [word for word in inside if word in error["what"]], error


def assert_goes_on(driver: Driver) -> None:
    """The photo and its adjustment are there; another adjustment, undo and export work."""
    document = driver.call("document")
    assert (document["history"][:2], document["position"]) == (["Open", "Exposure"], 1)
    assert "error" not in driver.run("hue", {"degrees": 40})
    driver.call("undo")
    driver.call("redo")
    driver.call("undo")
    assert driver.exported_pixels().shape == (480, 640, 4)
