"""What the dialog of an operation previews, applies and takes back is what the engine makes of it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from dialog_driver import DialogDriver
from driver import Driver, Pixels

Path = tuple[str, ...]
CASES: list[tuple[Path, str, dict[str, Any]]] = [
    (("Image", "Adjustments", "Exposure…"), "exposure", {"stops": 0.5}),
    (("Image", "Adjustments", "Vibrance…"), "vibrance", {"vibrance": 40}),
    (("Image", "Auto tone…"), "auto_tone", {"amount": 60}),
    (("Image", "Adjustments", "Clarity…"), "clarity", {"amount": 40}),
    (("Filter", "Blur", "Gaussian blur…"), "gaussian_blur", {"radius": 6}),
    (("Filter", "Pixelate", "Pixelate…"), "pixelate", {"block": 16}),
    (("Image", "Rotate and straighten", "Rotate…"), "rotate", {"angle": 30}),
    (("Image", "Canvas size…"), "canvas_size", {"width": 300}),
    (("Layer", "New fill layer", "Pattern…"), "pattern", {"size": 24}),
    (("Layer", "Layer effects", "Inner glow…"), "inner_glow", {"size": 30}),
    (("Layer", "Layer properties", "Layer opacity…"), "layer_opacity", {"opacity": 40}),
    (("Edit", "Fill…"), "fill_selection", {"opacity": 50}),
]


@pytest.fixture(scope="module")
def dialogs(shared_editor: Driver) -> Iterator[DialogDriver]:
    yield DialogDriver(shared_editor)


def wait_for_preview(dialogs: DialogDriver) -> None:
    dialogs.page.wait_for_timeout(50)
    dialogs.driver.wait_until(
        "document.querySelector('ff-app').shadowRoot.querySelector('ff-operation-dialog').isRunning === false"
    )
    dialogs.page.wait_for_timeout(150)


def picture_on_screen(dialogs: DialogDriver) -> Pixels:
    """The left half of the stage: the dialog stands at the right."""
    screen = dialogs.driver.screen()
    return screen[:, : screen.shape[1] // 2]


@pytest.fixture(scope="module")
def labels(dialogs: DialogDriver) -> dict[tuple[str, str], str]:
    """What parameters are called, by the names of operation and parameter."""
    catalog = dialogs.driver.call("catalog")
    return {(each["name"], info["name"]): info["label"] for each in catalog for info in each["parameters"]}


@pytest.mark.parametrize(("path", "operation", "params"), CASES, ids=[name for _, name, _ in CASES])
def test_preview_cancel_and_apply(
    dialogs: DialogDriver,
    labels: dict[tuple[str, str], str],
    path: Path,
    operation: str,
    params: dict[str, Any],
) -> None:
    driver, page = dialogs.driver, dialogs.page
    driver.run("invert")
    driver.call("undo")
    before, document = picture_on_screen(dialogs), driver.call("document")
    ((name, value),) = params.items()
    label = f"{labels[operation, name]}, value"
    with dialogs.opened(*path, end="Cancel") as dialog:
        number = dialog.get_by_role("spinbutton", name=label, exact=True)
        number.click()
        page.keyboard.type(str(value))
        page.keyboard.press("Tab")
        wait_for_preview(dialogs)
        shown = picture_on_screen(dialogs)
        assert np.abs(shown.astype(int) - before).max() > 5, "the preview is on the screen"
    assert driver.call("document") == document, "no step, and what was undone can still be done again"
    page.wait_for_timeout(150)
    assert np.abs(picture_on_screen(dialogs).astype(int) - before).max() <= 1, "as it was"
    with dialogs.opened(*path):
        number.click()
        page.keyboard.type(str(value))
    assert len(driver.call("document")["history"]) == 2, "one step"
    applied = driver.exported_pixels()
    driver.call("undo")
    driver.run(operation, params)
    np.testing.assert_array_equal(driver.exported_pixels(), applied)
    driver.call("undo")


def test_escape_enter_last_used_and_target(dialogs: DialogDriver) -> None:
    dialogs.choose("Filter", "Sharpen", "Unsharp mask…")
    dialog = dialogs.page.get_by_role("dialog")
    radius = dialog.get_by_role("spinbutton", name="Radius, value")
    radius.click()
    dialogs.page.keyboard.type("9")
    dialog.get_by_role("radio", name="Filter layer").click()
    radius.click()
    dialogs.page.keyboard.press("Enter")
    dialog.wait_for(state="detached")
    assert dialogs.content()["radius"] == 9
    dialogs.driver.call("undo")
    dialogs.choose("Filter", "Sharpen", "Unsharp mask…")
    assert radius.input_value() == "9.0", "as it was left"
    dialog.get_by_role("button", name="Default").click()
    assert radius.input_value() != "9.0"
    dialog.get_by_role("button", name="Last used").click()
    assert radius.input_value() == "9.0"
    dialogs.page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert dialogs.document()["position"] == 0


def test_preview_can_be_switched_off(dialogs: DialogDriver) -> None:
    before = picture_on_screen(dialogs).astype(int)
    with dialogs.opened("Image", "Adjustments", "Posterize…", end="Cancel") as dialog:
        wait_for_preview(dialogs)
        assert np.abs(picture_on_screen(dialogs) - before).mean() > 1
        dialog.get_by_role("checkbox", name="Preview").uncheck()
        dialogs.page.wait_for_timeout(200)
        assert np.abs(picture_on_screen(dialogs) - before).max() <= 1


def test_without_parameters_it_is_done_at_once(dialogs: DialogDriver) -> None:
    dialogs.choose("Image", "Adjustments", "Invert")
    dialogs.driver.wait_until("(await fotofun.document()).position === 1")
    assert dialogs.page.get_by_role("dialog").count() == 0
    expected = 255 - dialogs.pixels[..., :3].astype(int)
    np.testing.assert_array_equal(dialogs.driver.exported_pixels()[..., :3], expected)
