"""Layers in the hand: their menu, their keys, dragging them; masks and the quick mask under the brush."""

from typing import Any

import pytest
from driver import Driver, photo
from playwright.sync_api import Locator
from tool_driver import ToolDriver

PICTURE = photo(400, 300)


@pytest.fixture
def tools(shared_editor: Driver) -> ToolDriver:
    return ToolDriver(shared_editor, PICTURE)


def row(tools: ToolDriver, name: str) -> Locator:
    """A layer's line in the list."""
    return tools.page.get_by_role("treeitem", name=name, exact=True)


def layers(tools: ToolDriver) -> list[Any]:
    """Names of the layers, the top one first; those of a group in a list after it."""

    def named(level: list[dict[str, Any]]) -> list[Any]:
        found: list[Any] = []
        for layer in reversed(level):
            found += [layer["name"], named(layer["layers"])] if layer["kind"] == "group" else [layer["name"]]
        return found

    return named(tools.document()["layers"])


def active(tools: ToolDriver) -> dict[str, Any]:
    document = tools.document()

    def search(level: list[dict[str, Any]]) -> dict[str, Any] | None:
        for layer in level:
            found = layer if layer["id"] == document["active"] else search(layer["layers"])
            if found:
                return found
        return None

    found = search(document["layers"])
    assert found
    return found


def choose(tools: ToolDriver, *labels: str) -> None:
    """Chooses an entry of the open menu, through submenus."""
    for label in labels:
        tools.page.get_by_role("menuitem", name=label, exact=True).or_(
            tools.page.get_by_role("menuitemcheckbox", name=label, exact=True)
        ).last.click()
    tools.settle()


def three(tools: ToolDriver) -> None:
    """A group, and two layers above the background."""
    for name in ("Sky", "Tree"):
        tools.driver.run("new_layer", {"title": name})
    tools.driver.run("group_layers", {"title": "Wood"})


def test_a_layers_menu(tools: ToolDriver) -> None:
    tools.driver.run("new_layer", {"title": "Sky"})
    row(tools, "Photo").click(button="right")
    menu = tools.page.get_by_role("menu", name="Photo")
    tools.page.wait_for_timeout(100)
    assert active(tools)["name"] == "Photo"
    entries = menu.get_by_role("menuitem").all_inner_texts()
    assert "Ungroup" not in str(entries) and "Merge down" in str(entries)
    assert menu.get_by_role("menuitem", name="Merge down").get_attribute("aria-disabled") == "true"
    choose(tools, "Layer mask", "Mask that hides everything")
    assert active(tools)["mask"] is not None
    tools.page.keyboard.press("Shift+F10")  # the line has the focus again
    choose(tools, "Blend mode", "Multiply")
    assert active(tools)["blend_mode"] == "multiply"
    row(tools, "Sky").hover()
    row(tools, "Sky").get_by_role("button", name="More about Sky").click()
    choose(tools, "Rename")
    tools.page.keyboard.type("Heaven")
    tools.page.keyboard.press("Enter")
    tools.settle()
    assert layers(tools) == ["Heaven", "Photo"]


def test_layers_by_keys(tools: ToolDriver) -> None:
    three(tools)
    press = tools.page.keyboard.press

    def keys(*names: str) -> list[Any]:
        for name in names:
            press(name)
            tools.settle()
        return layers(tools)

    row(tools, "Sky").click()
    tools.settle()
    assert keys("Alt+ArrowRight") == ["Wood", ["Sky", "Tree"], "Photo"]
    assert keys("Alt+ArrowDown") == ["Wood", ["Tree", "Sky"], "Photo"]
    assert keys("Alt+ArrowLeft") == ["Sky", "Wood", ["Tree"], "Photo"]
    assert keys("Alt+ArrowDown") == ["Wood", ["Tree"], "Sky", "Photo"]
    keys("End", "Space")
    assert (active(tools)["name"], active(tools)["visible"]) == ("Photo", False)
    keys("Space", "Home")
    assert active(tools)["name"] == "Wood"
    assert keys("Delete") == ["Sky", "Photo"]
    tools.driver.run("select_all", {})
    row(tools, "Photo").click()
    tools.settle()
    assert active(tools)["name"] == "Photo"
    assert keys("Delete") == ["Sky", "Photo"]  # what is selected is cleared
    assert "Clear" in tools.document()["history"][-1]


