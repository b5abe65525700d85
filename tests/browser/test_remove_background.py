"""Removing the background in the page, on real weights, beside the same model run natively."""

from pathlib import Path

import numpy as np
import pytest
from driver import Driver, completed
from playwright.sync_api import expect

from fotofun.codecs import decode
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import read_index
from fotofun.inference.tasks.remove_background import postprocess, preprocess
from fotofun.raster import Mask

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "dist" / "models"
PHOTO = ROOT / "static" / "samples" / "fig-in-a-bowl.jpg"


def native_mask(quality: str) -> Mask:
    """The mask that native onnxruntime gives for the sample photo."""
    wanted = ("remove_background", quality)
    model = next(each for each in read_index(MODELS) if (each.task, each.quality) == wanted)
    pixels = decode(PHOTO.read_bytes(), PHOTO.name).pixels
    ran = completed(NativeBackend(MODELS).infer(model, "cpu", preprocess(pixels, model), lambda _: None))
    return postprocess(ran.outputs, model, (pixels.shape[1], pixels.shape[0]))


@pytest.mark.parametrize("quality", ["preview", "fast", "best"])
def test_mask_equals_the_native_model(shared_editor: Driver, quality: str) -> None:
    info = shared_editor.open(PHOTO.read_bytes(), PHOTO.name)
    assert info["width"] * info["height"] > 1.3e6
    before = shared_editor.exported_pixels()
    done = shared_editor.run("remove_background", {"quality": quality})
    assert "error" not in done, done
    assert "on this device with WebAssembly" in done["message"] and "Nothing was uploaded" in done["message"]
    assert done["document"]["layers"][0]["mask"]["enabled"]
    after = shared_editor.exported_pixels()
    hidden = after[..., 3] == 0
    np.testing.assert_array_equal(after[~hidden][:, :3], before[~hidden][:, :3])
    assert not after[hidden].any(), "what the mask hides must not travel in the file"
    assert np.abs(after[..., 3].astype(float) - native_mask(quality)).mean() / 255 < 0.01
    assert 0.02 < after[..., 3].mean() / 255 < 0.9
    shared_editor.call("undo")
    np.testing.assert_array_equal(shared_editor.exported_pixels(), before)
    shared_editor.call("redo")
    np.testing.assert_array_equal(shared_editor.exported_pixels(), after)


def test_mask_can_be_edited_and_the_background_restored(shared_editor: Driver) -> None:
    shared_editor.open(PHOTO.read_bytes(), PHOTO.name)
    before = shared_editor.exported_pixels()
    shared_editor.run("remove_background", {"quality": "preview"})
    mask = shared_editor.exported_pixels()[..., 3]
    shared_editor.run("invert_mask")
    np.testing.assert_array_equal(shared_editor.exported_pixels()[..., 3], 255 - mask)
    shared_editor.run("mask_visible", {"enabled": False})
    np.testing.assert_array_equal(shared_editor.exported_pixels(), before)
    shared_editor.run("delete_mask")
    document = shared_editor.call("document")
    assert document["layers"][0]["mask"] is None
    np.testing.assert_array_equal(shared_editor.exported_pixels(), before)


def test_cancel_really_stops(editor: Driver) -> None:
    editor.open(PHOTO.read_bytes(), PHOTO.name)
    page = editor.page
    page.get_by_role("button", name="Remove background AI").click()
    cancel = page.get_by_role("button", name="Cancel")
    expect(cancel.first).to_be_visible(timeout=30_000)
    cancel.first.click()
    expect(cancel).to_have_count(0, timeout=10_000)
    assert editor.call("document")["history"] == ["Open"]
    assert "error" not in editor.run("remove_background", {"quality": "preview"})


def test_the_viewport_shows_a_checkerboard_behind(shared_editor: Driver) -> None:
    shared_editor.open(PHOTO.read_bytes(), PHOTO.name)
    shared_editor.page.wait_for_timeout(800)
    opaque = shared_editor.screen()
    shared_editor.run("remove_background", {"quality": "fast"})
    shared_editor.page.wait_for_timeout(1500)
    shown = shared_editor.screen()
    height, width = shown.shape[:2]
    centre = slice(height // 2 - 20, height // 2 + 20), slice(width // 2 - 20, width // 2 + 20)
    assert np.abs(shown[centre].astype(int) - opaque[centre]).mean() < 3
    changed = np.abs(shown.astype(int) - opaque).sum(axis=-1) > 30
    greys = np.ptp(shown[changed].astype(int), axis=-1) <= 4
    assert changed.mean() > 0.1 and greys.mean() > 0.8
