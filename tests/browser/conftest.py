"""A real service process, a real Chromium, and the page as a person finds it."""

import os
import shutil
from collections.abc import Iterator

import pytest
from driver import Driver
from playwright.sync_api import Browser, BrowserContext, Playwright, ViewportSize, sync_playwright
from service_process import service_process
from static_host import StaticHost
from viewport_page import build_harness

CHROMIUM = os.environ.get("FOTOFUN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--force-color-profile=srgb", "--disable-background-networking"]
WINDOW: ViewportSize = {"width": 1440, "height": 900}
# These take longest: they come first, so that two workers end together.
LONG = ("surfaces", "palette_walk", "degraded", "inference_worker", "offline", "viewport_parity", "ai_tasks")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {f"test_{name}.py": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path.name, len(LONG)))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the built editor is served, by its own service over a real socket."""
    with service_process("--open") as service:
        yield service.address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield launched
    launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=WINDOW, accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[BrowserContext]:
    """A first visit, before any service worker: what is not in memory must come from the host."""
    made = browser.new_context(viewport=WINDOW, service_workers="block")
    yield made
    made.close()


@pytest.fixture
def editor(plain: BrowserContext, address: str) -> Iterator[Driver]:
    """The editor on a first visit, Python ready; it must make no error and no foreign request."""
    driver = Driver(plain.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    yield driver
    driver.assert_clean()


@pytest.fixture(scope="module")
def shared_editor(browser: Browser, address: str) -> Iterator[Driver]:
    """One editor for the tests of a module that open their own picture.

    Without a service worker, which would copy the whole editor to be used offline: `test_offline` has one.
    """
    made = browser.new_context(viewport=WINDOW, service_workers="block")
    driver = Driver(made.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    yield driver
    driver.assert_clean()
    made.close()


@pytest.fixture(scope="session")
def viewport_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """The page on which the viewport stands alone."""
    target = tmp_path_factory.mktemp("viewport")
    build_harness(target)
    with StaticHost(target) as serving:
        yield serving
