"""A browser that lacks a thing, a failing network, a run cut short: a clear sentence, and all goes on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ARGUMENTS, CHROMIUM, WINDOW
from driver import Driver, assert_clear, assert_goes_on, photo, png, visit
from inference_page import DIST, model_file
from playwright.sync_api import BrowserContext, Playwright, Route, expect
from service_process import service_process
from static_host import POLICY, Faults, StaticHost

PORTRAIT = {"quality": "preview"}


@pytest.fixture
def host() -> Iterator[StaticHost]:
    with StaticHost(DIST) as serving:
        yield serving


# --- models that do not arrive -------------------------------------------------------------------------

# What arrives stays, so each fault comes before those of what is fetched later.
NOT_ARRIVING = [
    (Faults(suffix="ort.wasm.min.mjs", missing=True), "runtime_unavailable"),
    (Faults(suffix="ort-wasm-simd-threaded.wasm", cut_after=1_000_000), "runtime_unavailable"),
    (Faults(suffix=".onnx", missing=True), "model_unavailable"),
    (
        Faults(suffix=model_file("selfie")["file"], cut_after=131_072, bytes_per_second=2e6),
        "download_interrupted",
    ),
    (Faults(suffix=model_file("selfie")["file"], damaged=True), "model_damaged"),
]


def test_what_did_not_arrive_is_told_and_the_next_try_works(plain: BrowserContext, host: StaticHost) -> None:
    driver = visit(plain, host.address)
    for faults, kind in NOT_ARRIVING:
        host.faults = faults
        error = driver.run("remove_background", PORTRAIT)["error"]
        assert error["kind"] == kind, faults
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


def test_the_service_may_go_away(plain: BrowserContext) -> None:
    with service_process("--open") as service:
        driver = visit(plain, service.address)
        assert "error" not in driver.run("remove_background", PORTRAIT)
        driver.call("undo")
        service.process.kill()
        service.process.wait(timeout=20)
        assert_goes_on(driver)
        error = driver.run("remove_background", {"quality": "fast"})["error"]
        assert error["kind"] == "offline" and "not on this device yet" in error["what"]
        assert_clear(error)
        assert_goes_on(driver)
        assert "error" not in driver.run("remove_background", PORTRAIT)


def test_the_service_may_go_away_before_a_model_was_used(plain: BrowserContext) -> None:
    with service_process("--open") as service:
        driver = visit(plain, service.address)
        service.process.kill()
        service.process.wait(timeout=20)
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
    [worker] = [path.name for path in DIST.glob("assets/engine-worker*.js")]
    plain.route(f"**/{worker}", lambda route: held.append(route))
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
    page.get_by_role("menuitem", name="Help").click()
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
    context = launched.new_context(viewport=WINDOW)
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
    window.outcome.then(begun);
})"""


def begin(driver: Driver, params: dict[str, str], word: str) -> None:
    """Start removing the background, and wait until its progress says `word`."""
    driver.page.evaluate(BEGIN, [params, word])


def outcome(driver: Driver) -> dict[str, Any]:
    return driver.page.evaluate("outcome")  # type: ignore[no-any-return]


def test_cancel_leaves_no_trace_and_the_next_run_works(plain: BrowserContext, host: StaticHost) -> None:
    driver = visit(plain, host.address)
    for moment in ("Choosing", "Downloading U2-Net small, 1.", "is working"):
        if "Downloading" in moment:
            host.faults = Faults(suffix=model_file("u2netp")["file"], bytes_per_second=2e6)
        begin(driver, {"quality": "fast"}, moment)
        driver.call("cancel")
        assert outcome(driver)["error"]["kind"] == "cancelled", moment
        assert_goes_on(driver)
        host.faults = Faults()
        assert "error" not in driver.run("remove_background", PORTRAIT), moment
        driver.call("undo")
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


def test_a_run_stays_with_its_photo_when_another_is_opened(shared_editor: Driver) -> None:
    first = shared_editor.open_pixels(photo())
    begin(shared_editor, {"quality": "fast"}, "is working")
    assert shared_editor.open_pixels(photo(200, 150))["width"] == 200
    assert "error" not in outcome(shared_editor)
    second = shared_editor.call("document")
    assert (second["width"], second["history"]) == (200, ["Open"])
    page = shared_editor.page
    history = page.evaluate("async (id) => (await fotofun.activate(id)).history", first["id"])
    assert history == ["Open", "Remove background"]


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
