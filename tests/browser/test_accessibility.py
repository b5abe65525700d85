"""axe-core finds nothing, in both themes, wide and on a phone."""

import json
from pathlib import Path
from typing import Any

import pytest
from driver import Driver, photo
from playwright.sync_api import Browser

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("adjustments", "presets", "history", "swatches", "navigator", "info", "channels", "file-information")
SHUT = dict.fromkeys(NAMES, False)
ALL_OPEN = json.dumps({"folded": SHUT, "closed": SHUT, "order": [], "foot": None})
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, size: str) -> None:
    context = browser.new_context(
        service_workers="block",
        viewport=SIZES[size],  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
    )
    driver = Driver(context.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    for state in ("empty", "photo", "export"):
        if state == "photo":
            driver.open_pixels(photo())
        if state == "export":
            driver.page.get_by_role("button", name="Export").first.click()
            driver.page.wait_for_timeout(600)
        driver.page.evaluate(AXE.read_text())
        found = driver.page.evaluate(
            "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes[0].html])"
        )
        assert found == [], state
    context.close()


def violations(driver: Driver, element: str) -> list[Any]:
    """What axe-core finds in an element of the page's own."""
    found: list[Any] = driver.page.evaluate(
        """async (element) => {
            const results = await axe.run({ fromShadowDom: ['ff-app', element] });
            return results.violations.map((v) => [v.id, v.nodes[0].html]);
        }""",
        element,
    )
    return found


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_in_any_panel(browser: Browser, address: str, scheme: str) -> None:
    """All of them open at once in the column, then, in one theme, each as the phone's sheet."""
    context = browser.new_context(viewport=SIZES["desktop"], color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    context.add_init_script(f"localStorage.setItem('fotofun.panels', '{ALL_OPEN}')")
    driver = Driver(context.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    driver.page.evaluate(AXE.read_text())
    for state in ("empty", "photo"):
        if state == "photo":
            driver.open_pixels(photo())
            driver.run("select_rectangle", {"rectangle": [40, 40, 200, 200]})
            driver.run("save_selection", {"title": "Corner"})
            driver.page.evaluate("() => document.querySelector('ff-app').workspace.takeSnapshot('Before')")
            driver.page.wait_for_timeout(800)
        assert violations(driver, "ff-column") == [], state
    if scheme == "light":
        context.close()
        return
    driver.page.set_viewport_size(SIZES["phone"])  # type: ignore[arg-type]
    strip = driver.page.get_by_role("navigation", name="Panels")
    for button in strip.get_by_role("button").all():
        button.click()
        driver.page.wait_for_timeout(250)
        assert violations(driver, "ff-sheet") == [], button.inner_text()
    context.close()
