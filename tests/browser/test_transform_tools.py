"""Moving, transforming and cropping by hand do what the engine's own operations do."""

from typing import Any

import numpy as np
import pytest
from driver import Driver, Pixels, photo
from tool_driver import ToolDriver

PICTURE = photo(400, 300)


@pytest.fixture
def tools(shared_editor: Driver) -> ToolDriver:
    return ToolDriver(shared_editor, PICTURE)


def engine(tools: ToolDriver, operation: str, params: dict[str, Any]) -> Pixels:
    """The picture after an operation that a script runs."""
    tools.driver.open_pixels(PICTURE)
    assert "error" not in tools.driver.run(operation, params)
    return tools.pixels_now()


def shown(tools: ToolDriver) -> Pixels:
    """The stage, without the ring around it where it has the focus."""
    return tools.driver.screen()[4:-4, 4:-4]


def test_the_active_layer_is_dragged_and_nudged(tools: ToolDriver) -> None:
    tools.choose("Move")
    tools.drag([(100, 100), (150, 120), (140, 130)])
    assert tools.document()["history"] == ["Open", "Transform layer"]
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown"):
        tools.page.keyboard.press(key)
    tools.settle()
    assert tools.document()["history"] == ["Open", "Transform layer", "Transform layer"]
    drawn = tools.pixels_now()
    assert np.array_equal(drawn, engine(tools, "transform_layer", {"move": [42, 40]}))


def test_edges_snap_to_the_picture_and_escape_puts_back(tools: ToolDriver) -> None:
    tools.choose("Move")
    before = shown(tools)
    tools.move((100, 100))
    tools.page.mouse.down()
    tools.move((250, 190), 4)
    tools.settle()
    assert not np.array_equal(shown(tools), before)
    tools.page.keyboard.press("Escape")
    tools.page.mouse.up()
    tools.settle()
    assert np.array_equal(shown(tools), before)
    assert tools.document()["history"] == ["Open"]
    tools.drag([(100, 100), (150, 104)])  # four pixels from the edge: it goes back to it
    drawn = tools.pixels_now()
    assert np.array_equal(drawn, engine(tools, "transform_layer", {"move": [50, 0]}))


def test_a_corner_scales_and_beside_the_box_turns(tools: ToolDriver) -> None:
    tools.choose("Free transform")
    tools.settle()
    tools.drag([(400, 300), (300, 225)])  # keeps the proportions
    angle = tools.page.get_by_role("spinbutton", name="Angle, value")
    angle.fill("30")
    angle.press("Enter")
    tools.page.locator("canvas").first.focus()
    assert tools.document()["history"] == ["Open"]
    tools.page.keyboard.press("Enter")
    tools.settle()
    drawn = tools.pixels_now()
    params = {"move": [-50, -37.5], "scale_x": 75, "scale_y": 75, "rotate": 30}
    assert np.array_equal(drawn, engine(tools, "transform_layer", params))


def test_a_corner_goes_its_own_way_and_escape_reverts(tools: ToolDriver) -> None:
    tools.choose("Free transform")
    tools.settle()
    before = shown(tools)
    for key in ("Escape", "Enter"):
        tools.drag([(400, 300), (350, 240)], "Control")
        tools.page.keyboard.press(key)
        tools.settle()
        if key == "Escape":
            tools.move((200, 150))
            assert np.array_equal(shown(tools), before)
    drawn = tools.pixels_now()
    assert tools.document()["history"] == ["Open", "Transform layer"]
    corners = [[0, 0], [400, 0], [350, 240], [0, 300]]
    assert np.array_equal(drawn, engine(tools, "transform_layer", {"corners": corners}))


def test_a_crop_is_drawn_moved_and_cut(tools: ToolDriver) -> None:
    tools.choose("Crop")
    tools.drag([(50, 40), (250, 190)])
    tools.drag([(100, 100), (120, 110)])
    tools.drag([(270, 200), (290, 180)])  # its right bottom corner
    tools.page.keyboard.press("Enter")
    tools.settle()
    drawn = tools.pixels_now()
    assert np.array_equal(drawn, PICTURE[50:180, 70:290])
    assert np.array_equal(drawn, engine(tools, "crop", {"rectangle": [70, 50, 220, 130]}))


def test_a_crop_keeps_a_ratio_and_straightens_without_empty_corners(tools: ToolDriver) -> None:
    tools.choose("Crop")
    tools.page.get_by_role("region", name="Tool options").get_by_label("Aspect ratio").select_option("1:1")
    field = tools.page.get_by_role("spinbutton", name="Straighten, value")
    field.fill("10")
    field.press("Enter")
    tools.page.get_by_role("button", name="Crop", exact=True).last.click()
    tools.settle()
    tools.driver.wait_until("(await fotofun.document()).history.includes('Crop')")
    drawn = tools.pixels_now()
    height, width = drawn.shape[:2]
    assert abs(width - height) <= 1
    assert drawn[..., 3].min() == 255
    left, top = (400 - width) / 2, (300 - height) / 2
    crop = {"rectangle": [left, top, width, height], "angle": 10}
    assert np.array_equal(drawn, engine(tools, "crop", crop))
    tools.page.get_by_role("region", name="Tool options").get_by_label("Aspect ratio").select_option("free")


def test_what_is_selected_is_moved_copied_and_scaled(tools: ToolDriver) -> None:
    tools.choose("Rectangular marquee")
    tools.drag([(100, 80), (180, 140)])
    tools.choose("Move")
    tools.drag([(300, 250), (350, 270)])  # a drag begins anywhere
    assert tools.document()["history"][1:] == ["Rectangle", "Transform selected pixels"]
    moved = tools.pixels_now()
    assert not moved[80:140, 100:150].any() and np.array_equal(
        moved[100:160, 150:230], PICTURE[80:140, 100:180]
    )
    tools.drag([(200, 120), (100, 60)], "Alt")
    copied = tools.pixels_now()
    assert np.array_equal(copied[40:100, 50:130], PICTURE[80:140, 100:180])
    assert np.array_equal(copied[110:160, 150:230], moved[110:160, 150:230])
    tools.page.keyboard.press("ArrowRight")
    tools.settle()
    assert np.array_equal(tools.pixels_now()[40:100, 51:131], PICTURE[80:140, 100:180])
    tools.choose("Free transform")
    tools.settle()
    before = tools.document()["history"]
    for key in ("Escape", "Enter"):
        tools.drag([(131, 100), (211, 160)], "Shift")
        tools.page.keyboard.press(key)
        tools.settle()
        expected = before if key == "Escape" else [*before, "Transform selected pixels"]
        assert tools.document()["history"][: tools.document()["position"] + 1] == expected
    outline = tools.driver.page.evaluate("() => document.querySelector('ff-app').workspace.editor.bounds()")
    assert outline["selection"] == [51, 40, 160, 120]
