"""A browser that lacks a thing, a network that fails, scripts that err: a clear sentence, and the editor goes on."""

import asyncio
import io
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ARGUMENTS, CHROMIUM, ROOT
from driver import Driver, Pixels, completed, photo, png
from inference_page import DIST, model_file
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Playwright, Route, expect
from static_host import POLICY, Faults, StaticHost

from fotofun.session import Session

PORTRAIT = {"quality": "preview"}
WINDOW = {"width": 1440, "height": 900}


@pytest.fixture
def host() -> Iterator[StaticHost]:
    with StaticHost(DIST) as serving:
        yield serving


@pytest.fixture
def plain(browser: Browser) -> Iterator[BrowserContext]:
    """A first visit, before any service worker: what is not in memory must come from the host."""
    made = browser.new_context(viewport=WINDOW, service_workers="block")  # type: ignore[arg-type]
    yield made
    made.close()


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
    assert (document["history"], document["position"]) == (["Open", "Exposure"], 1)
    assert "error" not in driver.run("hue", {"degrees": 40})
    driver.call("undo")
    driver.call("redo")
    driver.call("undo")
    assert driver.exported_pixels().shape == (480, 640, 4)


# --- models that do not arrive -------------------------------------------------------------------------

NOT_ARRIVING = {
    "a damaged model": (Faults(suffix=model_file("selfie")["file"], damaged=True), "model_damaged"),
    "a cut model": (
        Faults(suffix=model_file("selfie")["file"], cut_after=131_072, bytes_per_second=2e6),
        "download_interrupted",
    ),
    "no model": (Faults(suffix=".onnx", missing=True), "model_unavailable"),
    "no runtime": (Faults(suffix="ort.wasm.min.mjs", missing=True), "runtime_unavailable"),
    "a cut runtime": (
        Faults(suffix="ort-wasm-simd-threaded.wasm", cut_after=1_000_000),
        "runtime_unavailable",
    ),
}


@pytest.mark.parametrize("what", NOT_ARRIVING)
def test_what_did_not_arrive_is_told_and_the_next_try_works(
    plain: BrowserContext, host: StaticHost, what: str
) -> None:
    driver = visit(plain, host.address)
    host.faults, kind = NOT_ARRIVING[what]
    error = driver.run("remove_background", PORTRAIT)["error"]
    assert error["kind"] == kind
    assert_clear(error)
    assert_goes_on(driver)
    host.faults = Faults()
    done = driver.run("remove_background", PORTRAIT)
    assert "error" not in done, done
    assert done["document"]["layers"][0]["mask"]["enabled"]


def test_without_the_list_of_models_everything_else_works(plain: BrowserContext, host: StaticHost) -> None:
    host.faults = Faults(suffix="models/index.json", missing=True)
    driver = visit(plain, host.address)
    error = driver.run("remove_background", PORTRAIT)["error"]
    assert error["kind"] == "model_unavailable"
    assert_clear(error)
    assert_goes_on(driver)


@contextmanager
def service() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A service of its own, which a test may kill."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "py")}
    command = [sys.executable, "-m", "fotofun_service", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/", process
    finally:
        process.kill()
        process.wait(timeout=20)


def test_the_service_may_go_away(plain: BrowserContext) -> None:
    with service() as (address, process):
        driver = visit(plain, address)
        assert "error" not in driver.run("remove_background", PORTRAIT)
        driver.call("undo")
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        assert_goes_on(driver)
        error = driver.run("remove_background", {"quality": "fast"})["error"]
        assert error["kind"] == "offline" and "not on this device yet" in error["what"]
        assert_clear(error)
        assert_goes_on(driver)
        assert "error" not in driver.run("remove_background", PORTRAIT)


def test_the_service_may_go_away_before_a_model_was_used(plain: BrowserContext) -> None:
    with service() as (address, process):
        driver = visit(plain, address)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        for _ in range(2):
            error = driver.run("remove_background", PORTRAIT)["error"]
            assert_clear(error)
            assert "could not be loaded" in error["what"] and "connection" in error["advice"]
        assert_goes_on(driver)


# --- browsers that lack a thing ------------------------------------------------------------------------


def test_without_webassembly_the_chosen_photo_stays_on_the_screen(
    plain: BrowserContext, host: StaticHost
) -> None:
    host.policy = POLICY.replace(" 'wasm-unsafe-eval'", "")
    held: list[Route] = []
    [worker] = {path.name for path in DIST.glob("assets/*worker*.js")} - {
        path.name for path in DIST.glob("assets/inference-worker*.js")
    }
    plain.route(f"**/{worker}", held.append)
    driver = Driver(plain.new_page(), host.address)
    driver.visit()
    page = driver.page
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a photo").click()
    chooser.value.set_files({"name": "chosen.png", "mimeType": "image/png", "buffer": png(photo(1200, 900))})
    page.wait_for_timeout(500)
    assert len(held) == 1
    held[0].continue_()
    said = page.get_by_text("does not let the page run WebAssembly").first
    expect(said).to_be_visible()
    expect(page.get_by_text("Allow WebAssembly").first).to_be_visible()
    assert np.ptp(driver.screen()) > 100, "the photo is on the screen"
    for call in ("ready", "document()", "run('exposure', { stops: 1 })", "open(new Blob(['x']), 'x.png')"):
        error = page.evaluate(f"() => fotofun.{call}.then(() => null, (error) => error.info)")
        assert error["kind"] == "no_webassembly"
    page.get_by_role("button", name="Help").click()
    page.get_by_role("menuitem", name="Keyboard shortcuts").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    # Chromium reports each thing that the policy stops; nothing else may go wrong.
    assert [error for error in driver.errors if "WebAssembly" not in error] == []


def test_without_webgl_scripts_still_edit_and_people_are_told(
    playwright: Playwright, host: StaticHost
) -> None:
    without = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, "--disable-3d-apis"])
    driver = Driver(without.new_page(), host.address)
    driver.visit()
    driver.wait_until_ready()
    told = driver.page.get_by_text("does not offer WebGL 2")
    expect(told).to_be_visible()
    expect(driver.page.get_by_text("Turn on hardware acceleration")).to_be_visible()
    driver.open_pixels(photo())
    driver.run("exposure", {"stops": 0.5})
    assert_goes_on(driver)
    expect(told).to_be_visible()
    assert driver.errors == []
    without.close()


