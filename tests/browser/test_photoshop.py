"""Photoshop files that the page reads by itself are the documents that the engine makes of them elsewhere."""

import struct
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from driver import Driver, assert_clear
from PIL import Image

pytest.importorskip("psd_tools")

from psd_tools.constants import BlendMode

from fotofun.document.document import Document
from fotofun.document.layer import AdjustmentLayer, AnyLayer, GeneratedLayer, GroupLayer, PixelLayer
from fotofun.layered import open_layered
from tests.engine.documents import pixels
from tests.engine.psd_adjustment_layers import CASES, file_with
from tests.engine.test_psd import add, made, saved

RNG = np.random.default_rng(3)


def both(editor: Driver, psd: Any) -> tuple[Document, Document, list[str]]:
    """The document as the page has it, as psd-tools reads it here, and what the page says of it."""
    file = saved(psd)
    info = editor.open(file, "picture.psd")
    assert "error" not in info, info
    there, here = open_layered(editor.export("ora"), "picture.psd"), open_layered(file, "picture.psd")
    assert there and here
    return there, here, info["notes"]


def described(layer: AnyLayer) -> dict[str, Any]:
    """All of a layer that can be compared, its pixels and mask as bytes."""
    found: dict[str, Any] = {
        name: getattr(layer, name) for name in ("name", "visible", "blend_mode", "clipped", "locks", "kind")
    }
    found["opacities"] = round(layer.opacity, 3), round(layer.fill_opacity, 3)
    if layer.mask:
        found["mask"] = replace(layer.mask, plane=layer.mask.plane.data.tobytes())  # type: ignore[arg-type]
    match layer:
        case PixelLayer():
            found["pixels"] = layer.pixels.data.tobytes(), layer.matrix
        case GroupLayer():
            found["layers"] = [described(each) for each in layer.layers], layer.isolated
        case AdjustmentLayer():
            found["operation"] = layer.operation
        case GeneratedLayer():
            found["operation"] = layer.content
    return found


def test_layers_groups_masks_and_modes_are_the_same(shared_editor: Driver) -> None:
    psd = made()
    add(psd, pixels(RNG, 12, 9), "Ground")
    over = add(psd, pixels(RNG, 5, 4), "Over", left=3, top=-2)
    over.blend_mode, over.opacity, over.visible = BlendMode.LINEAR_BURN, 128, False
    over.fill_opacity, over.clipping = 51, True
    masked = add(psd, pixels(RNG, 12, 9), "Masked")
    masked.create_mask(Image.fromarray(RNG.integers(0, 256, (6, 7), dtype=np.uint8)), top=1, left=2)
    group = psd.create_group([add(psd, pixels(RNG, 12, 9), "Inside")], name="Group")
    group.blend_mode = BlendMode.MULTIPLY
    passing = psd.create_group([add(psd, pixels(RNG, 12, 9), "Within")], name="Passing")
    passing.blend_mode = BlendMode.PASS_THROUGH
    for mode in BlendMode:
        if mode is not BlendMode.PASS_THROUGH:
            add(psd, pixels(RNG, 2, 2), mode.name).blend_mode = mode
    there, here, _ = both(shared_editor, psd)
    assert [described(layer) for layer in there.layers] == [described(layer) for layer in here.layers]


def test_adjustment_layers_are_the_same(shared_editor: Driver) -> None:
    there, here, notes = both(shared_editor, file_with(*CASES))
    assert [described(layer) for layer in there.layers] == [described(layer) for layer in here.layers]
    dropped = [name for name, (_, expected) in CASES.items() if expected is None]
    assert all(any(f"'{name}'" in note for note in notes) for name in dropped), notes


@pytest.mark.parametrize(("mode", "depth"), [("RGB", 16), ("L", 8), ("L", 16)])
def test_other_depths_and_colours_are_the_same(shared_editor: Driver, mode: str, depth: int) -> None:
    psd = made(mode, depth)
    plain = pixels(RNG, 12, 9)
    plain[..., 3] = 255
    add(psd, plain[..., 0].copy() if mode == "L" else plain[..., :3].copy(), "Ground")
    there, here, _ = both(shared_editor, psd)
    assert [described(layer) for layer in there.layers] == [described(layer) for layer in here.layers]


def test_what_cannot_be_read_is_told(shared_editor: Driver) -> None:
    whole = saved(made())
    for broken in (whole[:40], whole[:22] + struct.pack(">HH", 8, 4) + whole[26:]):
        error = shared_editor.open(broken, "broken.psd")["error"]
        assert_clear(error)
