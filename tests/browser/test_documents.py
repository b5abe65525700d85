"""Several documents in tabs, as a person opens, changes, switches and closes them."""

import base64

import numpy as np
import pytest
from driver import Driver, photo, png
from playwright.sync_api import Locator, Page, expect


def tabs(page: Page) -> list[str]:
    return page.get_by_role("navigation", name="Open pictures").locator(".words").all_inner_texts()


def zoom(page: Page) -> Locator:
    return page.locator("ff-status-bar .zoom").first


def close_everything(editor: Driver) -> None:
    if editor.page.get_by_role("dialog").count():  # of a test that failed before it closed it
        editor.page.keyboard.press("Escape")
    editor.page.evaluate(
        "async () => { for (const { id } of (await fotofun.documents()).documents) await fotofun.close(id); }"
    )


@pytest.fixture
def editor(shared_editor: Driver) -> Driver:
    close_everything(shared_editor)
    return shared_editor


def choose(editor: Driver, *files: tuple[str, bytes]) -> None:
    page = editor.page
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Control+o")
    chooser.value.set_files(
        [{"name": name, "mimeType": "image/png", "buffer": data} for name, data in files]  # type: ignore[arg-type]
    )


def test_each_tab_keeps_its_picture_its_history_and_its_view(editor: Driver) -> None:
    page = editor.page
    first, second = photo(300, 500, 1), photo(1900, 1200, 2)
    choose(editor, ("first.png", png(first)), ("second.png", png(second)))
    editor.wait_until("(await fotofun.documents()).documents.length === 2")
    assert tabs(page) == ["first.png", "second.png"]
    page.get_by_role("slider", name="Exposure").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(", not saved")).to_have_count(1)
    page.keyboard.press("1")
    page.get_by_role("button", name="first.png", exact=True).click()
    editor.wait_until("(await fotofun.document()).name === 'first.png'")
    np.testing.assert_array_equal(editor.exported_pixels(), first)
    page.keyboard.press("+")
    expect(zoom(page)).to_have_text("150 %")
    page.get_by_role("button", name="first.png", exact=True).focus()
    page.keyboard.press("ArrowRight")
    editor.wait_until("(await fotofun.document()).history.length === 2")
    expect(zoom(page)).to_have_text("100 %")
    page.keyboard.press("Control+z")
    expect(page.get_by_text(", not saved")).to_have_count(0)


