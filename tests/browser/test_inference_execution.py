"""What becomes of runs: cancelled, queued, asked for twice, crashed, idle; and of their memory."""

import base64
import os
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from ai_tasks import SMALL
from conftest import WINDOW
from driver import Driver
from inference_page import DIST, InferencePage, model_file
from playwright.sync_api import Browser, Page, Worker
from static_host import Faults, StaticHost

RUNS = int(os.environ.get("FOTOFUN_RUNS", "5"))

FAST = {"quality": "fast"}


@pytest.fixture
def host() -> Iterator[StaticHost]:
    with StaticHost(DIST) as serving:
        yield serving


@pytest.fixture
def visit(browser: Browser, host: StaticHost) -> Iterator[Callable[..., Driver]]:
    """Opens the editor with a small photo; with `timers` its clock can be turned on."""
    context = browser.new_context(viewport=WINDOW, service_workers="block")

    def opened(timers: bool = False) -> Driver:
        driver = Driver(context.new_page(), host.address)
        if timers:
            driver.page.clock.install()
        driver.visit()
        driver.wait_until_ready()
        driver.open_pixels(SMALL)
        return driver

    yield opened
    context.close()


def workers(page: Page) -> list[Worker]:
    """The inference workers that live."""
    return [worker for worker in page.workers if "inference-worker" in worker.url]


def start(driver: Driver, until: str, params: dict[str, Any] = FAST) -> None:
    """Begins to remove the background and comes back at a message of its progress; `answer` is a promise."""
    driver.page.evaluate(
        """async ([params, until]) => {
            const reached = new Promise((done) =>
                fotofun.on('progress', ({ message }) => message.startsWith(until) && done()));
            window.answer = fotofun.run('remove_background', params)
                .catch((error) => ({ error: error.info }));
            await Promise.race([reached, answer]);
        }""",
        [params, until],
    )


def test_a_cancelled_run_ends_with_its_worker_and_the_model_stays(visit: Callable[..., Driver]) -> None:
    driver = visit()
    start(driver, "U2-Net small is working")
    [worker] = workers(driver.page)
    with worker.expect_event("close"):
        driver.call("cancel")
    ended = driver.page.evaluate("answer")
    assert ended["error"]["kind"] == "cancelled", ended
    assert driver.call("document")["history"] == ["Open"]
    assert workers(driver.page) == [], "none is started before it is needed"
    assert "error" not in driver.run("remove_background", {"quality": "preview"})
    kept = driver.page.evaluate(
        """async () => {
            const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('models');
            const sizes = {};
            for await (const [name, file] of folder.entries())
                sizes[name.split('.')[0]] = (await file.getFile()).size;
            return sizes;
        }"""
    )
    assert kept["u2netp"] == model_file("u2netp")["bytes"], "the model is on this device"


def test_a_worker_that_crashes_has_a_successor_which_says_so(
    visit: Callable[..., Driver], host: StaticHost
) -> None:
    host.faults = Faults(suffix=model_file("u2netp")["file"], bytes_per_second=2e6)
    driver = visit()
    start(driver, "Downloading U2-Net small")
    [worker] = workers(driver.page)
    with worker.expect_event("close"):
        worker.evaluate("() => { setTimeout(() => { throw new Error('crashed by a test'); }); }")
    done = driver.page.evaluate("answer")
    assert "error" not in done, done
    assert "crashed, so it was started again and used WebAssembly" in done["message"]
    assert done["document"]["history"] == ["Open", "Remove background"]


def test_a_run_that_finds_no_memory_gets_a_fresh_worker_which_says_so(
    visit: Callable[..., Driver], host: StaticHost
) -> None:
    host.faults = Faults(suffix=model_file("u2netp")["file"], bytes_per_second=2e6)
    driver = visit()
    start(driver, "Downloading U2-Net small")
    [worker] = workers(driver.page)
    with worker.expect_event("close"):
        worker.evaluate(
            """() => {
                WebAssembly.Memory.prototype.grow = () => { throw new RangeError('refused by a test'); };
            }"""
        )
    done = driver.page.evaluate("answer")
    assert "error" not in done, done
    assert "ran out of memory, so it was started again" in done["message"]
    assert done["document"]["history"] == ["Open", "Remove background"]


