"""Removing the background in the page, on real weights, beside the same model run natively."""

import os
from pathlib import Path

import numpy as np
import pytest
from driver import Driver, completed, png
from PIL import Image

from fotofun.codecs import decode
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import read_index
from fotofun.inference.tasks.remove_background import postprocess, preprocess
from fotofun.raster import Mask

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "dist" / "models"
# The finest model takes long; that its numbers are the same is shown on a smaller input, without the page.
QUALITIES = ["preview", "fast", *(["best"] if os.environ.get("FOTOFUN_LONG") else [])]


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A red bowl on concrete, 720 pixels wide."""
    with Image.open(ROOT / "static" / "samples" / "fig-in-a-bowl.jpg") as picture:
        small = picture.convert("RGB").resize((720, 487), Image.Resampling.LANCZOS)
    return png(np.dstack([np.asarray(small), np.full((487, 720), 255, np.uint8)]))


def native_mask(quality: str, photo: bytes) -> Mask:
    """The mask that native onnxruntime gives for the sample photo."""
    wanted = ("remove_background", quality)
    model = next(each for each in read_index(MODELS) if (each.task, each.quality) == wanted)
    pixels = decode(photo, "photo.png").pixels
    ran = completed(NativeBackend(MODELS).infer(model, "cpu", preprocess(pixels, model), lambda _: None))
    return postprocess(ran.outputs, model, (pixels.shape[1], pixels.shape[0]))


@pytest.mark.parametrize("quality", QUALITIES)
def test_mask_equals_the_native_model(shared_editor: Driver, photo: bytes, quality: str) -> None:
    shared_editor.open(photo)
    before = shared_editor.exported_pixels()
    done = shared_editor.run("remove_background", {"quality": quality})
    assert "error" not in done, done
    assert "on this device with WebAssembly" in done["message"] and "Nothing was uploaded" in done["message"]
    assert done["document"]["layers"][0]["mask"]["enabled"]
    after = shared_editor.exported_pixels()
    hidden = after[..., 3] == 0
    np.testing.assert_array_equal(after[~hidden][:, :3], before[~hidden][:, :3])
    assert not after[hidden].any(), "what the mask hides must not travel in the file"
    assert np.abs(after[..., 3].astype(float) - native_mask(quality, photo)).mean() / 255 < 0.01
    assert 0.02 < after[..., 3].mean() / 255 < 0.9
    shared_editor.call("undo")
    np.testing.assert_array_equal(shared_editor.exported_pixels(), before)
    shared_editor.call("redo")
    np.testing.assert_array_equal(shared_editor.exported_pixels(), after)


def test_mask_can_be_edited_and_the_background_restored(shared_editor: Driver, photo: bytes) -> None:
    shared_editor.open(photo)
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


def test_the_viewport_shows_a_checkerboard_behind(shared_editor: Driver, photo: bytes) -> None:
    shared_editor.open(photo)
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
