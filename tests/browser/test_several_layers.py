"""Several layers in the hand at once: chosen by click, key and tap; moved, set and thrown away together."""

from typing import Any

import numpy as np
import pytest
from driver import Driver
from playwright.sync_api import Locator
from tool_driver import ToolDriver

NAMES = {"layer-1": "Photo", "layer-2": "Red", "layer-3": "Green", "layer-4": "Blue"}


@pytest.fixture
def tools(shared_editor: Driver) -> ToolDriver:
    """Above a white picture three squares of 60 pixels, in a row from the left, the last one on top."""
    made = ToolDriver(shared_editor, np.full((480, 640, 4), 255, np.uint8))
    for index, name in enumerate(("Red", "Green", "Blue")):
        shared_editor.run("new_layer", {"title": name})
        shared_editor.run("select_rectangle", {"rectangle": [100 + index * 150, 100, 60, 60]})
        shared_editor.run("fill_selection", {"colour": ["#ff0000", "#00ff00", "#0000ff"][index]})
        shared_editor.run("deselect", {})
    made.settle()
    return made


def row(tools: ToolDriver, name: str) -> Locator:
    return tools.page.get_by_role("treeitem", name=name, exact=True)


def click(tools: ToolDriver, name: str, *modifiers: Any) -> None:
    row(tools, name).locator(".name").click(modifiers=list(modifiers))
    tools.settle()


def press(tools: ToolDriver, *keys: str) -> None:
    for key in keys:
        tools.page.keyboard.press(key)
        tools.settle()


def chosen(tools: ToolDriver) -> list[str]:
    """Names of the chosen layers, the top one first."""
    rows = tools.page.locator('[role=treeitem][aria-selected="true"]').all()
    return [(each.get_attribute("aria-label") or "").removesuffix(", hidden") for each in rows]


def active(tools: ToolDriver) -> str:
    return NAMES[tools.document()["active"]]


def layers(tools: ToolDriver) -> dict[str, dict[str, Any]]:
    return {layer["name"]: layer for layer in tools.document()["layers"]}


def order(tools: ToolDriver) -> str:
    """The first letters of the layers' names, the top one first."""
    return "".join(layer["name"][0] for layer in reversed(tools.document()["layers"]))


def squares(tools: ToolDriver) -> dict[str, tuple[int, int]]:
    """The top left corner of each square, by its colour; those that cannot be seen are left out."""
    seen = tools.pixels_now()[..., :3]
    found = {}
    for name, colour in (("Red", (255, 0, 0)), ("Green", (0, 255, 0)), ("Blue", (0, 0, 255))):
        ys, xs = np.nonzero((seen == colour).all(axis=2))
        if len(xs):
            found[name] = (int(xs.min()), int(ys.min()))
    return found


def test_chosen_by_click(tools: ToolDriver) -> None:
    assert chosen(tools) == ["Blue"]
    click(tools, "Red", "ControlOrMeta")
    assert (chosen(tools), active(tools)) == (["Blue", "Red"], "Red")
    click(tools, "Red", "ControlOrMeta")
    assert (chosen(tools), active(tools)) == (["Blue"], "Blue")
    click(tools, "Blue", "ControlOrMeta")  # never none
    assert chosen(tools) == ["Blue"]
    click(tools, "Green")
    click(tools, "Photo", "Shift")
    assert (chosen(tools), active(tools)) == (["Green", "Red", "Photo"], "Photo")
    click(tools, "Blue", "Shift")  # from where it began
    assert chosen(tools) == ["Blue", "Green"]
    press(tools, "Alt+[", "Alt+[")
    assert chosen(tools) == ["Red"]


def test_chosen_by_keys(tools: ToolDriver) -> None:
    click(tools, "Blue")
    press(tools, "Shift+ArrowDown", "Shift+ArrowDown")
    assert (chosen(tools), active(tools)) == (["Blue", "Green", "Red"], "Red")
    assert tools.page.get_by_text("3 layers chosen").is_visible()
    press(tools, "Shift+ArrowUp")
    assert chosen(tools) == ["Blue", "Green"]
    press(tools, "Space")
    assert [layers(tools)[each]["visible"] for each in ("Red", "Green", "Blue")] == [True, False, False]
    press(tools, "Alt+ArrowDown")
    assert order(tools) == "RBGP"
    press(tools, "Alt+ArrowUp")
    assert order(tools) == "BGRP"
    press(tools, "Escape")
    assert chosen(tools) == ["Green"]
    press(tools, "Control+Alt+a")
    assert chosen(tools) == ["Blue", "Green", "Red", "Photo"]


def test_moved_by_the_pointer_and_the_arrow_keys(tools: ToolDriver) -> None:
    click(tools, "Red")
    click(tools, "Blue", "ControlOrMeta")
    tools.choose("Move")
    tools.drag([(130, 130), (160, 190)], "Control")
    assert squares(tools) == {"Red": (130, 160), "Green": (250, 100), "Blue": (430, 160)}
    press(tools, "Shift+ArrowRight", "ArrowDown")
    assert squares(tools) == {"Red": (140, 161), "Green": (250, 100), "Blue": (440, 161)}
    steps = tools.document()["position"]
    press(tools, "Control+z", "Control+z")
    assert squares(tools) == {"Red": (100, 100), "Green": (250, 100), "Blue": (400, 100)}
    assert tools.document()["position"] == steps - 2
    assert chosen(tools) == ["Blue", "Red"]