def test_without_isolation_models_run_on_one_thread_and_say_so(plain: BrowserContext) -> None:
    with StaticHost(DIST, isolated=False) as host:
        driver = visit(plain, host.address)
        assert driver.page.evaluate("[crossOriginIsolated, typeof SharedArrayBuffer]") == [False, "undefined"]
        assert_goes_on(driver)
        done = driver.run("remove_background", PORTRAIT)
        assert "one processor core" in done["message"]
        driver.assert_clean()


def test_on_an_insecure_page_everything_but_models_works(playwright: Playwright, host: StaticHost) -> None:
    """As when another machine of the house opens the editor by this one's name."""
    rule = "--host-resolver-rules=MAP photos.test 127.0.0.1"
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rule])
    context = launched.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    driver = visit(context, host.address.replace("127.0.0.1", "photos.test"))
    assert driver.page.evaluate("isSecureContext") is False
    error = driver.run("remove_background", PORTRAIT)["error"]
    assert error["kind"] == "insecure_page" and "https" in error["advice"]
    assert_clear(error)
    assert_goes_on(driver)
    driver.page.get_by_role("slider", name="Exposure").press("ArrowRight")
    driver.wait_until("(await fotofun.document()).layers[0].adjustments[0].params.stops > 0.5")
    launched.close()


def test_with_storage_denied_the_model_runs_from_memory(
    playwright: Playwright, host: StaticHost, tmp_path: Path
) -> None:
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(blocked))
    context = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=ARGUMENTS
    )
    driver = visit(context, host.address)
    denied = "navigator.storage.getDirectory().then(() => '', (error) => error.name)"
    assert driver.page.evaluate(denied) == "SecurityError"
    done = driver.run("remove_background", PORTRAIT)
    assert "could not be stored" in done["message"]
    driver.call("undo")
    assert_goes_on(driver)
    assert driver.errors == []
    context.close()


