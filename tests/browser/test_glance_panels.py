"""Panels in which people look closely at the picture and its file, and pick what is to be done."""

import io
import re
import time
from typing import Any

import numpy as np
import pytest
from driver import Driver, photo
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from tool_driver import ToolDriver


@pytest.fixture(scope="module")
def panels(shared_editor: Driver) -> Driver:
    """The editor with every one of these panels open: those that are closed at first by the palette."""
    page = shared_editor.page
    for name in ("Navigator", "Info", "Channels", "File information"):
        page.keyboard.press("Control+k")
        search = page.get_by_role("combobox", name="Find a command")
        search.fill(f"{name} panel")
        page.get_by_role("option", name=name).first.click()
        expect(search).to_be_hidden()
        expect(panel(page, name)).to_be_visible()
    for name in ("Adjustments", "Presets"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(panel(page, "Histogram")).to_contain_text("Open a picture to see how its tones are spread.")
    expect(panel(page, "Presets")).to_contain_text("Open a picture to see what each preset makes of it.")
    return shared_editor


def panel(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def document(driver: Driver) -> dict[str, Any]:
    found: dict[str, Any] = driver.call("document")
    return found


def seen(driver: Driver, place: tuple[float, float]) -> list[int]:
    """What the viewport draws at a place of the picture."""
    found: list[int] = driver.page.evaluate(
        """([x, y]) => {
            const { view } = document.querySelector('ff-app').workspace;
            const place = view.toScreen({ x, y });
            return [...view.readPixels(Math.floor(place.x), Math.floor(place.y), 1, 1)].slice(0, 3);
        }""",
        place,
    )
    return found


def wait_for_selection(driver: Driver, box: str) -> None:
    bounds = "document.querySelector('ff-app').workspace.editor.bounds()"
    driver.wait_until(f"String((await {bounds}).selection) === '{box}'", 10)


def test_an_adjustment_is_one_press_by_keys_too(panels: Driver) -> None:
    page = panels.page
    panels.open_pixels(photo())
    grid = page.get_by_role("group", name="Add an adjustment layer")
    grid.get_by_role("button", name="Exposure").focus()
    for key in ("End", "Home", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(grid.get_by_role("button", name="Curves")).to_be_focused()
    expect(panel(page, "Adjustments")).to_contain_text("Curves")
    page.keyboard.press("Enter")
    expect(panel(page, "Properties").get_by_role("region", name="Curves")).to_be_visible()
    top = document(panels)["layers"][-1]
    assert (top["kind"], top["content"]["operation"]) == ("adjustment", "curves")
    assert document(panels)["active"] == top["id"]
    expect(grid.get_by_role("button", name="Curves")).to_be_focused()


def test_the_histogram_tells_and_shows_what_is_clipped(panels: Driver) -> None:
    page = panels.page
    pixels = np.full((400, 400, 4), 255, np.uint8)
    pixels[:, :100, :3] = 0
    pixels[:, 200:, :3] = (200, 100, 40)
    tools = ToolDriver(panels, pixels)
    histogram = panel(page, "Histogram")
    shadows = histogram.get_by_role("button", name="Show clipped shadows")
    highlights = histogram.get_by_role("button", name="Show clipped highlights")
    expect(shadows).to_have_text("25%")
    expect(highlights).to_have_text("25%")
    plain = seen(panels, (50, 50)), seen(panels, (150, 50)), seen(panels, (300, 50))
    shadows.click()
    blue, white, rest = seen(panels, (50, 50)), seen(panels, (150, 50)), seen(panels, (300, 50))
    assert blue[2] > 200 > blue[0]
    assert (white, rest) == plain[1:]
    highlights.click()
    red = seen(panels, (150, 50))
    assert red[0] > 200 > red[1]
    shadows.click()
    highlights.click()
    assert (seen(panels, (50, 50)), seen(panels, (150, 50))) == plain[:2]

    histogram.get_by_role("combobox", name="Channel").select_option("Red")
    expect(histogram.get_by_role("img")).to_have_accessible_name("Histogram. Mean 164, median 200.")
    plot = histogram.get_by_role("img").bounding_box()
    assert plot
    page.mouse.move(plot["x"] + plot["width"] * 200 / 255, plot["y"] + 40)
    expect(histogram).to_contain_text("Level 200: 50%")
    panels.run("select_rectangle", {"rectangle": [0, 0, 100, 400]})
    expect(histogram.get_by_role("img")).to_have_accessible_name("Histogram. Mean 0, median 0.")
    expect(histogram).to_contain_text("of the selection")
    panels.run("deselect")
    panels.run("invert")
    expect(histogram.get_by_role("img")).to_have_accessible_name("Histogram. Mean 91, median 55.")
    tools.settle()


def test_channels_are_seen_selected_and_selections_kept(panels: Driver) -> None:
    page = panels.page
    pixels = np.full((300, 400, 4), 255, np.uint8)
    pixels[:, :200, :3] = (255, 0, 128)
    pixels[:, 200:, :3] = (0, 255, 128)
    ToolDriver(panels, pixels)
    channels = panel(page, "Channels")
    channels.get_by_role("button", name="Red", exact=True).click()
    assert (seen(panels, (50, 50)), seen(panels, (350, 50))) == ([255, 255, 255], [0, 0, 0])
    channels.get_by_role("button", name="Blue", exact=True).click()
    assert seen(panels, (50, 50)) == [128, 128, 128]
    expect(page.get_by_text("Blue channel", exact=True)).to_be_visible()
    channels.get_by_role("button", name="All channels").click()
    assert seen(panels, (50, 50)) == [255, 0, 128]
    np.testing.assert_array_equal(panels.exported_pixels(), pixels)

    channels.get_by_role("button", name="Green", exact=True).click(modifiers=["Control"])
    wait_for_selection(panels, "200,0,200,300")
    channels.get_by_role("button", name="Save the selection").click()
    channels.get_by_role("textbox", name="Name").fill("Right side")
    page.keyboard.press("Enter")
    kept = channels.get_by_role("button", name="Right side", exact=True)
    expect(kept).to_be_visible()
    panels.run("select_rectangle", {"rectangle": [0, 0, 10, 300]})
    kept.click(modifiers=["Shift"])
    wait_for_selection(panels, "0,0,400,300")
    panels.run("select_rectangle", {"rectangle": [50, 50, 10, 10]})
    channels.get_by_role("button", name="Replace Right side by the selection").click()
    panels.run("deselect")
    kept.click()
    wait_for_selection(panels, "50,50,10,10")
    channels.get_by_role("button", name="Delete Right side").click()
    expect(kept).to_be_hidden()
    assert document(panels)["channels"] == []


def test_the_navigator_moves_and_enlarges_the_view(panels: Driver) -> None:
    page = panels.page
    panels.open_pixels(photo(1200, 800))
    navigator = panel(page, "Navigator")
    zoom = navigator.get_by_role("spinbutton")
    zoom.fill("400")
    zoom.press("Enter")
    view = "document.querySelector('ff-app').workspace.view.view"
    panels.wait_until(f"{view}.zoom === 4")
    picture = navigator.get_by_role("application")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.75)
    page.mouse.down()
    panels.wait_until(f"Math.abs({view}.centreX - 900) < 10 && Math.abs({view}.centreY - 600) < 10")
    # From here on the frame is held.
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5, steps=3)
    page.mouse.up()
    panels.wait_until(f"Math.abs({view}.centreX - 600) < 10 && Math.abs({view}.centreY - 400) < 10")
    picture.focus()
    page.keyboard.press("ArrowRight")
    panels.wait_until(f"{view}.centreX > 615 && Math.abs({view}.centreY - 400) < 10")
    slider = navigator.get_by_role("slider", name="Zoom")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    panels.wait_until(f"{view}.zoom < 4 && {view}.zoom > 3.5")


def expect_colourful(driver: Driver, expected: bool) -> None:
    """Waits until the picture on the screen has colours, or has none."""
    deadline = time.monotonic() + 20
    while (np.ptp(driver.screen()[..., :3].astype(int), axis=2).max() > 60) != expected:
        assert time.monotonic() < deadline
        driver.page.wait_for_timeout(50)


def test_a_preset_shows_what_it_will_do_and_does_it_once(panels: Driver) -> None:
    page = panels.page
    panels.open_pixels(photo())
    presets = page.get_by_role("group", name="Presets")
    expect(presets.locator("canvas.drawn")).to_have_count(10)
    mono = presets.get_by_role("button", name="Silver mono")
    promised = mono.locator("canvas").evaluate(
        "(canvas) => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]"
    )
    grey = np.array(promised, np.uint8).reshape(-1, 4)
    assert np.ptp(grey[:, :3].astype(int), axis=1).max() < 40 and grey[:, 0].std() > 5
    before = panels.screen()
    mono.hover()
    expect_colourful(panels, False)
    page.mouse.move(5, 5)
    expect_colourful(panels, True)
    np.testing.assert_array_equal(panels.screen(), before)
    mono.focus()
    page.keyboard.press("ArrowRight")  # who walks by keys sees it as well
    page.keyboard.press("ArrowLeft")
    expect_colourful(panels, False)
    assert panels.call("document")["history"] == ["Open"]
    mono.click()
    panels.wait_until("(await fotofun.document()).history.length === 2")
    page.mouse.move(5, 5)
    expect_colourful(panels, False)
    done = panels.exported_pixels()[..., :3].reshape(-1, 3).astype(int)
    assert np.ptp(done, axis=1).max() < 40
    assert abs(done.mean() - grey[:, :3].mean()) < 6


def test_places_and_colours_are_read_and_watched(panels: Driver) -> None:
    page = panels.page
    pixels = np.full((300, 400, 4), 255, np.uint8)
    pixels[:, :200, :3] = (255, 128, 0)
    tools = ToolDriver(panels, pixels)
    info = panel(page, "Info")
    tools.move((30.5, 40.5))
    expect(info).to_contain_text("#ff8000")
    expect(info.locator("dd").filter(has_text="100 %")).to_be_visible()  # saturation
    expect(info).to_contain_text(re.compile(r"X\s*30\s*Y\s*40"))
    tools.choose("Eyedropper")
    tools.click((50.5, 60.5), "Shift")
    tools.choose("Colour sampler")
    tools.click((350.5, 60.5))
    tools.drag([(350.5, 60.5), (300.5, 200.5)])
    watched = info.get_by_role("list", name="Watched places").get_by_role("listitem")
    expect(watched).to_have_count(2)
    expect(watched.nth(0)).to_contain_text("#ff8000")
    expect(watched.nth(1)).to_contain_text("300, 200")
    panels.run("invert")
    expect(watched.nth(0)).to_contain_text("#007fff")
    expect(watched.nth(1)).to_contain_text("#000000")
    for x in (100, 120, 140):
        tools.click((x, 250))
    expect(watched).to_have_count(4)
    expect(page.get_by_text("Four places are watched already.")).to_be_visible()
    tools.click((300.5, 200.5), "Alt")
    info.get_by_role("button", name="Remove place 1").click()
    expect(watched).to_have_count(2)
    panels.run("select_rectangle", {"rectangle": [10, 20, 120, 80]})
    expect(info).to_contain_text("120 × 80")


def test_snapshots_are_taken_returned_to_and_deleted(panels: Driver) -> None:
    page = panels.page
    panels.open_pixels(photo())
    history = panel(page, "History")
    page.get_by_role("button", name="History", exact=True).click()
    history.get_by_role("button", name="Take a snapshot").click()
    expect(history.get_by_role("textbox", name="Name")).to_have_value("Snapshot 1")
    page.keyboard.type("Untouched")
    page.keyboard.press("Enter")
    kept = history.get_by_role("button", name="Untouched", exact=True)
    expect(kept).to_be_visible()
    before = panels.exported_pixels()
    panels.run("invert")
    kept.click()
    panels.wait_until("(await fotofun.document()).history.length === 3")
    np.testing.assert_array_equal(panels.exported_pixels(), before)
    history.get_by_role("button", name="Delete Untouched").click()
    expect(kept).to_be_hidden()
    assert document(panels)["snapshots"] == []


def test_the_place_is_told_only_when_asked(panels: Driver) -> None:
    page = panels.page
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Make", "Model"
    exif[0x8825] = {1: "N", 2: (48.0, 8.0, 15.0), 3: "E", 4: (11.0, 34.0, 30.0)}
    file = io.BytesIO()
    Image.fromarray(photo(300, 200)).convert("RGB").save(file, "JPEG", exif=exif)
    panels.open(file.getvalue(), "garden.jpg")
    told = panel(page, "File information")
    expect(told).to_contain_text("Make Model")
    expect(told).to_contain_text("300 × 200 pixels")
    panels.run("resolution", {"per_inch": 300})
    expect(told).to_contain_text("2.5 × 1.7 cm at 300 ppi")
    assert "48." not in told.inner_text()
    told.get_by_role("button", name="Show the place").click()
    expect(told).to_contain_text("48.13750° N, 11.57500° E")
    panels.open_pixels(photo(40, 30), "plain.png")
    expect(told).to_contain_text("plain.png")
    expect(told).not_to_contain_text("Make Model")
    expect(told).not_to_contain_text("48.13750")
