"""Every brush, driven by hand, leaves what a script leaves that runs its operation on the same points."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from driver import Driver, Pixels, photo
from run_log import RunLog
from tool_driver import Place, ToolDriver

PICTURE = photo(400, 300)
WAY: list[Place] = [(60, 80), (100, 120), (150, 90), (180, 140)]
BRUSHES = {
    "Brush": "brush",
    "Pencil": "pencil",
    "Eraser": "eraser",
    "Clone stamp": "clone_stamp",
    "Spot healing": "spot_heal",
    "Healing brush": "healing_brush",
    "Dodge": "dodge",
    "Burn": "burn",
    "Sponge": "sponge",
    "Blur": "blur_brush",
    "Sharpen": "sharpen_brush",
    "Smudge": "smudge",
}
COPYING = ("clone_stamp", "healing_brush")


@pytest.fixture(scope="module")
def shared_tools(shared_editor: Driver) -> ToolDriver:
    return ToolDriver(shared_editor, PICTURE)


@pytest.fixture
def tools(shared_tools: ToolDriver) -> Iterator[ToolDriver]:
    """The tools on the picture as it was opened."""
    yield shared_tools
    while shared_tools.document()["position"]:
        shared_tools.driver.call("undo")


def scripted(tools: ToolDriver, run: dict[str, Any]) -> Pixels:
    """The picture after a script runs the operation that a tool has run."""
    while tools.document()["position"]:
        tools.driver.call("undo")
    assert "error" not in tools.driver.run(run["operation"], run["params"])
    return tools.pixels_now()


def shown(tools: ToolDriver) -> Pixels:
    """The part of the stage that the stroke is on, without the tip."""
    tools.move((395, 295))
    tools.driver.wait_until("document.querySelector('ff-app').workspace.view.isSettled")
    left, top = (int(each) for each in tools.at((0, 0)))
    box = tools.page.locator("canvas").first.bounding_box()
    assert box
    x, y = left - int(box["x"]), top - int(box["y"])
    return tools.driver.screen()[y : y + 280, x : x + 380]


@pytest.mark.parametrize("label", BRUSHES)
def test_a_stroke_by_hand_is_the_operation(tools: ToolDriver, label: str) -> None:
    log = RunLog(tools.driver)
    tools.choose(label)
    if BRUSHES[label] in COPYING:
        tools.click((300, 60), "Alt")
    tools.drag(WAY, steps=4)
    tools.settle()
    drawn = tools.pixels_now()
    run = log.last()
    points = np.array(run["params"]["points"])
    assert run["operation"] == BRUSHES[label]
    assert len(points) >= 12
    assert np.allclose(points[0], (*WAY[0], 1))
    assert np.allclose(points[-1], (*WAY[-1], 1))
    if BRUSHES[label] in COPYING:
        assert run["params"]["source"] == [240, -20]
    assert len(tools.document()["history"]) == 2
    assert np.count_nonzero((drawn != PICTURE).any(axis=2)) > 300
    assert np.array_equal(drawn, scripted(tools, run))


@pytest.mark.parametrize(("label", "smoothing"), [("Brush", 60), ("Pencil", 0), ("Eraser", 0)])
def test_a_stroke_under_the_pen_looks_like_the_one_that_stays(
    tools: ToolDriver, label: str, smoothing: int
) -> None:
    tools.choose(label)
    tools.page.get_by_role("region", name="Tool options").get_by_role("button", name="Pen").click()
    field = tools.page.get_by_role("spinbutton", name="Smoothing, value")
    field.fill(str(smoothing))
    field.press("Enter")
    field.press("Escape")
    before = shown(tools)
    tools.move(WAY[0])
    tools.page.mouse.down()
    for place in WAY[1:]:
        tools.move(place, 6)
    tools.page.wait_for_timeout(100)
    assert tools.document()["position"] == 0, "nothing is done yet"
    for step in range(9):  # rests, so that the smoothed line has come as far as the pen
        tools.move((WAY[-1][0] + step / 50, WAY[-1][1]))
    under_pen = tools.driver.screen()
    tools.page.mouse.up()
    tools.settle()
    after = shown(tools)
    assert np.abs(after.astype(int) - before).max() > 60
    box = tools.page.locator("canvas").first.bounding_box()
    assert box
    x, y = int(tools.left - box["x"]), int(tools.top - box["y"])
    apart = np.abs(under_pen[y : y + 280, x : x + 380].astype(int) - after).max(axis=2)
    apart[100:180, 140:220] = 0  # the tip is drawn there
    assert np.count_nonzero(apart > 8) < 0.002 * apart.size


def test_the_tip_by_keys_lines_with_shift_and_escape(tools: ToolDriver) -> None:
    log = RunLog(tools.driver)
    tools.choose("Brush")
    for key in ("d", "x", "]", "]", "}", "4", "5"):
        tools.page.keyboard.press(key)
    tools.click((50, 50))
    tools.click((250, 150), "Shift")
    params = log.last()["params"]
    assert params["points"] == [[50, 50, 1], [250, 150, 1]]
    assert (params["colour"], params["size"], params["hardness"], params["opacity"]) == (
        "#ffffff",
        50,
        75,
        45,
    )
    assert tools.document()["history"] == ["Open", "Brush", "Brush"]
    before = tools.pixels_now()
    tools.move((100, 200))
    tools.page.mouse.down()
    tools.move((300, 250), 4)
    tools.page.keyboard.press("Escape")
    tools.page.mouse.up()
    tools.settle()
    assert np.array_equal(tools.pixels_now(), before)
    assert len(tools.document()["history"]) == 3


def test_a_stroke_keeps_to_what_is_selected_and_not_to_a_layer_without_pixels(tools: ToolDriver) -> None:
    tools.driver.run("select_rectangle", {"rectangle": [90, 60, 60, 100]})
    tools.choose("Brush")
    tools.drag(WAY)
    changed = (tools.pixels_now() != PICTURE).any(axis=2)
    assert changed[60:160, 90:150].any()
    changed[60:160, 90:150] = False
    assert not changed.any()
    tools.driver.run("solid_colour", {"colour": "#00ff00"})
    tools.drag(WAY)
    tools.page.get_by_text("The active layer has no pixels of its own.").first.wait_for()
    tools.page.get_by_role("button", name="Dismiss").last.click()
