"""The dialog of models: what is here, downloads that go on where they were cut, a person's own models."""

from collections.abc import Iterator

import pytest
from conftest import WINDOW
from driver import Driver, photo
from inference_page import DIST, model_file
from playwright.sync_api import Browser, FilePayload, Locator, expect
from static_host import Faults, StaticHost

from tests.inference.own_model import manifest, network


@pytest.fixture
def host() -> Iterator[StaticHost]:
    with StaticHost(DIST) as serving:
        yield serving


@pytest.fixture
def visitor(browser: Browser, host: StaticHost) -> Iterator[Driver]:
    context = browser.new_context(viewport=WINDOW, service_workers="block")
    driver = Driver(context.new_page(), host.address)
    driver.page.set_default_timeout(20_000)
    driver.visit()
    driver.wait_until_ready()
    yield driver
    context.close()


def models(driver: Driver) -> Locator:
    """The dialog, opened from the AI menu."""
    # Menus move aside for those that come with the catalogue.
    driver.page.get_by_role("button", name="Models…").wait_for()
    driver.page.get_by_role("menuitem", name="AI", exact=True).click()
    driver.page.get_by_role("menuitem", name="Models…").click()
    dialog = driver.page.locator("ff-models-dialog")
    dialog.locator("li").first.wait_for()
    return dialog


def test_a_download_is_kept_cut_resumed_and_removed(visitor: Driver, host: StaticHost) -> None:
    dialog, file = models(visitor), model_file("selfie")["file"]
    row = dialog.locator("[data-model=selfie]")
    expect(row).to_have_attribute("data-place", "elsewhere")
    expect(row.get_by_role("link", name="Apache-2.0")).to_have_attribute(
        "href", "https://github.com/google-ai-edge/mediapipe/blob/master/LICENSE"
    )
    expect(dialog.locator("[data-model=midas_small]")).to_contain_text("Not on this site")
    host.faults = Faults(suffix=file, cut_after=131_072, bytes_per_second=1e6)
    row.get_by_role("button", name="Download Selfie segmentation").click()
    expect(dialog.get_by_role("alert")).to_contain_text("stopped at 0.1 of 0.2 MB")
    expect(row).to_have_attribute("data-place", "begun")
    host.faults = Faults()
    row.get_by_role("button", name="Resume Selfie segmentation").click()
    expect(row).to_have_attribute("data-place", "here")
    assert [bool(served.range) for served in host.requests(file)] == [False, True]
    expect(dialog.get_by_role("status").filter(has_text="Kept on this device")).to_be_visible()
    expect(dialog.locator(".room")).to_contain_text("free")
    row.get_by_role("button", name="Remove Selfie segmentation").click()
    expect(row).to_have_attribute("data-place", "elsewhere")
    faces = dialog.get_by_role("region", name="Find faces")
    faces.get_by_role("button", name="Keep all 2").click()
    expect(faces.locator("[data-place=here]")).to_have_count(2)


def test_a_download_can_be_stopped_and_what_has_arrived_stays(visitor: Driver, host: StaticHost) -> None:
    host.faults = Faults(suffix=model_file("u2netp")["file"], bytes_per_second=6e5)
    dialog = models(visitor)
    row = dialog.locator("[data-model=u2netp]")
    row.get_by_role("button", name="Download U2-Net small").click()
    expect(row.locator("progress")).to_be_visible()
    visitor.wait_until(
        "document.querySelector('ff-app').shadowRoot.querySelector('ff-models-dialog')"
        ".shadowRoot.querySelector('progress')?.value > 200000"
    )
    row.get_by_role("button", name="Stop").click()
    expect(row).to_have_attribute("data-place", "begun")
    expect(dialog.get_by_role("alert")).to_have_count(0)


def test_an_own_model_is_checked_used_again_after_a_reload_and_removed(visitor: Driver) -> None:
    file = network()
    dialog = models(visitor)

    def add(text: str) -> None:
        files: list[FilePayload] = [
            {"name": "bright.onnx", "mimeType": "", "buffer": file},
            {"name": "bright.toml", "mimeType": "", "buffer": text.encode()},
        ]
        dialog.locator("input[type=file]").set_input_files(files)

    for text, reason in (
        (manifest(file, bytes=7), "says 7 bytes"),
        (manifest(file, sha256="0" * 64), "of another file"),
        (manifest(file, opset=11), "says opset 11"),
        (manifest(file, input="image"), "no input named 'image'"),
        (manifest(file, spdx="CC-BY-NC-4.0"), "may not be used commercially"),
    ):
        add(text)
        expect(dialog.get_by_role("alert")).to_contain_text(reason)
    add(manifest(file))
    row = dialog.locator("[data-model=bright_things]")
    expect(row).to_have_attribute("data-place", "here")
    expect(row).to_contain_text("Own")
    expect(dialog.get_by_role("alert")).to_have_count(0)
    visitor.page.keyboard.press("Escape")

    pixels = photo(64, 48)
    pixels[:, 32:, :3] = 250
    pixels[:, :32, :3] = 5

    def runs() -> str:
        visitor.open_pixels(pixels)
        done = visitor.run("remove_background", {"refine": False})
        after = visitor.exported_pixels()
        assert after[24, 50, 3] > 230 and after[24, 8, 3] < 20
        return str(done["message"])

    assert "Bright things ran on this device with WebAssembly" in runs()
    visitor.page.reload()
    visitor.wait_until_ready()
    visitor.page.get_by_role("button", name="Later").click()
    assert "Bright things" in runs()
    models(visitor)
    row.get_by_role("button", name="Remove Bright things").click()
    expect(row).to_have_count(0)
    visitor.page.keyboard.press("Escape")
    stored = visitor.page.evaluate(
        """async () => {
            const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('own-models');
            const names = [];
            for await (const name of folder.keys()) names.push(name);
            return names;
        }"""
    )
    assert stored == []