def test_layers_are_dragged(tools: ToolDriver) -> None:
    three(tools)

    def drag(name: str, to: str, share: float) -> list[Any]:
        start, end = row(tools, name).bounding_box(), row(tools, to).bounding_box()
        assert start and end
        tools.page.mouse.move(start["x"] + 120, start["y"] + 20)
        tools.page.mouse.down()
        tools.page.mouse.move(end["x"] + 120, end["y"] + end["height"] * share, steps=4)
        tools.page.mouse.up()
        tools.settle()
        return layers(tools)

    assert drag("Sky", "Wood", 0.5) == ["Wood", ["Sky", "Tree"], "Photo"]
    assert drag("Sky", "Photo", 0.2) == ["Wood", ["Tree"], "Sky", "Photo"]
    assert drag("Photo", "Wood", 0.1) == ["Photo", "Wood", ["Tree"], "Sky"]
    assert drag("Sky", "Wood", 0.9) == ["Photo", "Wood", ["Sky", "Tree"]]


def mask_levels(tools: ToolDriver) -> Any:
    """The alpha of the picture, which is what its only layer's mask shows."""
    return tools.pixels_now()[..., 3]


def test_brushes_and_filters_change_the_mask_that_was_clicked(tools: ToolDriver) -> None:
    tools.page.get_by_role("button", name="Add a mask").click()
    tools.settle()
    thumbnail = tools.page.get_by_role("button", name="Paint on the mask of Photo")
    assert thumbnail.get_attribute("aria-pressed") == "true"
    tools.page.keyboard.press("b")
    tools.page.keyboard.press("d")
    tools.drag([(100, 150), (300, 150)])
    alpha = mask_levels(tools)
    assert alpha[150, 200] == 0 and alpha[20, 20] == 255
    assert (tools.pixels_now()[20, 20, :3] == PICTURE[20, 20, :3]).all()
    tools.page.keyboard.press("Control+i")
    tools.settle()
    alpha = mask_levels(tools)
    assert alpha[150, 200] == 255 and alpha[20, 20] == 0
    assert tools.document()["history"][-2:] == ["Brush", "Invert"]

    thumbnail.click(modifiers=["Alt"])  # the mask alone
    tools.page.wait_for_timeout(150)
    x, y = (round(each) for each in tools.at((200, 150)))
    box = tools.page.locator("canvas").first.bounding_box()
    assert box
    x, y = x - round(box["x"]), y - round(box["y"])
    seen = tools.driver.screen()
    assert (seen[y, x] > 250).all() and (seen[y - 130, x - 180] < 5).all()
    thumbnail.click(modifiers=["Shift"])
    tools.settle()
    assert active(tools)["mask"]["enabled"] is False
    row(tools, "Photo").get_by_text("Photo").click()
    assert thumbnail.get_attribute("aria-pressed") == "false"
    tools.drag([(50, 250), (60, 250)])
    assert (tools.pixels_now()[250, 55, :3] < 5).all()


def test_the_quick_mask(tools: ToolDriver) -> None:
    tools.choose("Hand")
    tools.page.keyboard.press("q")
    tools.page.keyboard.press("d")
    tools.drag([(100, 150), (300, 150)])
    tools.page.wait_for_timeout(150)
    assert tools.document()["selection"] is not None
    tools.page.get_by_role("button", name="Done").click()
    assert tools.page.get_by_role("button", name="Done").count() == 0
    selected = tools.selected()
    assert not selected[150, 200].any() and selected[20, 20].any()
    tools.page.keyboard.press("q")
    tools.page.keyboard.press("e")  # what is rubbed out is selected again
    tools.drag([(100, 150), (300, 150)])
    tools.page.keyboard.press("q")
    assert tools.selected()[150, 200].any()


def test_keys_and_what_the_palette_finds(tools: ToolDriver) -> None:
    press, page = tools.page.keyboard.press, tools.page
    tools.driver.run("new_layer", {"title": "Harbour lights"})
    panels = page.get_by_role("complementary", name="Panels")
    tools.choose("Move")
    tools.click((5, 5))
    press("4")
    press("5")
    tools.settle()
    assert active(tools)["opacity"] == 45
    press("Tab")
    assert panels.count() == 0
    press("Tab")
    assert panels.count() == 1
    press("F7")
    assert page.get_by_role("tree", name="Layers").count() == 0
    press("F7")
    assert page.get_by_role("tree", name="Layers").count() == 1
    tools.driver.run("fill_selection", {"colour": "#3366cc"})
    press("d")
    press("Control+Backspace")
    tools.settle()
    assert tools.document()["history"][-2:] == ["Fill", "Fill"]

    def find(words: str) -> Locator:
        press("Control+k")
        page.keyboard.type(words)
        page.wait_for_timeout(100)
        return page.get_by_role("listbox", name="Commands").get_by_role("option").first

    for words, label in (
        ("show histogram", "Histogram"),
        ("memory for", "Memory for the history"),
        ("deutsch", "Deutsch"),
        ("linear burn", "Linear burn"),
    ):
        assert label in find(words).inner_text(), words
        press("Escape")
    assert "Go to layer" in find("photo").inner_text()
    press("Enter")
    tools.settle()
    assert active(tools)["name"] == "Photo"
