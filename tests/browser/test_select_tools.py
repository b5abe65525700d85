"""The selection tools select what the engine's own operations select."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from driver import Driver, Pixels, photo
from tool_driver import ToolDriver


@pytest.fixture(scope="module")
def tools(shared_editor: Driver) -> ToolDriver:
    return ToolDriver(shared_editor)


@pytest.fixture(autouse=True)
def nothing_selected(tools: ToolDriver) -> Iterator[None]:
    yield
    tools.driver.run("deselect")


def engine(tools: ToolDriver, *steps: tuple[str, dict[str, Any]]) -> Pixels:
    """What is selected after operations that a script runs."""
    tools.driver.run("deselect")
    for operation, params in steps:
        assert "error" not in tools.driver.run(operation, params)
    return tools.selected()


def test_rectangles_combine_by_keys_and_move_by_dragging_inside(tools: ToolDriver) -> None:
    tools.choose("Rectangular marquee")
    tools.drag([(40, 50), (240, 200)])
    tools.drag([(300, 100), (400, 160)], "Shift")
    tools.drag([(100, 100), (140, 400)], "Alt")
    tools.drag([(20, 60), (420, 180)], "Shift", "Alt")
    tools.drag([(60, 80), (90, 120)])  # inside: moves the outline
    assert tools.document()["history"][-4:] == ["Rectangle", "Rectangle", "Rectangle", "Transform"]
    drawn = tools.selected()
    expected = engine(
        tools,
        ("select_rectangle", {"rectangle": [40, 50, 200, 150]}),
        ("select_rectangle", {"rectangle": [300, 100, 100, 60], "combine": "add"}),
        ("select_rectangle", {"rectangle": [100, 100, 40, 300], "combine": "subtract"}),
        ("select_rectangle", {"rectangle": [20, 60, 400, 120], "combine": "intersect"}),
        ("transform_selection", {"x": 30, "y": 40}),
    )
    assert expected.any()
    assert np.array_equal(drawn, expected)
    tools.click((600, 460))  # a click beside it drops it
    assert tools.document()["selection"] is None


def test_shift_makes_a_circle_and_alt_begins_in_the_middle(tools: ToolDriver) -> None:
    tools.choose("Elliptical marquee")
    tools.move((300, 200))
    tools.page.mouse.down()
    tools.page.keyboard.down("Shift")
    tools.page.keyboard.down("Alt")
    tools.move((360, 220), 3)
    tools.page.mouse.up()
    tools.page.keyboard.up("Alt")
    tools.page.keyboard.up("Shift")
    tools.settle()
    drawn = tools.selected()
    assert np.array_equal(drawn, engine(tools, ("select_ellipse", {"rectangle": [240, 140, 120, 120]})))


def test_escape_leaves_no_trace(tools: ToolDriver) -> None:
    tools.choose("Rectangular marquee")
    before = tools.document()["history"]
    tools.move((100, 100))
    tools.page.mouse.down()
    tools.move((200, 200), 3)
    tools.page.keyboard.press("Escape")
    tools.page.mouse.up()
    tools.settle()
    assert tools.document()["selection"] is None
    assert tools.document()["history"] == before


def test_a_line_drawn_by_hand(tools: ToolDriver) -> None:
    tools.choose("Lasso")
    line = [(100, 100), (300, 90), (420, 220), (320, 330), (120, 300)]
    tools.drag(line, steps=1)
    drawn = tools.selected()
    expected = engine(tools, ("select_lasso", {"points": [[x, y] for x, y in line]}))
    assert np.array_equal(drawn, expected)


def test_corners_close_by_the_first_one_and_by_enter(tools: ToolDriver) -> None:
    tools.choose("Polygonal lasso")
    corners = [(100, 100), (300, 90), (420, 220), (150, 330)]
    for corner in (*corners, corners[0]):
        tools.click(corner)
    drawn = tools.selected()
    polygon = ("select_polygon", {"points": [[x, y] for x, y in corners]})
    assert np.array_equal(drawn, engine(tools, polygon))
    tools.driver.run("deselect")
    for corner in (*corners, (500, 400)):
        tools.click(corner)
    tools.page.keyboard.press("Backspace")
    tools.page.keyboard.press("Enter")
    tools.settle()
    assert np.array_equal(tools.selected(), drawn)


def test_the_wand_takes_the_options_of_its_bar(tools: ToolDriver) -> None:
    tools.choose("Magic wand")
    field = tools.page.get_by_role("spinbutton", name="Tolerance, value")
    field.fill("60")
    field.press("Enter")
    tools.click((200, 120))
    tools.click((500, 300), "Shift")
    drawn = tools.selected()
    expected = engine(
        tools,
        ("magic_wand", {"place": [200, 120], "tolerance": 60}),
        ("magic_wand", {"place": [500, 300], "tolerance": 60, "combine": "add"}),
    )
    assert np.array_equal(drawn, expected)


def test_a_stroke_selects_an_object_in_one_step(tools: ToolDriver) -> None:
    small = ToolDriver(tools.driver, photo(200, 150))
    small.choose("Quick selection")
    stroke = [(60, 60), (75, 65), (90, 70)]
    before = small.document()["position"]
    small.drag(stroke, steps=1)
    small.driver.wait_until("(await fotofun.document()).selection !== null")
    drawn = small.selected()
    assert small.document()["position"] == before + 1
    points = [[x, y] for x, y in (*stroke, stroke[-1])]
    assert np.array_equal(drawn, engine(small, ("quick_selection", {"points": points})))
