"""Export, recipes and batch, as a person does them."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from driver import Driver, photo, png
from PIL import Image
from playwright.sync_api import Download, Page, expect

SAMPLE = Path(__file__).resolve().parents[2] / "static" / "samples" / "fig-in-a-bowl.jpg"


@pytest.fixture
def editor(shared_editor: Driver) -> Driver:
    shared_editor.page.evaluate(
        "async () => { for (const { id } of (await fotofun.documents()).documents) await fotofun.close(id); }"
    )
    return shared_editor


def pixels_of(download: Download) -> np.ndarray:
    return np.asarray(Image.open(download.path()).convert("RGBA"))


def command(page: Page, label: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(label)
    page.get_by_role("option", name=label).first.click()


def size_said(page: Page) -> str:
    return page.locator("ff-export-dialog [role=status]").inner_text()


def test_the_dialog_shows_the_real_file_and_remembers(editor: Driver) -> None:
    page = editor.page
    editor.open_pixels(photo(200, 120, 2), "beach.png")
    editor.run("exposure", {"stops": 0.4})
    page.get_by_role("button", name="Export").first.click()
    dialog = page.locator("ff-export-dialog")
    page.get_by_role("radio", name="WebP").press("Space")
    editor.wait_until(
        "document.querySelector('ff-app').shadowRoot.querySelector('ff-export-dialog')"
        ".shadowRoot.querySelector('[role=status]').textContent.match(/, [0-9.]+ KB/)"
    )
    lossy = size_said(page)
    page.get_by_label("Keep every pixel").check()
    expect(dialog.locator("[role=status]")).not_to_have_text(lossy)
    page.get_by_label("Width", exact=True).fill("100")
    page.keyboard.press("Tab")
    expect(dialog.locator("[role=status]")).to_contain_text("100 × 60")
    view = page.get_by_role("group", name="Original and exported")
    view.focus()
    page.keyboard.press("+")
    expect(dialog.locator("ff-side-by-side .number")).to_have_text("125 %")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "beach.webp"
    assert pixels_of(download.value).shape == (60, 100, 4)
    expect(page.get_by_text(", not saved")).to_have_count(0)
    page.get_by_role("button", name="Export").first.click()
    expect(page.get_by_role("radio", name="WebP")).to_be_checked()
    expect(page.get_by_label("Width", exact=True)).to_have_value("100")
    page.get_by_label("Width", exact=True).fill("200")
    page.get_by_role("radio", name="TIFF").press("Space")
    expect(dialog.get_by_text("Browsers cannot show it").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    np.testing.assert_array_equal(pixels_of(download.value), editor.exported_pixels())


def test_a_recipe_is_saved_and_done_to_another_picture(editor: Driver) -> None:
    page = editor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor.open_pixels(photo(60, 40, 3), "one.png")
    editor.run("invert")
    editor.run("flip")
    wanted = editor.exported_pixels()
    with page.expect_download() as download:
        command(page, "Save recipe")
    recipe = json.loads(download.value.path().read_text())
    assert [step["operation"] for step in recipe["steps"]] == ["invert", "flip"]
    command(page, "Copy as Python")
    editor.wait_until("(await navigator.clipboard.readText()).includes('invert')")
    editor.open_pixels(photo(60, 40, 3), "two.png")
    with page.expect_file_chooser() as chooser:
        command(page, "Apply recipe")
    chooser.value.set_files(download.value.path())
    editor.wait_until("(await fotofun.document()).history.length === 2")
    np.testing.assert_array_equal(editor.exported_pixels(), wanted)
    with page.expect_file_chooser() as chooser:
        command(page, "Apply recipe")
    chooser.value.set_files({"name": "no.json", "mimeType": "application/json", "buffer": b"[]"})
    expect(page.get_by_role("alert")).to_contain_text("no.json is no recipe.")
    page.get_by_role("button", name="Dismiss").first.click()


def test_a_batch_does_what_was_done_and_one_bad_file_stops_nothing(editor: Driver) -> None:
    page = editor.page
    pictures = [photo(60, 40, seed) for seed in (4, 5)]
    editor.open_pixels(photo(60, 40, 6), "open.png")
    editor.run("invert")
    open_id = editor.call("document")["id"]
    command(page, "Batch")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files…").click()
    files = [
        ("a.png", png(pictures[0])),
        ("broken.jpg", SAMPLE.read_bytes()[:300]),
        ("a.png", png(pictures[1])),
    ]
    chooser.value.set_files(
        [{"name": name, "mimeType": "image/png", "buffer": data} for name, data in files]  # type: ignore[arg-type]
    )
    page.get_by_role("combobox", name="Do").select_option(label="What was done to open.png")
    page.get_by_role("combobox", name="Format").select_option(label="PNG")
    with page.expect_download() as download:
        page.get_by_role("button", name="To a zip file").click()
    with zipfile.ZipFile(download.value.path()) as zipped:
        assert zipped.testzip() is None and zipped.namelist() == ["a.png", "a (2).png"]
        for name, pixels in zip(zipped.namelist(), pictures, strict=True):
            made = np.asarray(Image.open(io.BytesIO(zipped.read(name))).convert("RGB"))
            np.testing.assert_array_equal(made, 255 - pixels[..., :3])
    expect(page.get_by_text("2 of 3 done, 1 failed").first).to_be_visible()
    assert editor.call("document")["id"] == open_id
    page.keyboard.press("Escape")
    expect(page.locator("ff-batch-dialog")).to_have_count(0)


def test_a_batch_writes_to_a_folder_and_can_be_stopped(editor: Driver) -> None:
    page = editor.page
    page.evaluate(
        """async () => {
            const root = await navigator.storage.getDirectory();
            const folder = await root.getDirectoryHandle('out', { create: true });
            await folder.getFileHandle('one.bmp', { create: true });
            window.showDirectoryPicker = async () => folder;
        }"""
    )
    command(page, "Batch")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files…").click()
    data = png(photo(60, 40, 7))
    chooser.value.set_files(
        [{"name": f"{name}.png", "mimeType": "image/png", "buffer": data} for name in ("one", "two")]  # type: ignore[arg-type]
    )
    page.get_by_role("combobox", name="Format").select_option(label="BMP")
    page.get_by_role("button", name="To a folder…").click()
    expect(page.get_by_text("2 of 2 done").first).to_be_visible()
    names = page.evaluate(
        """async () => {
            const folder = await window.showDirectoryPicker();
            const names = [];
            for await (const [name, handle] of folder.entries())
                names.push([name, (await handle.getFile()).size]);
            return names.sort();
        }"""
    )
    assert [name for name, _ in names] == ["one (2).bmp", "one.bmp", "two.bmp"]
    assert names[1][1] == 0 and names[0][1] == names[2][1] > 60 * 40 * 3
    page.get_by_role("button", name="Back", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files…").click()
    slow = png(photo(1000, 800, 8))
    chooser.value.set_files(
        [{"name": f"{i}.png", "mimeType": "image/png", "buffer": slow} for i in range(6)]  # type: ignore[arg-type]
    )
    page.get_by_role("combobox", name="Format").select_option(label="PNG")
    page.get_by_role("button", name="To a folder…").click()
    page.locator("ff-batch-dialog .actions").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_visible()
    assert page.locator("ff-batch-dialog li.waiting").count() > 0
    page.keyboard.press("Escape")
