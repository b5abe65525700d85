"""Every request that the editor makes is in its ledger, and none goes anywhere else."""

from collections.abc import Iterator

import pytest
from driver import Driver, photo
from inference_page import DIST, model_file
from playwright.sync_api import Browser
from static_host import StaticHost


@pytest.fixture
def host() -> Iterator[StaticHost]:
    with StaticHost(DIST) as serving:
        yield serving


@pytest.fixture
def editor_at_host(browser: Browser, host: StaticHost) -> Iterator[Driver]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    driver = Driver(context.new_page(), host.address)
    driver.visit()
    driver.wait_until_ready()
    yield driver
    context.close()


def ledger_rows(driver: Driver) -> dict[str, str]:
    """The ledger as a person reads it: each path with the text of its last row."""
    driver.page.get_by_title("Network activity").click()
    driver.page.locator("ff-ledger-dialog tbody tr").first.wait_for()
    # What the dialog itself loaded is written once it has come.
    driver.page.wait_for_timeout(500)
    rows = driver.page.locator("ff-ledger-dialog tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [row.querySelector('.address').title, row.innerText])"
    )
    return {"/" + address.partition("/")[2]: text for address, text in reversed(rows)}


def test_every_request_is_in_the_ledger(editor_at_host: Driver, host: StaticHost) -> None:
    driver = editor_at_host
    driver.open_pixels(photo())
    assert "error" not in driver.run("remove_background", {"quality": "preview"})
    driver.page.evaluate(
        """async () => {
            while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
        }"""
    )
    rows = ledger_rows(driver)
    served = {entry.path for entry in host.log}
    assert served - set(rows) == set()
    assert any(path.endswith(".wasm") and "/inference/" in path for path in served), "models ran"
    selfie = model_file("selfie")
    row = rows[f"/models/{selfie['file']}"]
    assert f"Model: {selfie['title']}" in row
    assert f"{round(selfie['bytes'] / 1000)} KB" in row or f"{round(selfie['bytes'] / 1024)} KB" in row
    assert driver.page.get_by_text("No picture was uploaded").count() == 1
    driver.assert_clean()


def test_a_host_that_is_not_allowed_is_refused_before_the_browser_is_asked(
    editor_at_host: Driver, host: StaticHost
) -> None:
    """The inference worker is told of a model elsewhere; its request must never start."""
    [worker] = DIST.glob("assets/inference-worker-*.js")
    [runtime] = (path for path in DIST.glob("inference/*") if path.is_dir())
    error = editor_at_host.page.evaluate(
        """async ([worker, config, model]) => {
            const inference = new Worker(worker, { type: 'module' });
            const answer = new Promise((done) => {
                inference.onmessage = ({ data }) => data.id === 2 && done(data.error);
            });
            inference.postMessage({ id: 1, method: 'configure', params: config, buffers: [] });
            inference.postMessage({ id: 2, method: 'keep', params: { models: [model] }, buffers: [] });
            return answer;
        }""",
        [
            f"{host.address}assets/{worker.name}",
            {
                "inferenceBase": f"{host.address}inference/{runtime.name}/",
                "modelsBase": "https://models.example/",
                "hosts": [],
            },
            model_file("selfie"),
        ],
    )
    assert error["kind"] == "host_refused"
    assert "models.example" in error["what"]
    editor_at_host.assert_clean()
