"""Several documents in tabs, as a person opens, changes, switches and closes them."""

import numpy as np
import pytest
from driver import Driver, photo, png
from playwright.sync_api import Locator, Page, expect


def tabs(page: Page) -> list[str]:
    return page.get_by_role("navigation", name="Open pictures").locator(".words").all_inner_texts()


def zoom(page: Page) -> Locator:
    return page.locator("ff-status-bar .zoom").first


def close_everything(editor: Driver) -> None:
    editor.page.evaluate(
        "async () => { for (const { id } of (await fotofun.documents()).documents) await fotofun.close(id); }"
    )


@pytest.fixture
def editor(shared_editor: Driver) -> Driver:
    close_everything(shared_editor)
    return shared_editor


def choose(editor: Driver, *files: tuple[str, bytes]) -> None:
    page = editor.page
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Control+o")
    chooser.value.set_files(
        [{"name": name, "mimeType": "image/png", "buffer": data} for name, data in files]  # type: ignore[arg-type]
    )


def test_each_tab_keeps_its_picture_its_history_and_its_view(editor: Driver) -> None:
    page = editor.page
    first, second = photo(300, 500, 1), photo(1900, 1200, 2)
    choose(editor, ("first.png", png(first)), ("second.png", png(second)))
    editor.wait_until("(await fotofun.documents()).documents.length === 2")
    assert tabs(page) == ["first.png", "second.png"]
    page.get_by_role("slider", name="Exposure").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(", not saved")).to_have_count(1)
    page.keyboard.press("1")
    page.get_by_role("button", name="first.png", exact=True).click()
    editor.wait_until("(await fotofun.document()).name === 'first.png'")
    np.testing.assert_array_equal(editor.exported_pixels(), first)
    page.keyboard.press("+")
    expect(zoom(page)).to_have_text("150 %")
    page.get_by_role("button", name="first.png", exact=True).focus()
    page.keyboard.press("ArrowRight")
    editor.wait_until("(await fotofun.document()).history.length === 2")
    expect(zoom(page)).to_have_text("100 %")
    page.keyboard.press("Control+z")
    expect(page.get_by_text(", not saved")).to_have_count(0)


def test_closing_asks_only_about_unsaved_changes(editor: Driver) -> None:
    page = editor.page
    for name in ("one.png", "two.png", "three.png"):
        editor.open_pixels(photo(64, 48), name)
    page.get_by_role("button", name="Close two.png").click()
    editor.wait_until("(await fotofun.documents()).documents.length === 2")
    editor.run("exposure", {"stops": 1})
    page.get_by_role("button", name="three.png", exact=False).first.focus()
    page.keyboard.press("Delete")
    dialog = page.get_by_role("dialog", name="Close three.png")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("ff-close-document-dialog")).to_have_count(0)
    assert tabs(page) == ["one.png", "three.png"]
    assert page.evaluate("() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"), "it asks"
    page.get_by_role("button", name="Close three.png").click()
    page.get_by_role("button", name="Close without saving").click()
    editor.wait_until("(await fotofun.document()).name === 'one.png'")
    assert page.evaluate("() => dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    page.get_by_role("button", name="Close one.png").click()
    expect(page.get_by_role("heading", name="Drop a photo here")).to_be_visible()
    assert editor.call("document") is None
