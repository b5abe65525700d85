from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun.document.layer import AdjustmentLayer, GroupLayer, PixelLayer
from fotofun.errors import BrokenFile, DecoderMissing, FotoFunError, UnsupportedFormat
from fotofun.imaging.matrices import translate
from fotofun.layered import open_layered, parts, save_layered
from fotofun.render.blend import BLEND_MODES
from fotofun.render.compositor import rendered
from tests.engine.documents import pixels

psd_tools = pytest.importorskip("psd_tools")

from psd_tools.constants import BlendMode, ChannelID  # noqa: E402

RNG = np.random.default_rng(8)
ONE = {"kind": "pixels", "name": "One", "buffer": 0, "width": 2, "height": 2}


def made(mode: str = "RGB", depth: int = 8) -> Any:
    return psd_tools.PSDImage.new(mode=mode, size=(12, 9), depth=depth)


def saved(psd: Any) -> bytes:
    out = BytesIO()
    psd.save(out)
    return out.getvalue()


def opened(psd: Any) -> Any:
    found = open_layered(saved(psd), "picture.psd")
    assert found is not None
    return found


def add(psd: Any, array: np.ndarray, name: str = "Layer", **places: int) -> Any:
    """A layer with these pixels; psd-tools would write their alpha as a mask."""
    layer = psd.create_pixel_layer(Image.fromarray(array).convert(psd.pil_mode), name=name, **places)
    if array.ndim == 3 and array.shape[2] == 4:
        infos = [info.id for info in layer._record.channel_info]
        channel = layer._channels[infos.index(ChannelID.TRANSPARENCY_MASK)]
        depth = psd.depth
        alpha = np.ascontiguousarray(array[..., 3])
        stored = alpha if depth == 8 else (alpha.astype(np.uint16) * 257).astype(">u2")
        length = channel.set_data(stored.tobytes(), layer.width, layer.height, depth)
        layer._record.channel_info[infos.index(ChannelID.TRANSPARENCY_MASK)].length = length
    return layer


def test_layers_groups_and_their_properties() -> None:
    psd = made()
    bottom, top = pixels(RNG, 12, 9), pixels(RNG, 5, 4)
    add(psd, bottom, "Ground")
    over = add(psd, top, "Über", left=3, top=-2)
    over.blend_mode, over.opacity, over.visible = BlendMode.LINEAR_BURN, 128, False
    over.fill_opacity, over.clipping = 51, True
    group = psd.create_group([add(psd, bottom, "Inside")], name="Group")
    group.blend_mode = BlendMode.MULTIPLY
    passing = psd.create_group([add(psd, bottom, "Within")], name="Passing")
    passing.blend_mode = BlendMode.PASS_THROUGH
    first, second, third, fourth = opened(psd).layers
    assert np.array_equal(first.pixels.data, bottom) and first.name == "Ground"
    assert np.array_equal(second.pixels.data, top) and second.name == "Über"
    assert second.matrix == translate(3.0, -2.0) and second.clipped and not second.visible
    assert second.blend_mode == "linear_burn"
    assert (round(second.opacity, 1), round(second.fill_opacity, 1)) == (50.2, 20.0)
    assert isinstance(third, GroupLayer) and third.isolated and third.blend_mode == "multiply"
    assert isinstance(fourth, GroupLayer) and not fourth.isolated and fourth.blend_mode == "normal"
    assert third.layers[0].name == "Inside" and fourth.layers[0].name == "Within"


def test_every_blend_mode_is_known() -> None:
    psd = made()
    modes = [mode for mode in BlendMode if mode is not BlendMode.PASS_THROUGH]
    for mode in modes:
        add(psd, pixels(RNG, 2, 2), mode.name).blend_mode = mode
    assert [layer.blend_mode for layer in opened(psd).layers] == list(BLEND_MODES)


def test_a_mask_comes_with_its_place() -> None:
    psd = made()
    layer = add(psd, pixels(RNG, 12, 9))
    values = RNG.integers(0, 256, (9, 12), dtype=np.uint8)
    layer.create_mask(Image.fromarray(values))
    (found,) = opened(psd).layers
    assert found.mask and found.mask.enabled
    assert np.array_equal(found.mask.plane.data, values)
    layer.mask.disabled = True
    assert not opened(psd).layers[0].mask.enabled


