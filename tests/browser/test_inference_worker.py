"""The built inference worker on real models in a real Chromium: numbers, providers, downloads, faults."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from conftest import ARGUMENTS, CHROMIUM
from inference_page import DIST, InferencePage, Tensor, index, model_file
from playwright.sync_api import Browser, Playwright
from static_host import Faults, StaticHost

SOFTWARE_GPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"]

SELFIE = ("selfie", "input_1:0", (1, 256, 256, 3))
U2NETP = ("u2netp", "input", (1, 3, 320, 320))
# A quarter of its own size, which it takes too, at a sixteenth of the time.
ISNET = ("isnet_general", "input", (1, 3, 256, 256))


@pytest.fixture
def host() -> Iterator[StaticHost]:
    with StaticHost(DIST) as serving:
        yield serving


@pytest.fixture
def page(browser: Browser, host: StaticHost) -> Iterator[InferencePage]:
    context = browser.new_context()
    yield InferencePage(context, host)
    context.close()


@pytest.fixture(scope="module")
def gpu_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose WebGPU is real but runs on the processor."""
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS + SOFTWARE_GPU)
    yield launched
    launched.close()


@pytest.fixture
def gpu_page(gpu_browser: Browser, host: StaticHost) -> Iterator[InferencePage]:
    context = gpu_browser.new_context()
    yield InferencePage(context, host)
    context.close()


def picture(shape: tuple[int, ...]) -> Tensor:
    """A bright ball before a dark ground, between 0 and 1, channels alike."""
    height, width = sorted(shape)[-2:]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    ball = np.where(np.hypot(x, y) < 0.6, 0.9 - 0.3 * (x + y), 0.15).astype(np.float32)
    return np.ascontiguousarray(np.broadcast_to(ball[..., None] if shape[-1] == 3 else ball, shape))


def native(model: str, name: str, tensor: Tensor) -> list[Tensor]:
    session = onnxruntime.InferenceSession(DIST / "models" / model_file(model)["file"])
    return [np.asarray(output, np.float32) for output in session.run(None, {name: tensor})]


def canary_tensor() -> Tensor:
    shape, fill = index()["canary"]["input"]["shape"], index()["canary"]["input"]["fill"]
    i = np.arange(np.prod(shape), dtype=np.int64)
    values: Tensor = ((i * fill["multiplier"] % fill["modulus"]) / fill["modulus"] - 0.5).astype(np.float32)
    return values.reshape(shape)


def test_webassembly_gives_the_numbers_of_native_onnxruntime(page: InferencePage) -> None:
    for model, name, shape in (SELFIE, U2NETP, ISNET):
        tensor = picture(shape)
        result, outputs = page.infer(model, "wasm", name, tensor)
        assert result["provider"] == "wasm" and result["note"] == "" and result["seconds"] > 0
        expected = native(model, name, tensor)
        assert [output.shape for output in outputs] == [value.shape for value in expected]
        for output, value in zip(outputs, expected, strict=True):
            assert np.abs(output - value).max() < 1e-4
            assert np.ptp(value) > 0.1
    assert [stage["stage"] for stage in page.stages()][-1] == "run"


@pytest.mark.parametrize("browser_waits_by", ["stack switching", "rewritten code"])
def test_forced_webgpu_gives_the_numbers_of_webassembly(
    gpu_browser: Browser, host: StaticHost, browser_waits_by: str
) -> None:
    if browser_waits_by == "rewritten code":
        host.edits[".js"] = lambda script: b"delete WebAssembly.Suspending;" + script
    page = InferencePage(gpu_browser.new_context(), host)
    runs = [("canary", "input", canary_tensor())]
    if browser_waits_by == "stack switching":
        runs.append((*SELFIE[:2], picture(SELFIE[2])))
    for model, name, tensor in runs:
        on_gpu, gpu_outputs = page.infer(model, "webgpu", name, tensor)
        assert (on_gpu["provider"], on_gpu["note"]) == ("webgpu", "")
        _, outputs = page.infer(model, "wasm", name, tensor)
        assert np.abs(gpu_outputs[0] - outputs[0]).max() < 1e-3
        assert np.ptp(outputs[0]) > 0.01
    binary = "jspi.wasm" if browser_waits_by == "stack switching" else "asyncify.wasm"
    assert host.requests(binary)
    page.page.context.close()


