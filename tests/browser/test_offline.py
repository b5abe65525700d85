"""The editor with its server gone, on a plain file host, and across versions."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from ai_tasks import SMALL, TASKS
from conftest import ARGUMENTS, CHROMIUM
from driver import Driver, photo
from inference_page import DIST, index
from playwright.sync_api import BrowserContext, Playwright
from static_host import StaticHost

UNTIL_CONTROLLED = """async () => {
    while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
}"""

# One operation on a small model: what is tested here is where its files come from.
PORTRAIT = {"quality": "preview"}


@pytest.fixture
def host() -> Iterator[StaticHost]:
    with StaticHost(DIST) as serving:
        yield serving


@pytest.fixture
def profile(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    """A profile on disk, whose cache takes the large files that a private window's does not."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=ARGUMENTS, viewport={"width": 1440, "height": 900}
    )
    yield context
    context.close()


def visit(context: BrowserContext, host: StaticHost) -> Driver:
    """The editor, ready, with its service worker in charge."""
    driver = Driver(context.new_page(), host.address)
    driver.visit()
    driver.wait_until_ready()
    driver.page.evaluate(UNTIL_CONTROLLED)
    return driver


def leave(driver: Driver, host: StaticHost) -> None:
    """No server, and nothing in the browser's own cache that could stand in for it."""
    host.down = True
    driver.page.context.new_cdp_session(driver.page).send("Network.clearBrowserCache")


def reload(driver: Driver) -> None:
    driver.page.reload()
    driver.page.evaluate("() => fotofun.ready")


def requests_of(driver: Driver) -> list[str]:
    """Every request that the editor made, as its ledger shows them."""
    driver.page.get_by_title("Network activity").click()
    rows = driver.page.locator("ff-ledger-dialog tbody tr")
    rows.filter(has_text="ledger-dialog").first.wait_for()
    asked = rows.evaluate_all("(rows) => rows.map((row) => row.querySelector('.address').title)")
    driver.page.keyboard.press("Escape")
    rows.first.wait_for(state="detached")
    return sorted(asked)


def test_what_was_used_works_without_a_server(profile: BrowserContext, host: StaticHost) -> None:
    driver = visit(profile, host)
    served = Counter(entry.path for entry in host.log)
    assert [path for path in served if re.search(r"/inference|\.onnx$", path)] == [], "before a model is used"
    twice = [path for path, times in served.items() if times > 1 and re.match(r"/(assets|engine)/", path)]
    assert twice == [], "hashed files are fetched once, for the page and for offline use"
    driver.open_pixels(photo())
    online = driver.run("remove_background", PORTRAIT)
    assert "error" not in online, online
    mask = driver.exported_pixels()
    leave(driver, host)
    reload(driver)
    assert driver.page.evaluate("crossOriginIsolated")
    driver.open_pixels(photo())
    assert "error" not in driver.run("exposure", {"stops": 0.5})
    driver.call("undo")
    assert "error" not in driver.run("remove_background", PORTRAIT)
    assert (driver.exported_pixels() == mask).all()
    # A model that was never used is not here, and the editor says so and goes on.
    missing = driver.run("remove_background", {"quality": "fast"})
    assert "not on this device yet" in missing["error"]["what"], missing
    assert driver.call("document")["width"] == 640


def test_what_a_page_used_before_the_service_worker_came_is_kept_too(
    profile: BrowserContext, host: StaticHost
) -> None:
    driver = Driver(profile.new_page(), host.address)
    driver.visit()
    driver.open_pixels(photo())
    assert "error" not in driver.run("remove_background", PORTRAIT)
    driver.page.evaluate(UNTIL_CONTROLLED)
    kept = driver.page.evaluate(
        """async () => {
            const count = async () => {
                const names = (await caches.keys()).filter((name) => name.startsWith('fotofun-inference'));
                return names.length ? (await (await caches.open(names[0])).keys()).length : 0;
            };
            for (let i = 0; i < 100 && (await count()) < 4; i++) {
                await new Promise((done) => setTimeout(done, 100));
            }
            return count();
        }"""
    )
    assert kept == 4, "the worker, and the three files of its runtime"
    leave(driver, host)
    reload(driver)
    driver.open_pixels(photo())
    result = driver.run("remove_background", PORTRAIT)
    assert "error" not in result, result


def test_keep_for_offline_use_brings_every_model(profile: BrowserContext, host: StaticHost) -> None:
    driver = visit(profile, host)
    driver.page.get_by_role("menuitem", name="File").click()
    driver.page.get_by_role("menuitem", name="Keep for offline use").click()
    driver.page.get_by_text("now work without a network").wait_for(timeout=60_000)
    for file in index()["files"]:
        assert len(host.requests(file["file"])) == 1
    leave(driver, host)
    reload(driver)
    # What runs models is read from this device once.
    driver.open_pixels(SMALL)
    driver.run("remove_background", PORTRAIT)
    asked = requests_of(driver)
    for operation, params in TASKS:
        driver.open_pixels(SMALL)
        result = driver.run(operation, params)
        assert "error" not in result, (operation, result)
        assert "Nothing was uploaded" in result["message"]
    assert requests_of(driver) == asked, "tasks ask for nothing once their models are here"


def test_a_plain_file_host_is_isolated_from_the_second_visit_on(
    profile: BrowserContext,
) -> None:
    with StaticHost(DIST, isolated=False) as host:
        driver = visit(profile, host)
        assert driver.page.evaluate("crossOriginIsolated") is False
        reload(driver)
        assert driver.page.evaluate("crossOriginIsolated") is True
        driver.open_pixels(photo())
        result = driver.run("remove_background", PORTRAIT)
        assert "error" not in result, result
        driver.assert_clean()


def test_a_new_version_waits_until_it_is_asked_for(profile: BrowserContext, host: StaticHost) -> None:
    driver = visit(profile, host)
    driver.page.evaluate("() => fotofun.on('update', () => { window.updates = (window.updates ?? 0) + 1; })")
    host.edits["index.html"] = host.edits["/"] = lambda page: page.replace(
        b"</html>", b"<!-- next --></html>"
    )
    host.edits["service-worker.js"] = lambda script: re.sub(
        rb"(index\.html[^}]*?revision[^0-9a-f]+)[0-9a-f]{16}", rb"\g<1>" + b"0" * 16, script
    )

    def is_next() -> bool:
        text: str = driver.page.evaluate("document.documentElement.outerHTML")
        return "<!-- next -->" in text

    driver.page.evaluate(
        """async () => {
            await (await navigator.serviceWorker.getRegistration()).update();
            while (!window.updates) await new Promise((done) => setTimeout(done, 50));
        }"""
    )
    driver.page.get_by_text("A new version is ready").wait_for()
    reload(driver)
    assert not is_next(), "a reload alone stays with the version that is in charge"
    driver.page.get_by_role("button", name="Reload").click()
    driver.page.wait_for_event("load")
    driver.wait_until_ready()
    assert is_next()
    kept = driver.page.evaluate(
        """async () => {
            const urls = [];
            for (const name of await caches.keys()) {
                for (const { url } of await (await caches.open(name)).keys()) urls.push(url);
            }
            return urls.filter((url) => url.includes('index.html'));
        }"""
    )
    assert len(kept) == 1 and "0" * 16 in kept[0], json.dumps(kept)
    driver.assert_clean()