def test_turned_about_their_middle_as_they_are_seen(tools: ToolDriver) -> None:
    """The live picture, drawn by the graphics processor, is what the engine then makes."""
    click(tools, "Red")
    click(tools, "Green", "Shift")
    tools.choose("Free transform")
    tools.settle()
    handle, far = (310, 130), (410, 130)  # the right side's middle, of a box from 100 to 310
    tools.drag([handle, far])
    canvas = tools.page.locator("canvas").first.bounding_box()
    assert canvas
    left, top = round(tools.left - canvas["x"]), round(tools.top - canvas["y"])
    live = tools.driver.screen()[top : top + 480, left : left + 640, :3].astype(int)
    press(tools, "Enter")
    made = tools.pixels_now()[..., :3].astype(int)
    inside = np.zeros((480, 640), bool)
    inside[110:150, 105:400] = True  # handles and outline lie at the box' border
    # The graphics processor interpolates the borders of the squares in its own way.
    assert (np.abs(live - made).max(axis=2)[inside] > 2).mean() < 0.03
    found = squares(tools)
    assert 100 <= found["Red"][0] <= 102 and 318 <= found["Green"][0] <= 326 and found["Blue"] == (400, 100)


def test_settings_and_the_menu_are_for_all(tools: ToolDriver) -> None:
    click(tools, "Green")
    click(tools, "Blue", "ControlOrMeta")
    tools.choose("Move")
    tools.click((5, 5))
    press(tools, "4")
    assert [layers(tools)[each]["opacity"] for each in ("Red", "Green", "Blue")] == [100, 40, 40]
    tools.page.get_by_label("Place", exact=True).click()
    tools.settle()
    assert [layers(tools)[each]["locks"] for each in ("Red", "Green", "Blue")] == [
        [],
        ["position"],
        ["position"],
    ]
    row(tools, "Green").click(button="right")
    menu = tools.page.get_by_role("menu", name="2 layers chosen")
    menu.get_by_role("menuitem", name="Duplicate").click()
    tools.settle()
    assert chosen(tools) == ["Blue copy", "Green copy"]
    press(tools, "Control+e")
    assert list(layers(tools)) == ["Photo", "Red", "Green", "Blue", "Green copy"]
    press(tools, "Control+z")
    click(tools, "Red")
    click(tools, "Blue copy", "Shift")
    row(tools, "Blue copy").focus()
    press(tools, "Delete")
    assert list(layers(tools)) == ["Photo"]


def test_aligned_by_the_tools_buttons_and_the_menu(tools: ToolDriver) -> None:
    click(tools, "Red")
    click(tools, "Blue", "Shift")
    tools.choose("Move")
    tools.page.get_by_role("button", name="Right edges").click()
    tools.settle()
    assert squares(tools) == {"Blue": (400, 100)}  # the others are behind it
    press(tools, "Control+z")
    click(tools, "Green")
    tools.page.get_by_role("button", name="Bottom edges").click()
    tools.settle()
    assert squares(tools)["Green"] == (250, 420)
    click(tools, "Red", "Shift")
    tools.page.get_by_role("menuitem", name="Layer", exact=True).click()
    for entry in ("Align", "Middles down"):
        tools.page.get_by_role("menuitem", name=entry, exact=True).click()
    tools.settle()
    assert squares(tools) == {"Red": (100, 260), "Green": (250, 260), "Blue": (400, 100)}
    tools.page.get_by_label("Place", exact=True).click()
    tools.settle()
    assert tools.page.get_by_role("button", name="Top edges").is_disabled()


def test_dragged_and_grouped(tools: ToolDriver) -> None:
    click(tools, "Photo")
    click(tools, "Green", "ControlOrMeta")
    start, end = row(tools, "Photo").bounding_box(), row(tools, "Blue").bounding_box()
    assert start and end
    tools.page.mouse.move(start["x"] + 120, start["y"] + 20)
    tools.page.mouse.down()
    tools.page.mouse.move(end["x"] + 120, end["y"] + 3, steps=4)
    tools.page.mouse.up()
    tools.settle()
    assert order(tools) == "GPBR"
    press(tools, "Control+g")
    (group,) = [each for each in tools.document()["layers"] if each["kind"] == "group"]
    assert [each["name"] for each in group["layers"]] == ["Photo", "Green"]
    assert len(chosen(tools)) == 1
    assert tools.document()["history"][-2:] == ["Reorder layer", "Group layers"]


def test_all_but_one_may_go(tools: ToolDriver) -> None:
    press(tools, "Control+Alt+a")
    before = tools.document()["position"]
    row(tools, "Blue").focus()
    press(tools, "Delete")
    assert tools.document()["position"] == before
    assert tools.page.get_by_text("A picture needs at least one layer.").first.is_visible()


def test_by_finger(tools: ToolDriver) -> None:
    """From the menu on, each tap chooses one more."""
    row(tools, "Blue").hover()
    row(tools, "Blue").get_by_role("button", name="More about Blue").click()
    tools.page.get_by_role("menuitemcheckbox", name="Choose several").click()
    assert tools.page.get_by_text("Tap the layers to choose.").is_visible()
    click(tools, "Red")
    click(tools, "Photo")
    assert chosen(tools) == ["Blue", "Red", "Photo"]
    click(tools, "Photo")
    assert chosen(tools) == ["Blue", "Red"]
    tools.page.get_by_role("button", name="Done").click()
    click(tools, "Green")
    assert chosen(tools) == ["Green"]