def test_with_storage_full_the_model_runs_from_memory(
    playwright: Playwright, host: StaticHost, tmp_path: Path
) -> None:
    """Chromium holds only profiles on disk to their quota."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=ARGUMENTS
    )
    page = context.new_page()
    context.new_cdp_session(page).send(
        "Storage.overrideQuotaForOrigin", {"origin": host.address, "quotaSize": 100_000}
    )
    driver = visit(context, host.address)
    done = driver.run("remove_background", PORTRAIT)
    assert "could not be stored" in done["message"]
    driver.call("undo")
    assert_goes_on(driver)
    context.close()


# --- while a model runs --------------------------------------------------------------------------------

BEGIN = """([params, word]) => new Promise((begun) => {
    const off = fotofun.on('progress', ({ message }) => {
        if (!message.includes(word)) return;
        off();
        begun();
    });
    window.outcome = fotofun.run('remove_background', params).then(
        (result) => ({ result }), (error) => ({ error: error.info }));
})"""


def begin(driver: Driver, params: dict[str, str], word: str) -> None:
    """Start removing the background, and wait until its progress says `word`."""
    driver.page.evaluate(BEGIN, [params, word])


def outcome(driver: Driver) -> dict[str, Any]:
    return driver.page.evaluate("outcome")  # type: ignore[no-any-return]


@pytest.mark.parametrize("moment", ["Downloading Selfie", "Downloading Selfie, 0.2", "is working"])
def test_cancel_leaves_no_trace_and_the_next_run_works(
    plain: BrowserContext, host: StaticHost, moment: str
) -> None:
    driver = visit(plain, host.address)
    if "Downloading" in moment:
        host.faults = Faults(suffix=model_file("selfie")["file"], bytes_per_second=2e5)
    params = PORTRAIT if "Downloading" in moment else {"quality": "best"}
    begin(driver, params, moment)
    driver.call("cancel")
    assert outcome(driver)["error"]["kind"] == "cancelled"
    assert_goes_on(driver)
    host.faults = Faults()
    assert "error" not in driver.run("remove_background", PORTRAIT)
    driver.assert_clean()


def test_cancel_with_nothing_running(shared_editor: Driver) -> None:
    shared_editor.open_pixels(photo())
    shared_editor.run("exposure", {"stops": 0.5})
    shared_editor.call("cancel")
    assert_goes_on(shared_editor)


def test_two_runs_at_once_and_then_another(shared_editor: Driver) -> None:
    shared_editor.open_pixels(photo())
    masks = shared_editor.page.evaluate(
        """async (params) => {
            const run = () => fotofun.run('remove_background', params);
            const both = await Promise.all([run(), run()]);
            return [...both, await run()].map(({ document }) => document.layers[0].mask.enabled);
        }""",
        PORTRAIT,
    )
    assert masks == [True, True, True]
    mask = shared_editor.exported_pixels()[..., 3]
    shared_editor.call("undo")
    np.testing.assert_array_equal(shared_editor.exported_pixels()[..., 3], mask)


def test_another_photo_ends_the_run_about_the_first(shared_editor: Driver) -> None:
    shared_editor.open_pixels(photo())
    begin(shared_editor, {"quality": "fast"}, "is working")
    assert shared_editor.open_pixels(photo(200, 150))["width"] == 200
    assert outcome(shared_editor)["error"]["kind"] == "cancelled"
    document = shared_editor.call("document")
    assert (document["width"], document["history"]) == (200, ["Open"])


def test_undo_and_export_while_a_model_runs(shared_editor: Driver) -> None:
    shared_editor.open_pixels(photo())
    untouched = shared_editor.exported_pixels()
    shared_editor.run("exposure", {"stops": 0.5})
    begin(shared_editor, {"quality": "fast"}, "is working")
    shared_editor.call("undo")
    np.testing.assert_array_equal(shared_editor.exported_pixels(), untouched)
    done = outcome(shared_editor)
    assert "error" not in done or done["error"]["kind"] == "nothing_found", done
    if "result" in done:
        document = shared_editor.call("document")
        assert document["history"] == ["Open", "Remove background"]
        assert document["layers"][0]["adjustments"] == []
        shared_editor.call("undo")
    np.testing.assert_array_equal(shared_editor.exported_pixels(), untouched)


# --- scripts that err ----------------------------------------------------------------------------------

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
    before = shared_editor.exported_pixels()
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
        np.testing.assert_array_equal(shared_editor.exported_pixels(), before)
    assert_goes_on(shared_editor)


def test_calls_before_the_editor_is_ready_wait(plain: BrowserContext, host: StaticHost) -> None:
    driver = Driver(plain.new_page(), host.address)
    driver.visit()
    error = driver.run("exposure", {"stops": 1})["error"]
    assert error["kind"] == "no_document"
    assert_clear(error)


def test_a_listener_that_fails_stops_nobody_else(plain: BrowserContext, host: StaticHost) -> None:
    driver = visit(plain, host.address)
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
    """300 runs in gestures and without, and 50 steps back and forth among them."""
    chance = random.Random(5)
    made: list[Command] = []
    for number in range(300):
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
    await asyncio.sleep(0)
    pixels = np.asarray(Image.open(io.BytesIO(data.tobytes())).convert("RGBA"))
    return document, pixels  # type: ignore[return-value]


def test_rapid_fire_ends_where_cpython_ends(shared_editor: Driver) -> None:
    file, given = png(photo(320, 240)), commands()
    assert len(given) == 350
    shared_editor.open(file)
    shared_editor.page.evaluate(
        """(commands) => Promise.all(commands.map(([method, { operation, params, gesture }]) =>
            method === 'run' ? fotofun.run(operation, params, { gesture }) : fotofun[method]()))""",
        given,
    )
    document, pixels = completed(on_cpython(file, given))
    assert shared_editor.call("document") == document
    np.testing.assert_array_equal(shared_editor.exported_pixels(), pixels)
