"""Colours are chosen, swapped, kept and remembered; the picker works by pointer, keys and hex code."""

from typing import Any

from driver import Driver
from playwright.sync_api import expect
from tool_driver import ToolDriver


def palette(driver: Driver) -> dict[str, Any]:
    found: dict[str, Any] = driver.page.evaluate("() => JSON.parse(localStorage.getItem('fotofun.colours'))")
    return found


def test_a_colour_is_chosen_and_used(shared_editor: Driver) -> None:
    page = shared_editor.page
    tools = ToolDriver(shared_editor)
    tools.choose("Hand")
    page.keyboard.press("d")
    strip = page.locator("ff-colour-wells").first
    strip.get_by_role("button", name="Foreground colour").click()
    picker = page.get_by_role("dialog", name="Foreground colour")
    expect(picker.get_by_role("slider", name="Saturation and brightness")).to_be_focused()
    code = picker.get_by_role("textbox", name="Hex code")
    code.fill("3a6")
    code.press("Enter")
    assert palette(shared_editor)["foreground"] == "#33aa66"
    area = picker.get_by_role("slider", name="Saturation and brightness")
    box = area.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 1, box["y"] + 1)
    red, green, blue = (int(palette(shared_editor)["foreground"][at : at + 2], 16) for at in (1, 3, 5))
    assert green > 250
    assert red < 10
    assert 100 < blue < 160, "the hue stays"
    area.press("Shift+ArrowLeft")
    assert int(palette(shared_editor)["foreground"][1:3], 16) > red
    picker.get_by_role("button", name="RGB").click()
    level = picker.get_by_role("slider", name="Blue")
    level.focus()
    level.press("Home")
    assert palette(shared_editor)["foreground"].endswith("00")
    picker.get_by_role("button", name="#DC2626").click()
    page.keyboard.press("Escape")
    expect(picker).to_be_hidden()
    kept = palette(shared_editor)
    assert (kept["foreground"], kept["recent"][0]) == ("#dc2626", "#dc2626")
    panel = page.get_by_role("region", name="Swatches")
    if not panel.get_by_role("button", name="#F97316").is_visible():
        panel.get_by_role("button", name="Swatches", exact=True).click()
    panel.get_by_role("button", name="#F97316").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert palette(shared_editor)["foreground"] == "#facc15"
    panel.get_by_role("button", name="Remove this colour").click()
    assert "#facc15" not in palette(shared_editor)["swatches"]
    panel.get_by_role("button", name="Keep this colour").click()
    assert palette(shared_editor)["swatches"][-1] == "#facc15"
    panel.get_by_role("button", name="#DC2626").first.click()
    page.keyboard.press("x")
    assert (palette(shared_editor)["foreground"], palette(shared_editor)["background"]) == (
        "#ffffff",
        "#dc2626",
    )
    page.keyboard.press("d")
    assert (palette(shared_editor)["foreground"], palette(shared_editor)["background"]) == (
        "#000000",
        "#ffffff",
    )


def test_the_colours_are_there_on_the_next_visit(shared_editor: Driver) -> None:
    page = shared_editor.page
    page.keyboard.press("x")
    page.reload()
    shared_editor.wait_until("window.fotofun !== undefined")
    ToolDriver(shared_editor)
    shown = page.locator("ff-colour-wells").first.get_by_role("button", name="Foreground colour, #FFFFFF")
    expect(shown).to_be_attached()
