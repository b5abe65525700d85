"""Menus, palette, keys and settings, used with the keyboard alone; axe-core finds nothing in them."""

from pathlib import Path

import pytest
from driver import Driver, photo
from playwright.sync_api import Locator, expect

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def editor(shared_editor: Driver) -> Driver:
    """The editor with a small photo, and the picture in focus."""
    shared_editor.open_pixels(photo(60, 40))
    shared_editor.page.locator("canvas").first.focus()
    return shared_editor


def last_step(editor: Driver) -> str:
    document = editor.call("document")
    return document["history"][document["position"]]  # type: ignore[no-any-return]


def entry(editor: Driver, name: str) -> Locator:
    return editor.page.get_by_role("menuitem", name=name, exact=True)


def test_menus_by_keys_alone(editor: Driver) -> None:
    page = editor.page
    entry(editor, "Image").focus()
    page.keyboard.press("ArrowDown")
    expect(entry(editor, "Adjustments")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(entry(editor, "Exposure…")).to_be_focused()
    page.keyboard.type("inv")
    expect(entry(editor, "Invert")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(entry(editor, "Adjustments")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(entry(editor, "Edit")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(entry(editor, "Edit")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("inv")
    page.keyboard.press("Enter")
    editor.wait_until("(await fotofun.document()).history.at(-1) === 'Invert'")
    expect(page.get_by_role("menu")).to_have_count(0)


def test_a_quick_hand_loses_no_key(editor: Driver) -> None:
    for name in ("invert", "grayscale", "sepia"):
        editor.run(name)
    before = editor.call("document")["position"]
    for _ in range(3):  # each while the one before is still being done
        editor.page.keyboard.press("Control+z")
    editor.wait_until(f"(await fotofun.document()).position === {before - 3}")


def test_what_cannot_be_done_says_why(editor: Driver) -> None:
    entry(editor, "Select").click()
    page = editor.page
    page.keyboard.press("ArrowDown")
    page.keyboard.type("grow")
    grow = entry(editor, "Grow…")
    expect(grow).to_be_focused()
    expect(grow).to_have_attribute("aria-disabled", "true")
    expect(grow).to_have_attribute("title", "Select something first.")
    page.keyboard.press("Enter")
    expect(grow).to_be_visible()
    page.keyboard.press("Escape")
    editor.run("select_all")
    entry(editor, "Select").click()
    expect(grow).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("Escape")


def test_the_palette_runs_what_is_filled_in(editor: Driver) -> None:
    page = editor.page
    page.keyboard.press("F3")
    page.get_by_role("combobox", name="Find a command").fill("postrz")
    expect(page.locator("#list [role=option]").first).to_contain_text("Posterize")
    page.locator("ff-palette-dialog").get_by_role("slider").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Control+Enter")
    editor.wait_until("(await fotofun.document()).history.at(-1) === 'Posterize'")
    page.keyboard.press("Control+k")
    expect(page.locator("#list [role=option]").first).to_contain_text("Posterize")
    page.get_by_role("combobox", name="Find a command").fill("light theme")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator("canvas").first).to_be_focused()


def test_the_next_key_need_not_wait_until_a_dialog_is_gone(editor: Driver) -> None:
    page = editor.page
    page.keyboard.press("Control+,")
    expect(page.get_by_role("dialog", name="Settings")).to_be_visible()
    for key in ("Escape", "F3", *"postrz"):
        page.keyboard.press(key)
    expect(page.locator("#list [role=option]").first).to_contain_text("Posterize")
    page.keyboard.press("Escape")


def test_keys_of_photoshop(editor: Driver) -> None:
    page = editor.page
    for key, step in (
        ("Control+j", "Duplicate layer"),
        ("Control+[", "Reorder layer"),
        ("Control+i", "Invert"),
        ("Control+a", "All"),
        ("Control+d", "Deselect"),
        ("Control+Alt+Shift+e", "Stamp visible"),
        ("Control+Shift+e", "Merge visible"),
    ):
        page.keyboard.press(key)
        editor.wait_until(f"(await fotofun.document()).history.at(-1) === '{step}'")
    page.keyboard.press("Control+l")
    expect(page.get_by_role("dialog", name="Levels")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Levels")).to_have_count(0)


def test_a_key_is_changed_and_taken_and_reset(editor: Driver) -> None:
    page = editor.page
    page.keyboard.press("?")
    field = page.get_by_role("searchbox", name="Find a command or a key")
    field.fill("invert negative")
    page.get_by_role("button", name="Invert, Ctrl+I, change").press("Enter")
    page.keyboard.press("Control+d")
    expect(page.get_by_text("Deselect has Ctrl+D.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Invert, Ctrl+D, change")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("canvas").first.focus()
    page.keyboard.press("Control+i")
    page.keyboard.press("Control+d")
    editor.wait_until("(await fotofun.document()).history.length === 2")
    assert last_step(editor) == "Invert"
    page.reload()
    editor.wait_until("window.fotofun !== undefined")
    editor.wait_until_ready()
    page.keyboard.press("?")
    page.get_by_role("searchbox").fill("deselect")
    expect(page.get_by_role("button", name="Deselect, no key, change")).to_be_visible()
    page.get_by_role("button", name="Reset all keys").click()
    expect(page.get_by_role("button", name="Deselect, Ctrl+D, change")).to_be_visible()
    page.keyboard.press("Escape")


def test_settings_are_kept(editor: Driver) -> None:
    page = editor.page
    page.keyboard.press("Control+,")
    page.get_by_role("slider", name="Memory for the history").focus()
    page.keyboard.press("Home")
    page.get_by_label("Exported files tell").select_option("none")
    page.reload()
    editor.wait_until("window.fotofun !== undefined")
    editor.wait_until_ready()
    # The photo, which was not saved, is offered first.
    page.get_by_role("button", name="Later").click()
    page.locator("ff-recovery-dialog").wait_for(state="detached")
    page.keyboard.press("Control+,")
    expect(page.get_by_label("Exported files tell")).to_have_value("none")
    page.get_by_role("button", name="Clear what is kept…").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Clear everything").click()
    editor.wait_until("window.fotofun !== undefined")
    editor.wait_until_ready()
    page.keyboard.press("Control+,")
    expect(page.get_by_label("Exported files tell")).to_have_value("all")
    page.keyboard.press("Escape")