def test_a_worker_without_work_ends_and_the_next_run_starts_another(visit: Callable[..., Driver]) -> None:
    driver = visit(timers=True)
    assert "error" not in driver.run("remove_background", {"quality": "preview"})
    [worker] = workers(driver.page)
    driver.page.clock.fast_forward(50_000)
    assert workers(driver.page) == [worker]
    with worker.expect_event("close"):
        driver.page.clock.fast_forward(20_000)
    assert "error" not in driver.run("remove_background", {"quality": "preview"})
    assert len(workers(driver.page)) == 1


def test_on_a_small_device_a_smaller_model_is_taken_and_that_is_said(
    visit: Callable[..., Driver], host: StaticHost
) -> None:
    small = b"Object.defineProperty(WorkerNavigator.prototype, 'deviceMemory', { get: () => 0.25 });"
    host.edits[".js"] = lambda script: script if b"deviceMemory" not in script else small + script
    driver = visit()
    done = driver.run("remove_background", {"quality": "best"})
    assert "Selfie segmentation was taken, as there is not the memory for ISNet." in done["message"], done
    refused = driver.run("transfer_style")["error"]
    assert refused["kind"] == "not_enough_memory"
    assert "can spare 0.1 GB" in refused["what"] and "smaller copy" in refused["advice"]


def test_the_same_request_twice_runs_once(visit: Callable[..., Driver], host: StaticHost) -> None:
    host.edits[".js"] = lambda script: COUNTED + script
    driver = visit()
    answers = driver.page.evaluate(
        """() => Promise.all([1, 2].map(() => fotofun.run('select_subject', { quality: 'fast' })
            .then(({ message }) => message, ({ info }) => info.what)))"""
    )
    assert all("U2-Net small ran on this device" in message for message in answers), answers
    [worker] = workers(driver.page)
    assert worker.evaluate("() => self.asked") == {"capabilities": 2, "infer": 1}
    driver.run("select_subject", {"quality": "preview"})
    assert worker.evaluate("() => self.asked.infer") == 2


COUNTED = b"""
self.asked ??= {};
self.addEventListener('message', ({ data }) => {
    if (data?.method === 'infer' || data?.method === 'capabilities')
        self.asked[data.method] = (self.asked[data.method] ?? 0) + 1;
});
"""


# --- the worker alone ------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser, host: StaticHost) -> Iterator[InferencePage]:
    """A worker with two models, whose memories can be seen."""
    host.edits[".js"] = lambda script: SEEN + script
    context = browser.new_context()
    made = InferencePage(context, host)
    made.call("keep", {"models": [model_file("selfie"), model_file("u2netp")]})
    yield made
    context.close()


SEEN = b"""
self.memories ??= [];
WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct(kind, given) { const made = new kind(...given); self.memories.push(made); return made; },
});
"""

ASK = """([asked]) => {
    window.order = [];
    return Promise.all(asked.map(async ([params, data]) => {
        const { result, buffers, error } = await call('infer', params, [decode(data)]);
        order.push(params.model.id);
        return error ? { error } : { seconds: result.seconds, bytes: await encode(buffers[0]) };
    })).then((answers) => ({ answers, order }));
}"""


def question(page: InferencePage, model: str) -> list[Any]:
    name, shape = {"selfie": ("input_1:0", (1, 256, 256, 3)), "u2netp": ("input", (1, 3, 320, 320))}[model]
    tensor = np.linspace(0, 1, int(np.prod(shape)), dtype=np.float32).reshape(shape)
    return [page.params(model, "wasm", name, tensor), base64.b64encode(tensor.tobytes()).decode()]


def test_requests_queue(page: InferencePage) -> None:
    slow, quick = question(page, "u2netp"), question(page, "selfie")
    for each in (slow, quick):
        page.page.evaluate(ASK, [[each]])
    told = page.page.evaluate(ASK, [[slow, quick]])
    assert told["order"] == ["u2netp", "selfie"], "who comes later waits, however quick"


def test_many_runs_take_no_more_memory_than_the_first(page: InferencePage) -> None:
    """The heap of the runtime, which never shrinks: what leaked would be seen in it."""

    def heap() -> int:
        [worker] = workers(page.page)
        return int(
            worker.evaluate("() => self.memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)")
        )

    asked = question(page, "selfie")
    page.page.evaluate(ASK, [[asked]])
    after_first = heap()
    assert after_first > 0
    for _ in range(RUNS - 1):
        page.page.evaluate(ASK, [[asked]])
    assert heap() <= 1.1 * after_first