def test_closing_asks_only_about_unsaved_changes(editor: Driver) -> None:
    page = editor.page
    for name in ("one.png", "two.png", "three.png"):
        editor.open_pixels(photo(64, 48), name)
    page.get_by_role("button", name="Close two.png").click()
    editor.wait_until("(await fotofun.documents()).documents.length === 2")
    editor.run("exposure", {"stops": 1})
    page.get_by_role("button", name="three.png", exact=False).first.focus()
    page.keyboard.press("Delete")
    dialog = page.get_by_role("dialog", name="Close three.png")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("ff-close-document-dialog")).to_have_count(0)
    assert tabs(page) == ["one.png", "three.png"]
    assert page.evaluate("() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"), "it asks"
    page.get_by_role("button", name="Close three.png").click()
    page.get_by_role("button", name="Close without saving").click()
    editor.wait_until("(await fotofun.document()).name === 'one.png'")
    assert page.evaluate("() => dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    page.get_by_role("button", name="Close one.png").click()
    expect(page.get_by_role("heading", name="Drop a photo here")).to_be_visible()
    assert editor.call("document") is None


def menu(page: Page, *labels: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(labels[-1])
    page.locator("ff-palette-dialog").get_by_role("option", name=labels[-1]).first.click()


def test_a_new_document_from_a_preset(editor: Driver) -> None:
    page = editor.page
    page.keyboard.press("Control+n")
    dialog = page.locator("ff-new-dialog")
    dialog.get_by_role("combobox", name="Preset").select_option(label="Square post, 1080 × 1080")
    dialog.get_by_label("Height").fill("64")
    dialog.get_by_label("Width").fill("96")
    dialog.get_by_role("textbox", name="Name").fill("Card")
    dialog.get_by_role("combobox", name="Background").select_option(label="Transparent")
    dialog.get_by_role("button", name="Create").click()
    editor.wait_until("(await fotofun.document())?.name === 'Card'")
    document = editor.call("document")
    assert (document["width"], document["height"], document["resolution"]) == (96, 64, 72)
    assert not editor.exported_pixels().any()


def drop(page: Page, files: list[tuple[str, bytes]], alt: bool = False) -> None:
    page.evaluate(
        """([files, altKey]) => {
            const dataTransfer = new DataTransfer();
            for (const [name, data] of files) {
                const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
                dataTransfer.items.add(new File([bytes], name, { type: 'image/png' }));
            }
            const init = { bubbles: true, cancelable: true, composed: true, dataTransfer, altKey };
            const canvas = document.querySelector('ff-app');
            for (const type of ['dragenter', 'dragover', 'drop'])
                canvas.dispatchEvent(new DragEvent(type, init));
        }""",
        [[(name, base64.b64encode(data).decode()) for name, data in files], alt],
    )


def test_pictures_become_layers(editor: Driver) -> None:
    page = editor.page
    ground, small = photo(80, 60, 3), photo(40, 30, 4)
    editor.open_pixels(ground, "ground.png")
    drop(page, [("one.png", png(small)), ("two.png", png(photo(160, 60, 5)))], alt=True)
    editor.wait_until("(await fotofun.document()).layers.length === 3")
    layers = editor.call("document")["layers"]
    assert [layer["name"] for layer in layers] == ["Photo", "one", "two"]
    shown = editor.exported_pixels()
    np.testing.assert_array_equal(shown[:15], ground[:15])
    page.keyboard.press("Control+z")
    editor.wait_until("(await fotofun.document()).layers.length === 2")
    np.testing.assert_array_equal(editor.exported_pixels()[15:45, 20:60], small)
    drop(page, [("tab.png", png(small))])
    editor.wait_until("(await fotofun.document()).name === 'tab.png'")
    assert tabs(page) == ["ground.png", "tab.png"]


def test_what_is_copied_is_pasted_where_it_was(editor: Driver) -> None:
    page = editor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ground = photo(80, 60, 6)
    editor.open_pixels(ground, "ground.png")
    editor.run("select_rectangle", {"rectangle": [8, 12, 20, 16]})
    page.keyboard.press("Control+x")
    editor.wait_until("(await fotofun.document()).history.at(-1) === 'Clear'")
    hole = editor.exported_pixels()
    assert (hole[12:28, 8:28, 3] == 0).all() and (hole[:12, :, 3] == 255).all()
    editor.run("deselect")
    page.keyboard.press("Control+Shift+v")
    editor.wait_until("(await fotofun.document()).layers.length === 2")
    np.testing.assert_array_equal(editor.exported_pixels(), ground)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+Shift+c")
    expect(page.get_by_role("contentinfo")).to_contain_text("Copied what is selected")
    close_everything(editor)
    menu(page, "Paste")
    editor.wait_until("(await fotofun.document())?.width === 80")
    np.testing.assert_array_equal(editor.exported_pixels(), ground)


def test_saving_keeps_the_layers(editor: Driver) -> None:
    page = editor.page
    page.evaluate("() => { delete window.showSaveFilePicker; delete Window.prototype.showSaveFilePicker; }")
    editor.open_pixels(photo(60, 40, 7), "beach.png")
    editor.run("new_layer", {"title": "Sky"})
    expect(page.get_by_text(", not saved")).to_have_count(1)
    with page.expect_download() as download:
        page.keyboard.press("Control+s")
    assert download.value.suggested_filename == "beach.ora"
    expect(page.get_by_text(", not saved")).to_have_count(0)
    before = editor.exported_pixels()
    close_everything(editor)
    choose(editor, ("beach.ora", download.value.path().read_bytes()))
    editor.wait_until("(await fotofun.document())?.layers.length === 2")
    assert editor.call("document")["layers"][1]["name"] == "Sky"
    np.testing.assert_array_equal(editor.exported_pixels(), before)


def test_printing_shows_the_picture_in_its_size_on_paper(editor: Driver) -> None:
    page = editor.page
    editor.open_pixels(photo(144, 72, 8), "card.png")
    page.evaluate(
        """() => {
            const of = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow').get;
            Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get() {
                const view = of.call(this);
                view.print = () => {
                    const [image] = view.document.images;
                    window.printed = [image.naturalWidth, image.naturalHeight, image.style.width];
                };
                return view;
            }, configurable: true });
        }"""
    )
    page.keyboard.press("Control+p")
    editor.wait_until("window.printed !== undefined")
    assert page.evaluate("() => window.printed") == [144, 72, "2in"]