# --- which provider ----------------------------------------------------------------------------------


def test_without_an_adapter_webassembly_is_used_and_says_so(page: InferencePage) -> None:
    capabilities = page.call("capabilities")
    assert capabilities["webgpu"] is False
    assert "WebAssembly is used" in capabilities["webgpu_reason"]
    cores = page.page.evaluate("navigator.hardwareConcurrency")
    assert capabilities["threads"] == (cores if cores <= 4 else min(8, max(4, -(-cores // 2))))
    assert page.host.requests(".wasm") == []


def test_the_software_adapter_is_passed_over_by_name(gpu_page: InferencePage) -> None:
    capabilities = gpu_page.call("capabilities")
    assert capabilities["webgpu"] is False
    assert "SwiftShader" in capabilities["webgpu_reason"]
    assert gpu_page.host.requests(".wasm") == []


def disguise(**facts: str | bool) -> Callable[[bytes], bytes]:
    """Let the adapter claim to be another; everything else stays as it is."""
    known: dict[str, Any] = {
        "vendor": "",
        "architecture": "",
        "device": "",
        "description": "",
        "isFallbackAdapter": False,
    }
    lines = "".join(
        f"Object.defineProperty(GPUAdapterInfo.prototype, {name!r}, {{ get: () => {json.dumps(value)} }});"
        for name, value in (known | facts).items()
    )
    return lambda script: lines.encode() + script


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"vendor": "google", "architecture": "swiftshader"}, "SwiftShader"),
        ({"vendor": "mesa", "description": "llvmpipe (LLVM 19.1, 256 bits)"}, "llvmpipe"),
        ({"vendor": "microsoft", "description": "Microsoft Basic Render Driver"}, "Basic Render"),
        ({"vendor": "microsoft", "architecture": "warp"}, "WARP"),
        ({"description": "Apple Software Renderer"}, "software"),
        ({"vendor": "intel", "isFallbackAdapter": True}, "software"),
        ({"vendor": "nvidia", "architecture": "ampere"}, "could not be checked"),
        ({"vendor": "apple", "architecture": "metal-3"}, "could not be checked"),
        ({}, "could not be checked"),
    ],
)
def test_adapters_are_told_apart(gpu_page: InferencePage, facts: dict[str, str | bool], word: str) -> None:
    """A real card gets as far as the canary, which is kept from it here."""
    gpu_page.host.edits[".js"] = disguise(**facts)
    gpu_page.host.faults = Faults(suffix="index.json", missing=True)
    gpu_page.start("?disguised")
    capabilities = gpu_page.call("capabilities")
    assert capabilities["webgpu"] is False
    assert word in capabilities["webgpu_reason"]


@pytest.mark.parametrize(
    ("change", "webgpu", "word"),
    [
        ({"time_limit_ms": 60_000, "first_limit_ms": 60_000}, True, ""),
        ({"time_limit_ms": 1, "first_limit_ms": 60_000}, False, "too long"),
        ({"time_limit_ms": 60_000, "first_limit_ms": 60_000, "tolerance": 1e-12}, False, "wrongly"),
    ],
)
def test_a_card_is_used_once_the_canary_has_passed_on_it(
    gpu_page: InferencePage, change: dict[str, float], webgpu: bool, word: str
) -> None:
    def slacken(data: bytes) -> bytes:
        known = json.loads(data)
        known["canary"] |= change
        return json.dumps(known).encode()

    host = gpu_page.host
    host.edits = {".js": disguise(vendor="test", architecture="card"), "index.json": slacken}
    gpu_page.start("?disguised")
    capabilities = gpu_page.call("capabilities")
    assert capabilities["webgpu"] is webgpu
    assert word in capabilities["webgpu_reason"]
    assert (capabilities["webgpu_reason"] == "") is webgpu
    # The verdict is remembered: another worker does not run the canary again.
    host.log.clear()
    gpu_page.start("?disguised")
    again = gpu_page.call("capabilities")
    assert (again["webgpu"], again["webgpu_reason"]) == (webgpu, capabilities["webgpu_reason"])
    assert host.requests(".wasm") == [] and host.requests(".onnx") == []


