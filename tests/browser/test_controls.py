"""Every kind of control, set by pointer and by keys, in the dialogs of the operations that have them."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dialog_driver import DialogDriver
from driver import Driver
from playwright.sync_api import FilePayload, Locator

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
CUBE = b"LUT_3D_SIZE 2\n" + b"".join(
    b"%d %d %d\n" % (1 - r, 1 - g, 1 - b) for b in (0, 1) for g in (0, 1) for r in (0, 1)
)


@pytest.fixture(scope="module")
def dialogs(shared_editor: Driver) -> Iterator[DialogDriver]:
    yield DialogDriver(shared_editor)


def drag(locator: Locator, start: tuple[float, float], *stops: tuple[float, float]) -> None:
    """Presses at a share of an element's box, goes to others, and lets go."""
    box = locator.bounding_box()
    assert box
    mouse = locator.page.mouse
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, *stops)]
    mouse.move(*places[0])
    mouse.down()
    for place in places[1:]:
        mouse.move(*place, steps=4)
    mouse.up()


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_slider_choice_and_toggle(dialogs: DialogDriver) -> None:
    with dialogs.opened("Filter", "Noise", "Add noise…") as dialog:
        amount = dialog.get_by_role("slider", name="Amount")
        amount.focus()
        press(dialogs.page, "Home", "Shift+ArrowRight", "ArrowRight")
        dialog.get_by_role("radio", name="Uniform").click()
        dialog.get_by_role("switch").focus()
        press(dialogs.page, "Space")
        number = dialog.get_by_role("spinbutton", name="Seed")
        number.click()
        dialogs.page.keyboard.type("7")
        press(dialogs.page, "Tab")
    step = dialogs.applied()
    assert (step["distribution"], step["monochromatic"], step["seed"]) == ("uniform", True, 7)
    assert step["amount"] == 5.5


def test_number_is_scrubbed_and_reset(dialogs: DialogDriver) -> None:
    with dialogs.opened("Filter", "Blur", "Gaussian blur…", end="Cancel") as dialog:
        number = dialog.get_by_role("spinbutton", name="Radius")
        before = float(number.input_value())
        drag(number, (0.5, 0.5), (1.5, 0.5))
        assert float(number.input_value()) > before
        dialog.get_by_role("button", name="Reset Radius").click()
        assert float(number.input_value()) == before


def test_dial(dialogs: DialogDriver) -> None:
    with dialogs.opened("Filter", "Stylise", "Emboss…") as dialog:
        dial = dialog.get_by_role("slider", name="Light from")
        drag(dial, (0.5, 0.5), (0.5, 0.0))
        assert dial.get_attribute("aria-valuenow") == "90"
        press(dialogs.page, "Shift+ArrowRight", "ArrowLeft")
    assert dialogs.applied()["angle"] == 99


def test_colour(dialogs: DialogDriver) -> None:
    with dialogs.opened("Layer", "New fill layer", "Solid colour…") as dialog:
        field = dialog.get_by_role("textbox", name="Colour, hexadecimal")
        field.fill("#36c")
        dialog.get_by_role("spinbutton", name="Colour, opacity").click()
        dialogs.page.keyboard.type("50")
        press(dialogs.page, "Tab")
    assert dialogs.content()["colour"] == "#3366cc80"


def test_text_of_several_lines(dialogs: DialogDriver) -> None:
    dialogs.open_picture()
    with dialogs.opened("Layer", "Layer properties", "Rename layer…") as dialog:
        dialog.get_by_role("textbox", name="Name").fill("Größe")
    assert dialogs.document()["layers"][0]["name"] == "Größe"


def test_file_is_chosen_dropped_and_removed(dialogs: DialogDriver) -> None:
    dialogs.open_picture()
    with dialogs.opened("Image", "Adjustments", "Look-up table…") as dialog:
        with dialogs.page.expect_file_chooser() as chooser:
            dialog.get_by_role("button", name="File: Choose or drop a file").click()
        table: FilePayload = {"name": "negative.cube", "mimeType": "", "buffer": CUBE}
        chooser.value.set_files(table)
        dialog.get_by_role("button", name="File: negative.cube").wait_for()
        dialog.get_by_role("button", name="Remove File").click()
        dialog.get_by_role("button", name="File: Choose or drop a file").wait_for()
        dialogs.page.evaluate(
            """([text, name]) => {
                const deep = (root) => [...root.querySelectorAll('*')]
                    .flatMap((each) => [each, ...(each.shadowRoot ? deep(each.shadowRoot) : [])]);
                const dialog = deep(document).find((each) => each.matches('ff-operation-dialog'));
                const file = deep(dialog.shadowRoot).find((each) => each.matches('ff-file'));
                const place = file.shadowRoot.querySelector('.place');
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([atob(text)], name));
                place.dispatchEvent(new DragEvent('drop', { bubbles: true, composed: true, dataTransfer }));
            }""",
            [base64.b64encode(CUBE).decode(), "dropped.cube"],
        )
        dialog.get_by_role("button", name="File: dropped.cube").wait_for()
    expected = 255 - dialogs.pixels[..., :3].astype(int)
    assert np.abs(dialogs.driver.exported_pixels()[..., :3] - expected).max() <= 1


