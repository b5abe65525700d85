"""Scripts that err, and scripts in a hurry: a clear sentence for each mistake, and every command counts."""

import io
import random
from typing import Any

import numpy as np
from driver import Driver, Pixels, assert_clear, assert_goes_on, completed, photo, png, visit
from PIL import Image
from playwright.sync_api import BrowserContext

from fotofun.session import Session

WRONG_CALLS = {
    "open(null)": "invalid_argument",
    "open('photo.png')": "invalid_argument",
    "open(new Blob(['x']), 5)": "invalid_argument",
    "open(new Blob(['x']))": "unsupported_format",
    "run()": "unknown_operation",
    "run({})": "unknown_operation",
    "run('__proto__')": "unknown_operation",
    "run('constructor', {})": "unknown_operation",
    "run('exposure', null)": "invalid_parameter",
    "run('exposure', [1])": "invalid_parameter",
    "run('exposure', { stops: NaN })": "invalid_parameter",
    "run('exposure', { stops: -Infinity })": "invalid_parameter",
    "run('exposure', { stops: '1' })": "invalid_parameter",
    "run('exposure', { stops: 1n })": "invalid_parameter",
    "run('exposure', { stops: () => 1 })": "invalid_parameter",
    "run('exposure', { stops: [window] })": "invalid_parameter",
    "run('exposure', JSON.parse('{\"__proto__\": 1}'))": "invalid_parameter",
    "run('exposure', { stops: 1 }, null)": "invalid_argument",
    "run('exposure', { stops: 1 }, { gesture: {} })": "invalid_argument",
    "run('invert_mask')": "command_error",
    "export(null)": "invalid_argument",
    "export({ format: 'exe' })": "unsupported_format",
    "export({ format: {} })": "unsupported_format",
    "export({ quality: 0 })": "invalid_parameter",
    "export({ quality: '90' })": "invalid_parameter",
    "export({ format: 'jpeg', quality: 90.5 })": "invalid_parameter",
    "on('nope', () => {})": "unknown_event",
    "on('__proto__', () => {})": "unknown_event",
    "on('document', 5)": "invalid_argument",
}


def test_wrong_calls_are_refused_in_words(shared_editor: Driver) -> None:
    shared_editor.open_pixels(photo())
    shared_editor.run("exposure", {"stops": 0.5})
    document, before = shared_editor.call("document"), shared_editor.exported_pixels()
    for call, kind in WRONG_CALLS.items():
        error = shared_editor.page.evaluate(
            f"""async () => {{
                try {{ await fotofun.{call}; }}
                catch (error) {{ return {{ ...error.info, isError: error instanceof Error }}; }}
            }}"""
        )
        assert error is not None and error.get("kind") == kind, (call, error)
        assert error["isError"] and {"what", "kept", "advice"} <= error.keys()
        assert_clear(error)
        assert shared_editor.call("document") == document, call
    np.testing.assert_array_equal(shared_editor.exported_pixels(), before)
    assert_goes_on(shared_editor)


def test_calls_before_the_editor_is_ready_wait(plain: BrowserContext, address: str) -> None:
    driver = Driver(plain.new_page(), address)
    driver.visit()
    error = driver.run("exposure", {"stops": 1})["error"]
    assert error["kind"] == "no_document"
    assert_clear(error)


def test_a_listener_that_fails_stops_nobody_else(plain: BrowserContext, address: str) -> None:
    driver = visit(plain, address)
    driver.page.evaluate(
        """() => {
            for (const event of ['busy', 'document', 'message', 'progress']) {
                fotofun.on(event, () => { throw new Error('a fault of the page around'); });
            }
            window.heard = 0;
            fotofun.on('document', () => { window.heard += 1; });
        }"""
    )
    assert_goes_on(driver)
    assert driver.page.evaluate("heard") == 4
    assert driver.errors and all("a fault of the page around" in error for error in driver.errors)


# --- rapid fire ----------------------------------------------------------------------------------------

SLIDERS = {
    "exposure": ("stops", 3),
    "temperature": ("temperature", 100),
    "saturation": ("saturation", 100),
    "hue": ("degrees", 180),
    "brightness_contrast": ("contrast", 100),
}
Command = tuple[str, dict[str, Any]]


def commands() -> list[Command]:
    """120 runs in gestures and without, and 20 steps back and forth among them."""
    chance = random.Random(5)
    made: list[Command] = []
    for number in range(120):
        operation, (name, most) = chance.choice(list(SLIDERS.items()))
        params = {name: round(chance.uniform(-most, most), 2)}
        run: dict[str, Any] = {"operation": operation, "params": params}
        if number % 3:
            run["gesture"] = f"drag {number // 10}"
        made.append(("run", run))
        if number % 6 == 0:
            made.append((chance.choice(["undo", "undo", "redo"]), {}))
    return made


async def on_cpython(file: bytes, given: list[Command]) -> tuple[dict[str, Any], Pixels]:
    session = Session(lambda *_: None)
    requests: list[Command] = [("open", {"name": "photo.png"}), *given]
    buffers = [np.frombuffer(file, np.uint8)]
    for number, (method, params) in enumerate(requests):
        await session.request(number, method, params, buffers if number == 0 else ())
    document, _ = await session.request(1000, "document", {})
    _, (data,) = await session.request(1001, "export", {"format": "png", "quality": 90})
    pixels = np.asarray(Image.open(io.BytesIO(data.tobytes())).convert("RGBA"))
    return document, pixels  # type: ignore[return-value]


def test_rapid_fire_ends_where_cpython_ends(shared_editor: Driver) -> None:
    file, given = png(photo(320, 240)), commands()
    assert len(given) == 140
    shared_editor.open(file)
    shared_editor.page.evaluate(
        """(commands) => Promise.all(commands.map(([method, { operation, params, gesture }]) =>
            method === 'run' ? fotofun.run(operation, params, { gesture }) : fotofun[method]()))""",
        given,
    )
    document, pixels = completed(on_cpython(file, given))
    assert without_numbers(shared_editor.call("document")) == without_numbers(document)
    np.testing.assert_array_equal(shared_editor.exported_pixels(), pixels)


def without_numbers(value: Any) -> Any:
    """A document without the numbers that each engine gives to documents and planes."""
    if isinstance(value, dict):
        return {key: without_numbers(each) for key, each in value.items() if key not in ("id", "revision")}
    return [without_numbers(each) for each in value] if isinstance(value, list) else value
