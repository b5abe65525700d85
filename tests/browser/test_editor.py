"""What a person does, done as a person does it: by pointer and keys."""

import io

import numpy as np
import pytest
from driver import Driver, photo, png
from PIL import Image
from playwright.sync_api import BrowserContext, Route, expect


@pytest.fixture
def editor(shared_editor: Driver) -> Driver:
    """As a person leaves it who has finished something else: no dialog open, no field in use."""
    shared_editor.page.keyboard.press("Escape")
    expect(shared_editor.page.get_by_role("dialog")).to_be_hidden()
    picture = shared_editor.page.get_by_role("img", name="The picture")
    if picture.is_visible():
        picture.focus()
    return shared_editor


def history(editor: Driver) -> list[str]:
    return editor.call("document")["history"]  # type: ignore[no-any-return]


def test_sample_adjust_undo_redo(editor: Driver) -> None:
    page = editor.page
    page.get_by_role("button", name="fig", exact=False).first.click()
    expect(page.get_by_role("slider", name="Exposure")).to_be_enabled()
    before = editor.screen().astype(int)
    page.get_by_role("slider", name="Exposure").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    editor.wait_until("(await fotofun.document()).layers[0].adjustments[0]?.params.stops === 0.6")
    page.wait_for_timeout(300)
    assert (editor.screen().astype(int) - before).mean() > 3, "the picture follows the slider"
    page.keyboard.press("Control+z")
    editor.wait_until("(await fotofun.document()).layers[0].adjustments.length === 0")
    page.wait_for_timeout(300)
    assert np.abs(editor.screen().astype(int) - before)[100:-100, 100:-300].mean() < 0.5
    page.keyboard.press("Control+Shift+z")
    editor.wait_until("(await fotofun.document()).layers[0].adjustments.length === 1")
    page.get_by_role("button", name="Undo").first.click()
    editor.wait_until("(await fotofun.document()).layers[0].adjustments.length === 0")


def test_a_drag_is_one_step(editor: Driver) -> None:
    editor.open_pixels(photo())
    slider = editor.page.get_by_role("slider", name="Saturation")
    box = slider.bounding_box()
    assert box
    mouse, middle = editor.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] / 2, middle)
    mouse.down()
    for step in range(1, 30):
        mouse.move(box["x"] + box["width"] * (0.5 + step / 80), middle)
    mouse.up()
    editor.wait_until("(await fotofun.document()).layers[0].adjustments.length === 1")
    editor.page.wait_for_timeout(300)
    assert history(editor) == ["Open", "Saturation"]
    slider.dblclick()
    editor.wait_until("(await fotofun.document()).layers[0].adjustments.length === 0")


def test_typed_value(editor: Driver) -> None:
    editor.open_pixels(photo())
    editor.page.get_by_role("spinbutton", name="Hue").or_(
        editor.page.get_by_label("Hue").locator("input")
    ).first.click()
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.type("45")
    editor.page.keyboard.press("Enter")
    editor.wait_until("(await fotofun.document()).layers[0].adjustments[0]?.params.degrees === 45")
    assert history(editor) == ["Open", "Hue"]


def test_compare_shows_the_photo_as_it_was(editor: Driver) -> None:
    editor.open_pixels(photo())
    editor.page.wait_for_timeout(500)
    before = editor.screen().astype(int)
    editor.run("exposure", {"stops": -2})
    editor.page.wait_for_timeout(300)
    assert np.abs(editor.screen().astype(int) - before).mean() > 5
    editor.page.keyboard.down("\\")
    editor.page.wait_for_timeout(300)
    held = editor.screen().astype(int)
    editor.page.keyboard.up("\\")
    assert np.abs(held - before)[100:-100, 100:-300].mean() < 1


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WebP"])
def test_export_downloads_the_file(editor: Driver, form: str) -> None:
    pixels = photo(300, 200)
    editor.open_pixels(pixels, "beach.png")
    page = editor.page
    page.get_by_role("button", name="Export").first.click()
    page.get_by_role("radio", name=form).press("Space")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    picture = Image.open(download.value.path())
    assert picture.format == form.upper()
    assert download.value.suggested_filename.startswith("beach.")
    difference = np.abs(np.asarray(picture.convert("RGB")).astype(int) - pixels[..., :3])
    assert difference.mean() < (0.001 if form == "PNG" else 6)


def test_drop_and_paste(editor: Driver) -> None:
    for kind in ("drop", "paste"):
        editor.page.evaluate(
            """async ([kind, data]) => {
                const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
                const files = new DataTransfer();
                files.items.add(new File([bytes], `${kind}.png`, { type: 'image/png' }));
                const opened = new Promise((done) => fotofun.on('document', done));
                const init = { bubbles: true, cancelable: true, composed: true };
                if (kind === 'drop') {
                    for (const type of ['dragenter', 'dragover', 'drop'])
                        document.body.dispatchEvent(new DragEvent(type, { ...init, dataTransfer: files }));
                } else {
                    const paste = new ClipboardEvent('paste', { ...init, clipboardData: files });
                    document.body.dispatchEvent(paste);
                }
                await opened;
            }""",
            [kind, __import__("base64").b64encode(png(photo(90, 60))).decode()],
        )
        document = editor.call("document")
        if kind == "drop":
            assert document["name"] == "drop.png"
        else:
            assert [layer["name"] for layer in document["layers"]] == ["Photo", "paste"]


def test_a_photo_is_shown_before_python_is_ready(context: BrowserContext, address: str) -> None:
    driver = Driver(context.new_page(), address)
    page = driver.page
    held: list[Route] = []
    context.route("**/engine/**", lambda route: held.append(route))
    driver.visit()
    page.evaluate("() => { const off = fotofun.on('frame', () => { window.wasShown = true; off(); }); }")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a photo").click()
    file = {"name": "photo.png", "mimeType": "image/png", "buffer": png(photo(1200, 900))}
    chooser.value.set_files(file)  # type: ignore[arg-type]
    driver.wait_until("window.wasShown")
    page.wait_for_timeout(300)
    assert np.ptp(driver.screen()) > 100, "the photo is on the screen while Python is still on its way"
    expect(page.get_by_role("slider", name="Exposure")).to_have_count(0)
    for route in held:  # it grows as long as Python asks for more
        route.continue_()
    context.unroute("**/engine/**")
    driver.wait_until("(await fotofun.document()) !== null")
    exported = np.asarray(Image.open(io.BytesIO(driver.export())).convert("RGBA"))
    np.testing.assert_array_equal(exported, photo(1200, 900))
    driver.assert_clean()