def test_gradient(dialogs: DialogDriver) -> None:
    with dialogs.opened("Image", "Adjustments", "Gradient map…") as dialog:
        ramp = dialog.get_by_role("group", name="Gradient", exact=True).locator(".bar")
        drag(ramp, (0.25, 0.5), (0.25, 0.5))
        added = dialog.get_by_role("slider", name="Stop 2 of 4")
        added.focus()
        press(dialogs.page, "Shift+ArrowRight", "ArrowLeft")
        third = dialog.get_by_role("slider", name="Stop 3 of 4")
        drag(third, (0.5, 0.5), (0.5, 8.0))
        assert dialog.get_by_role("slider", name="Stop 3 of 3").count() == 1
        dialog.get_by_role("slider", name="Stop 3 of 3").focus()
        dialog.get_by_role("textbox", name="Colour of the stop, hexadecimal").fill("#00ff00")
        press(dialogs.page, "Tab")
    stops = dialogs.applied()["gradient"]
    assert [round(stop[0], 2) for stop in stops] == [0, 0.34, 1]
    assert stops[2][1] == "#00ff00"


def test_curve(dialogs: DialogDriver) -> None:
    dialogs.open_picture()
    with dialogs.opened("Image", "Adjustments", "Curves…") as dialog:
        plot = dialog.get_by_role("group", name="RGB", exact=True)
        drag(plot, (0.5, 0.5), (0.5, 0.25))
        dialog.get_by_role("slider", name="Point 2 of 3").focus()
        press(dialogs.page, "Shift+ArrowUp", "ArrowRight")
        dialog.get_by_role("radio", name="Blue").click()
        blue = dialog.get_by_role("group", name="Blue", exact=True)
        drag(blue, (0.25, 0.75), (0.25, 0.9), (0.25, 1.5))
        drag(blue, (0.75, 0.25), (0.75, 0.25))
        dialog.get_by_role("spinbutton", name="Output").click()
        dialogs.page.keyboard.type("100")
        press(dialogs.page, "Tab")
    step = dialogs.applied()
    assert len(step["rgb"]) == 3 and np.allclose(step["rgb"][1], [129, 201], atol=2)
    assert len(step["blue"]) == 3 and step["blue"][1][1] == 100, "what was dragged off is gone"


def test_levels(dialogs: DialogDriver) -> None:
    with dialogs.opened("Image", "Adjustments", "Levels…") as dialog:
        black = dialog.get_by_role("slider", name="Input black")
        black.focus()
        press(dialogs.page, "Shift+ArrowRight", "Shift+ArrowRight")
        rail = dialog.locator("ff-handle-rail").first
        drag(rail.locator(".handle").nth(2), (0.5, 0.5), (-8.0, 0.5))
        dialog.get_by_role("slider", name="Middle tones").focus()
        press(dialogs.page, "ArrowRight")
        dialog.get_by_role("spinbutton", name="Output white").click()
        dialogs.page.keyboard.type("200")
        press(dialogs.page, "Tab")
    step = dialogs.applied()
    assert step["input_black"] == 20 and 100 < step["input_white"] < 240
    assert step["gamma"] == 0.99 and step["output_white"] == 200


def test_places_are_shown_on_the_picture(dialogs: DialogDriver) -> None:
    with dialogs.opened("Filter", "Blur", "Radial blur…") as dialog:
        dialog.get_by_role("button", name="Choose Centre on the picture").click()
        dialogs.click((24, 45))
        dialog.get_by_role("spinbutton", name="Centre, from the top").click()
        dialogs.page.keyboard.type("40")
        press(dialogs.page, "Tab", "Escape")
    assert dialogs.applied()["centre"] == [pytest.approx(10, abs=0.3), 40]
    with dialogs.opened("Image", "Rotate and straighten", "Correct perspective…", end="Cancel") as dialog:
        dialog.get_by_role("button", name="Draw Corners on the picture").click()
        for place in ((20, 30), (200, 40), (210, 160), (30, 150)):
            dialogs.click(place)
        dialog.get_by_text("4 points").wait_for()


def test_axe_finds_nothing(dialogs: DialogDriver) -> None:
    for path in (
        ("Layer", "Layer effects", "Drop shadow…"),
        ("Image", "Adjustments", "Curves…"),
        ("Image", "Adjustments", "Levels…"),
    ):
        with dialogs.opened(*path, end="Cancel"):
            dialogs.page.evaluate(AXE.read_text())
            found = dialogs.page.evaluate(
                """async () => {
                    const found = await axe.run({ fromShadowDom: ['ff-app', 'ff-operation-dialog'] });
                    return found.violations.map((each) => [each.id, each.nodes[0].html]);
                }"""
            )
            assert found == [], path
