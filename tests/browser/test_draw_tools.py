"""Fills, gradients, repairs, shapes and text by hand are the engine's own operations."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from driver import Driver, Pixels, photo
from run_log import RunLog
from tool_driver import ToolDriver

PICTURE = photo(400, 300)


@pytest.fixture(scope="module")
def shared_tools(shared_editor: Driver) -> ToolDriver:
    return ToolDriver(shared_editor, PICTURE)


@pytest.fixture
def tools(shared_tools: ToolDriver) -> Iterator[ToolDriver]:
    """The tools on the picture as it was opened."""
    yield shared_tools
    rewind(shared_tools)


def rewind(tools: ToolDriver, position: int = 0) -> None:
    while tools.document()["position"] > position:
        tools.driver.call("undo")


def scripted(tools: ToolDriver, run: dict[str, Any], position: int = 0) -> Pixels:
    """The picture after a script makes what a tool has run, from a step of the history on."""
    rewind(tools, position)
    options = {key: value for key, value in (run.get("options") or {}).items() if key != "gesture"}
    tools.page.evaluate(
        "([operation, params, options]) => fotofun.run(operation, params, options)",
        [run["operation"], run["params"], options],
    )
    return tools.pixels_now()


def top(tools: ToolDriver) -> dict[str, Any]:
    """The content of the topmost layer."""
    found: dict[str, Any] = tools.document()["layers"][-1]["content"]
    return found


def waits(tools: ToolDriver, condition: str) -> None:
    tools.driver.wait_until(f"(({condition}))(await fotofun.document())")


def test_bucket_gradient_and_red_eye(tools: ToolDriver) -> None:
    log = RunLog(tools.driver)
    for key in ("d", "x"):
        tools.page.keyboard.press(key)
    tools.choose("Paint bucket")
    tools.click((30, 40))
    drawn, run = tools.pixels_now(), log.last()
    assert (run["operation"], run["params"]["place"], run["params"]["colour"]) == (
        "fill",
        [30, 40],
        "#ffffff",
    )
    assert (drawn != PICTURE).any()
    assert np.array_equal(drawn, scripted(tools, run))

    rewind(tools)
    tools.choose("Gradient")
    tools.drag([(100, 150), (200, 160), (300, 150)])
    waits(tools, "(d) => d.position === 1")
    tools.settle()
    drawn, run = tools.pixels_now(), log.last()
    assert run["params"]["gradient"] == [[0, "#ffffff"], [1, "#000000"]]
    assert (run["params"]["start"], run["params"]["end"]) == ([25, 50], [75, 50])
    assert drawn[150, 50, 0] > 250
    assert drawn[150, 350, 0] < 5
    assert np.array_equal(drawn, scripted(tools, run))

    rewind(tools)
    tools.driver.run("fill_selection", {"colour": "#b04040"})
    tools.choose("Red eye")
    tools.click((200, 100))
    drawn, run = tools.pixels_now(), log.last()
    assert drawn[100, 200, 0] < 100
    assert tuple(drawn[20, 20, :3]) == (0xB0, 0x40, 0x40)
    assert np.array_equal(drawn, scripted(tools, run, 1))


def test_a_patch_is_drawn_around_and_dragged_to_its_source(tools: ToolDriver) -> None:
    log = RunLog(tools.driver)
    tools.choose("Patch")
    tools.drag([(80, 80), (140, 80), (140, 130), (80, 130)], steps=2)
    waits(tools, "(d) => d.selection !== null")
    tools.drag([(110, 100), (200, 120), (250, 180)])
    waits(tools, "(d) => d.history[d.position] === 'Patch'")
    tools.settle()
    drawn, run = tools.pixels_now(), log.last()
    assert run["params"] == {"source": [140, 80]}
    assert (drawn[85:125, 85:135] != PICTURE[85:125, 85:135]).any()
    assert np.array_equal(drawn, scripted(tools, run, 1))


SHAPES = {
    "Rectangle": ("rectangle", {"frame": [60, 50, 120, 80]}),
    "Ellipse": ("ellipse", {"frame": [60, 50, 120, 80]}),
    "Polygon": ("polygon", {"frame": [60, 50, 120, 80]}),
    "Star": ("star", {"frame": [60, 50, 120, 80]}),
    "Line": ("line", {"start": [60, 50], "end": [180, 130]}),
    "Arrow": ("arrow", {"start": [60, 50], "end": [180, 130]}),
}


@pytest.mark.parametrize("label", SHAPES)
def test_a_shape_is_drawn_and_changed_by_its_handles(tools: ToolDriver, label: str) -> None:
    operation, places = SHAPES[label]
    tools.choose(label)
    tools.drag([(60, 50), (100, 100), (180, 130)])
    waits(tools, "(d) => d.layers.length === 2")
    tools.settle()
    content = top(tools)
    assert content["operation"] == operation
    assert {name: content["params"][name] for name in places} == places
    drawn = tools.pixels_now()
    assert np.array_equal(drawn, scripted(tools, {"operation": operation, "params": places}))
    tools.drag([(180, 130), (220, 150), (240, 190)])
    waits(tools, "(d) => d.position === 2")
    tools.settle()
    moved = top(tools)["params"]
    expected = {"frame": [60, 50, 180, 140], "start": [60, 50], "end": [240, 190]}
    assert all(moved[name] == expected[name] for name in places)
    assert len(tools.document()["layers"]) == 2


def test_shift_and_alt_while_a_shape_is_drawn_and_its_options_afterwards(tools: ToolDriver) -> None:
    tools.choose("Rectangle")
    tools.move((200, 150))
    tools.page.mouse.down()
    for key in ("Shift", "Alt"):
        tools.page.keyboard.down(key)
    tools.move((230, 160), 3)
    tools.page.mouse.up()
    for key in ("Shift", "Alt"):
        tools.page.keyboard.up(key)
    waits(tools, "(d) => d.layers.length === 2")
    tools.settle()
    assert top(tools)["params"]["frame"] == [170, 120, 60, 60]
    options = tools.page.get_by_role("region", name="Tool options")
    field = options.get_by_role("spinbutton", name="Corner radius, value")
    field.fill("12")
    field.press("Enter")
    waits(tools, "(d) => d.layers[1].content.params.radius === 12")
    assert len(tools.document()["layers"]) == 2
    tools.driver.call("undo")
    tools.settle()
    assert field.input_value() == "0", "the options follow the layer"


def test_text_is_written_chosen_and_changed_on_the_picture(tools: ToolDriver) -> None:
    keyboard = tools.page.keyboard
    tools.choose("Text")
    field = tools.page.get_by_role("spinbutton", name="Size, value")
    field.fill("40")
    field.press("Enter")
    tools.click((40, 100))
    waits(tools, "(d) => d.layers.length === 2")
    keyboard.type("Ask ons")
    keyboard.press("Enter")
    keyboard.type("two")
    waits(tools, "(d) => d.layers[1].content.params.text === 'Ask ons\\ntwo'")
    keyboard.press("ArrowUp")
    keyboard.press("Home")
    keyboard.press("Shift+ArrowRight")
    keyboard.type("T")
    keyboard.press("Escape")
    waits(tools, "(d) => d.layers[1].content.params.text === 'Tsk ons\\ntwo'")
    params = top(tools)["params"]
    assert (params["size"], params["align"], params["anchor"]) == (40, "left", "baseline")
    assert tools.document()["history"] == ["Open", "Text"]
    drawn = tools.pixels_now()
    assert np.array_equal(drawn, scripted(tools, {"operation": "text", "params": params}))
    # A double click chooses the word under the pointer; what is typed takes its place.
    tools.click((48, 92))
    tools.page.wait_for_timeout(200)
    tools.page.mouse.dblclick(*tools.at((52, 92)))
    keyboard.type("Made")
    waits(tools, "(d) => d.layers[1].content.params.text === 'Made ons\\ntwo'")
    keyboard.press("Escape")
    tools.settle()
    assert len(tools.document()["history"]) == 3


def test_text_in_a_box_and_none_without_words(tools: ToolDriver) -> None:
    tools.choose("Text")
    tools.drag([(100, 60), (220, 200)])
    waits(tools, "(d) => d.layers.length === 2")
    tools.page.keyboard.type("Broken where it must be")
    waits(tools, "(d) => d.layers[1].content.params.text.endsWith('be')")
    params = top(tools)["params"]
    assert (params["width"], params["place"], params["anchor"]) == (120, [25, 20], "top")
    tools.page.keyboard.press("Control+a")
    tools.page.keyboard.press("Delete")
    tools.page.keyboard.press("Escape")
    waits(tools, "(d) => d.layers.length === 1")