def test_grey_and_cmyk_become_colours() -> None:
    grey = RNG.integers(0, 256, (9, 12), dtype=np.uint8)
    psd = made("L")
    add(psd, grey)
    assert np.array_equal(opened(psd).layers[0].pixels.data[..., 0], grey)
    psd = made("CMYK")
    psd.create_pixel_layer(Image.new("CMYK", (12, 9), (0, 0, 0, 0)))
    psd.create_pixel_layer(Image.new("CMYK", (12, 9), (0, 0, 255, 0)))
    found = opened(psd)
    assert [layer.pixels.data[0, 0].tolist() for layer in found.layers] == [[255] * 4, [255, 242, 0, 255]]
    assert "CMYK" in found.notes[0]
    flat = psd_tools.PSDImage.frompil(Image.new("CMYK", (12, 9), (255, 255, 255, 255)))
    assert (rendered(opened(flat)) == 255).all()  # files keep how little ink there is


def test_sixteen_bits_are_reduced() -> None:
    psd = made(depth=16)
    add(psd, np.full((9, 12, 4), (10, 20, 30, 255), np.uint8))
    found = opened(psd)
    assert found.layers[0].pixels.data[0, 0].tolist() == [10, 20, 30, 255]
    assert "16 bits a channel were reduced to 8." in found.notes


def test_a_file_without_layers_is_one_layer() -> None:
    array = pixels(RNG, 12, 9)[..., :3]
    psd = psd_tools.PSDImage.frompil(Image.fromarray(array))
    assert np.array_equal(rendered(opened(psd))[..., :3], array)


def test_bad_files_are_refused_in_words() -> None:
    psd = made()
    add(psd, pixels(RNG, 12, 9))
    good = saved(psd)
    for bad in (good[:20], good[:60], b"8BPS" + b"\xff" * 200, good[:4] + b"\0\x07" + good[6:]):
        with pytest.raises(FotoFunError):
            open_layered(bad, "bad.psd")
    lab = good[:24] + b"\0\x09" + good[26:]
    with pytest.raises(UnsupportedFormat):
        open_layered(lab, "lab.psd")


def test_any_damaged_byte_is_a_typed_error_or_a_picture() -> None:
    psd = made()
    add(psd, pixels(RNG, 12, 9)).create_mask(Image.new("L", (12, 9), 9))
    good = saved(psd)
    for place in RNG.integers(0, len(good), 60):
        bad = bytearray(good)
        bad[place] ^= int(RNG.integers(1, 256))
        try:
            found = open_layered(bytes(bad), "bad.psd")
        except FotoFunError:
            continue
        assert found is None or found.layers


def test_without_the_library_the_page_may_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fotofun.layered.psd.find_spec", lambda name: None)
    with pytest.raises(DecoderMissing):
        open_layered(saved(made()), "picture.psd")


# --- layers that the page has read -----------------------------------------------------------------


def test_parts_become_a_document_that_can_be_kept() -> None:
    buffer, mask = np.arange(16, dtype=np.uint8), np.full(4, 7, np.uint8)
    adjustment: Any = {
        "kind": "adjustment",
        "name": "Inverted",
        "operation": {"operation": "invert", "params": {}},
        "mask": {"buffer": 1, "left": 1, "top": 2, "width": 2, "height": 2, "outside": 0},
    }
    group: Any = {"kind": "group", "name": "G", "isolated": True, "layers": [ONE], "opacity": 250.0}
    found = parts.document_from_parts(
        "a.psd", {"width": 4, "height": 5, "layers": [group, adjustment]}, [buffer, mask]
    )
    below, above = found.layers
    assert isinstance(below, GroupLayer) and below.opacity == 100.0
    assert isinstance(below.layers[0], PixelLayer)
    assert np.array_equal(below.layers[0].pixels.data.ravel(), buffer)
    assert isinstance(above, AdjustmentLayer) and above.mask and above.mask.outside == 0
    assert above.mask.matrix == translate(1.0, 2.0)
    again = open_layered(save_layered(found), "a.ora")
    assert again is not None and np.array_equal(rendered(again), rendered(found))


@pytest.mark.parametrize(
    "part",
    [
        {**ONE, "buffer": 1},
        {**ONE, "buffer": -1},
        {**ONE, "width": 3},
        {**ONE, "width": 0},
        {**ONE, "left": "x"},
        {"kind": "pixels", "name": "No buffer"},
        {"kind": "group", "name": "No layers"},
        {"kind": "adjustment", "name": "", "operation": {"operation": "crop", "params": {}}},
    ],
)
def test_parts_that_do_not_fit_are_refused(part: Any) -> None:
    with pytest.raises((BrokenFile, FotoFunError)):
        parts.document_from_parts("a", {"width": 4, "height": 5, "layers": [part]}, [np.zeros(16, np.uint8)])