def test_when_the_graphics_card_fails_the_processor_finishes_the_run(
    playwright: Playwright, host: StaticHost
) -> None:
    crashing = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS + SOFTWARE_GPU)
    page = InferencePage(crashing.new_context(), host)
    name, tensor = SELFIE[1], picture(SELFIE[2])
    page.page.evaluate(
        """async (params) => {
            window.answer = call('infer', params, [new Float32Array(1 * 256 * 256 * 3).fill(0.5).buffer]);
            while (stages.at(-1)?.stage !== 'run') await new Promise((done) => setTimeout(done, 20));
        }""",
        page.params("selfie", "webgpu", name, tensor),
    )
    crashing.new_browser_cdp_session().send("Browser.crashGpuProcess")
    result = page.page.evaluate("answer.then(({ result, error }) => result ?? { error })")
    assert result.get("provider") == "wasm", result
    assert "graphics card failed" in result["note"]
    _, outputs = page.infer("selfie", "webgpu", name, tensor)
    assert np.abs(outputs[0] - native("selfie", name, tensor)[0]).max() < 1e-4
    crashing.close()


def test_without_isolation_models_run_on_one_thread_and_say_so(browser: Browser) -> None:
    with StaticHost(DIST, isolated=False) as host:
        page = InferencePage(browser.new_context(), host)
        assert page.call("capabilities")["threads"] == 1
        result, outputs = page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
        assert "one processor core" in result["note"]
        assert np.abs(outputs[0] - native("selfie", SELFIE[1], picture(SELFIE[2]))[0]).max() < 1e-4
        page.page.context.close()


# --- downloads -----------------------------------------------------------------------------------------


def test_a_cut_download_says_so_and_goes_on_the_next_time(page: InferencePage) -> None:
    host, file = page.host, model_file("selfie")["file"]
    host.faults = Faults(suffix=file, cut_after=131_072, bytes_per_second=1e6)
    result, _ = page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    assert result["error"]["kind"] == "download_interrupted"
    assert "MB" in result["error"]["what"] and "goes on from there" in result["error"]["advice"]
    had = page.stored_bytes()["selfie"]
    assert 0 < had <= 131_072
    host.faults = Faults()
    result, outputs = page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    assert [served.range for served in host.requests(file)] == [None, f"bytes={had}-"]
    assert np.abs(outputs[0] - native("selfie", SELFIE[1], picture(SELFIE[2]))[0]).max() < 1e-4
    # Another worker has it at hand.
    page.start()
    assert page.call("capabilities")["stored_models"] == ["selfie"]
    page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    assert len(host.requests(file)) == 2


def test_a_host_that_cannot_resume_sends_it_all_again(page: InferencePage) -> None:
    host, file = page.host, model_file("selfie")["file"]
    host.faults = Faults(suffix=file, cut_after=131_072, bytes_per_second=1e6)
    page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    host.faults = Faults(suffix=file, ignores_range=True)
    result, _ = page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    assert result["note"] == ""
    assert [served.status for served in host.requests(file)] == [200, 200]


def test_a_damaged_file_is_refused_and_removed(page: InferencePage) -> None:
    host = page.host
    host.faults = Faults(suffix=model_file("selfie")["file"], damaged=True)
    result, _ = page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    assert result["error"]["kind"] == "model_damaged"
    assert "checksum" in result["error"]["what"] and "Try again" in result["error"]["advice"]
    assert page.stored_bytes() == {}
    host.faults = Faults()
    result, _ = page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    assert result["provider"] == "wasm"


def test_a_file_that_was_damaged_on_this_device_is_fetched_again(page: InferencePage) -> None:
    page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    page.start()
    page.page.evaluate(
        """async () => {
            const root = await navigator.storage.getDirectory();
            const folder = await root.getDirectoryHandle('models');
            for await (const file of folder.values()) {
                const out = await file.createWritable({ keepExistingData: true });
                await out.write({ type: 'write', position: 1000, data: new Uint8Array(100) });
                await out.close();
            }
        }"""
    )
    result, outputs = page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    assert result["note"] == ""
    assert np.abs(outputs[0] - native("selfie", SELFIE[1], picture(SELFIE[2]))[0]).max() < 1e-4


