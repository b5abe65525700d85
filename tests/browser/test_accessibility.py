"""axe-core finds nothing, in both themes, wide and on a phone."""

from pathlib import Path

import pytest
from driver import Driver, photo
from playwright.sync_api import Browser

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
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
