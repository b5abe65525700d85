"""The page speaks another language: as the browser asks for it, as it is chosen, and without a network."""

import pytest
from conftest import WINDOW
from driver import Driver, photo
from playwright.sync_api import Browser, Page, expect


def speaks(page: Page, code: str, file: str, layers: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.get_by_role("menuitem", name=file, exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name=layers, exact=True)).to_be_visible()


def test_a_language_is_chosen_seen_at_once_and_kept(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WINDOW, service_workers="block", locale="en-GB")
    driver = Driver(context.new_page(), address)
    driver.visit()
    driver.wait_until_ready()
    driver.open_pixels(photo(60, 40))
    page = driver.page
    speaks(page, "en", "File", "Layers")
    page.keyboard.press("Control+,")
    page.get_by_label("Language").select_option("de")
    speaks(page, "de", "Datei", "Ebenen")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("weichz")
    expect(page.get_by_role("option").filter(has_text="Gaußscher Weichzeichner").first).to_be_visible()
    page.keyboard.press("Escape")
    # What the engine says is said in that language too, values and all.
    page.keyboard.press("Control+Shift+d")
    expect(page.get_by_role("alert")).to_contain_text("Es wurde noch keine Auswahl aufgehoben.")
    expect(page.get_by_role("alert")).to_contain_text("Zuerst etwas auswählen.")
    driver.run("remove_background", {"quality": "preview"})
    told = page.get_by_role("status").filter(has_text="lief auf diesem Gerät mit WebAssembly").first
    expect(told).to_contain_text("Nichts wurde hochgeladen.")
    driver.call("undo")
    driver.run("invert")
    assert driver.call("document")["history"][-1] == "Invert", "scripts and files keep their words"
    page.reload()
    driver.wait_until_ready()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    driver.assert_clean()
    context.close()


@pytest.mark.parametrize(("locale", "code", "file"), [("de-AT", "de", "Datei"), ("fr-FR", "en", "File")])
def test_the_browsers_language_is_spoken_where_it_is_known(
    browser: Browser, address: str, locale: str, code: str, file: str
) -> None:
    context = browser.new_context(viewport=WINDOW, service_workers="block", locale=locale)
    driver = Driver(context.new_page(), address)
    driver.visit()
    expect(driver.page.locator("html")).to_have_attribute("lang", code)
    expect(driver.page.get_by_role("menuitem", name=file, exact=True)).to_be_visible()
    context.close()