def test_a_missing_file_says_what_to_do(page: InferencePage) -> None:
    page.host.faults = Faults(suffix=".onnx", missing=True)
    result, _ = page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    assert result["error"]["kind"] == "model_unavailable"
    assert "Reload" in result["error"]["advice"]


def test_a_model_that_is_not_here_says_so_offline(page: InferencePage) -> None:
    page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    page.page.context.set_offline(True)
    result, _ = page.infer("u2netp", "wasm", U2NETP[1], picture(U2NETP[2]))
    assert result["error"]["kind"] == "offline"
    assert "not on this device yet" in result["error"]["what"]


def test_two_requests_at_once_are_one_download_and_one_load(page: InferencePage) -> None:
    params = page.params("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    answers = page.page.evaluate(
        """(params) => Promise.all([1, 2].map(async () => {
            const { result } = await call('infer', params, [new Float32Array(256 * 256 * 3).buffer]);
            return result.provider;
        }))""",
        params,
    )
    assert answers == ["wasm", "wasm"]
    assert len(page.host.requests(params["model"]["file"])) == 1
    assert [stage["stage"] for stage in page.stages()].count("load") == 1


def test_two_tabs_at_once_are_one_download(browser: Browser, host: StaticHost) -> None:
    context = browser.new_context()
    file = model_file("u2netp")["file"]
    host.faults = Faults(suffix=file, bytes_per_second=3e6)
    tabs = [InferencePage(context, host), InferencePage(context, host)]
    for tab in tabs:
        tab.page.evaluate(
            "(params) => { window.kept = call('keep', params); }", {"models": [model_file("u2netp")]}
        )
    assert [tab.page.evaluate("kept.then(({ error }) => error ?? null)") for tab in tabs] == [None, None]
    assert len(host.requests(file)) == 1
    context.close()


def test_with_storage_full_the_model_runs_from_memory(
    playwright: Playwright, host: StaticHost, tmp_path: Path
) -> None:
    """Chromium holds only profiles on disk to their quota."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=ARGUMENTS
    )
    page = InferencePage(context, host)
    devtools = context.new_cdp_session(page.page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": host.address, "quotaSize": 100_000})
    result, outputs = page.infer("selfie", "wasm", SELFIE[1], picture(SELFIE[2]))
    assert "could not be stored" in result["note"]
    assert np.abs(outputs[0] - native("selfie", SELFIE[1], picture(SELFIE[2]))[0]).max() < 1e-4
    assert page.stored_bytes() == {}
    context.close()


def test_a_worker_that_is_ended_while_it_downloads_leaves_what_has_arrived(page: InferencePage) -> None:
    host, file = page.host, model_file("u2netp")["file"]
    host.faults = Faults(suffix=file, bytes_per_second=1e6)
    page.page.evaluate(
        """async (params) => {
            void call('keep', params);
            const arrived = () => stages.some(({ done }) => done > 500000);
            while (!arrived()) await new Promise((done) => setTimeout(done, 20));
        }""",
        {"models": [model_file("u2netp")]},
    )
    page.start()
    assert page.stored_bytes()["u2netp"] > 400_000
    host.faults = Faults()
    page.call("keep", {"models": [model_file("u2netp")]})
    assert page.call("stored") == {"models": ["u2netp"], "begun": {}}
    assert host.requests(file)[-1].status == 206


def test_a_model_can_be_removed(page: InferencePage) -> None:
    page.call("keep", {"models": [model_file("selfie")]})
    assert page.call("stored") == {"models": ["selfie"], "begun": {}}
    page.call("remove", {"id": "selfie"})
    assert page.call("stored") == {"models": [], "begun": {}}


def test_a_model_that_does_not_fit_its_input_is_reported(page: InferencePage) -> None:
    result, _ = page.infer("selfie", "wasm", SELFIE[1], picture((1, 64, 64, 3)))
    assert result["error"]["kind"] == "inference_failed"
    assert model_file("selfie")["title"] in result["error"]["what"]
