"""Operations that do more with what a model makes: another size, fills, crops, new settings."""

import asyncio
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from fotofun.catalog import find
from fotofun.codecs import Metadata
from fotofun.document.document import Document
from fotofun.document.edit import ModelOperation
from fotofun.editing.outcomes import with_outcome
from fotofun.errors import CommandError, ModelUnavailable, NothingFound
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.local import run_here
from fotofun.inference.manifest import Manifest, Tile
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks import select_object
from fotofun.operation import InferenceOperation, Outcome
from fotofun.operations.ai.depth_blur import DepthBlur
from fotofun.raster import Mask, Pixels
from fotofun.render.compositor import rendered
from fotofun.scripting import Photo
from tests.inference.photos import photo
from tests.inference.test_operations import FACE, pixels_of, run

CUP = (300.0, 120.0)


def photographed(pixels: Pixels, name: str, **params: Any) -> Document:
    return Photo(Document.from_pixels("photo.png", pixels)).run(name, **params).document


def test_a_picture_and_its_mask_grow_with_their_layers() -> None:
    pixels = photo("coffee")[100:164, 200:280]
    photo_ = Photo(Document.from_pixels("photo.png", pixels)).run(
        "select_rectangle", rectangle=[8, 8, 32, 16]
    )
    large = photo_.run("upscale", times="2").document
    assert large.size == (160, 128) and pixels_of(large).shape == (128, 160, 4)
    assert large.selection is not None and large.selection.data[40, 40] == 255
    near = np.abs(pixels_of(large)[::2, ::2, :3].astype(int) - pixels[..., :3])
    assert near.mean() < 8, "the same picture"


def test_what_would_be_too_large_is_refused_before_it_starts() -> None:
    edit = find("upscale").create({"times": "4"})
    assert isinstance(edit, ModelOperation)
    large = replace(Document.from_pixels("a.jpg", np.zeros((2, 2, 4), np.uint8)), width=6000, height=4000)
    with pytest.raises(CommandError, match="384 megapixels"):
        edit.fitted(large)


@pytest.mark.parametrize(("quality", "clean_up"), [(None, "none"), (90, "0"), (50, "3")])
def test_clean_up_follows_the_file(quality: int | None, clean_up: str) -> None:
    edit = find("upscale").create({})
    assert isinstance(edit, ModelOperation)
    known = Metadata(jpeg_quality=quality)
    document = Document.from_pixels("a.jpg", np.zeros((2, 2, 4), np.uint8), metadata=known)
    assert edit.fitted(document).values()["clean_up"] == clean_up


def test_clicks_select_an_object_and_the_picture_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = photo("coffee")
    embed, read = select_object.embed, []

    async def counted(pixels: Pixels, models: ModelRunner) -> Any:
        read.append(1)
        return await embed(pixels, models)

    monkeypatch.setattr(select_object, "embed", counted)
    select_object._known.clear()
    cup = run(pixels, "select_object", inside=[CUP])
    assert cup.selection is not None
    mask = cup.selection.data
    assert mask[120, 300] == 255 and mask[380, 580] == mask[20, 20] == 0
    boxed = run(pixels, "select_object", box=[110, 20, 400, 330]).selection
    assert boxed is not None and boxed.data[120, 300] == 255
    assert len(read) == 1
    with pytest.raises(CommandError, match="which object"):
        photographed(pixels, "select_object")


def test_what_is_selected_roughly_says_which_object() -> None:
    rough = Photo(Document.from_pixels("a.png", photo("coffee"))).run(
        "select_rectangle", rectangle=[110, 20, 400, 330]
    )
    whole = rough.document.selection
    fine = rough.run("select_object").document.selection
    assert fine is not None and fine.data[120, 300] == 255 and fine.data[25, 120] == 0
    assert whole is not None and (fine.data > 0).sum() < 0.9 * (whole.data > 0).sum()


def test_an_object_is_removed_and_all_else_stays() -> None:
    pixels = np.full((160, 200, 4), 255, np.uint8)
    pixels[..., :3] = (90, 140, 90) + np.random.default_rng(2).integers(-6, 7, (160, 200, 3))
    yy, xx = np.mgrid[:160, :200]
    ball = np.hypot(yy - 80, xx - 100) < 24
    pixels[ball, :3] = (220, 40, 30)
    without = photographed(pixels, "remove_object", inside=[[100, 80]])
    after = pixels_of(without)
    assert np.abs(after[ball][:, :3].astype(int) - (90, 140, 90)).mean() < 12
    far = np.hypot(yy - 80, xx - 100) > 50
    np.testing.assert_array_equal(after[far], pixels[far])
    assert without.selection is None


def test_red_eyes_are_found_by_the_face() -> None:
    pixels = photo("astronaut").copy()
    for size in (512, 160):
        plain = np.array(Image.fromarray(pixels).resize((size, size), Image.Resampling.LANCZOS))
        with pytest.raises(NothingFound, match="no red eyes"):
            photographed(plain, "correct_red_eyes")
    yy, xx = np.mgrid[:512, :512]
    eye = np.hypot(yy - 110, xx - 206) < 4
    pixels[eye, :3] = (220, 30, 30)
    after = pixels_of(photographed(pixels, "correct_red_eyes"))
    assert after[110, 206, 0] < 130
    _, top, _, bottom = FACE
    assert (after[bottom:] == pixels[bottom:]).all() and (after[:top] == pixels[:top]).all()


def test_a_crop_keeps_the_face() -> None:
    cropped = photographed(photo("astronaut"), "crop_to_subject", ratio="1:1", zoom=40)
    assert cropped.size == (205, 205)
    face = photo("astronaut")[62:176, 178:274]
    part = pixels_of(cropped)
    places = [(y, x) for y in range(205 - 113) for x in range(205 - 95) if (part[y, x] == face[0, 0]).all()]
    assert any((part[y : y + 114, x : x + 96] == face).all() for y, x in places), "the whole face"


def test_a_dark_face_gets_light_and_the_settings_stay_live() -> None:
    dark = photo("astronaut").copy()
    dark[..., :3] //= 3
    enhanced = photographed(dark, "auto_enhance")
    assert np.array_equal(pixels_of(enhanced), dark), "settings, not pixels"
    shown = Photo(enhanced).pixels
    left, top, right, bottom = FACE
    part = np.s_[top:bottom, left:right, :3]
    assert shown[part].mean() > 1.5 * dark[part].mean()


def test_depth_blurs_what_is_out_of_focus() -> None:
    pixels = photo("coffee")[:120, :160].copy()
    depth = np.zeros((120, 160), np.uint8)
    depth[:, :80] = 255
    blurred = DepthBlur(focus=(20.0, 50.0), aperture=8.0).blurred(pixels, depth)
    np.testing.assert_array_equal(blurred[:, :80], pixels[:, :80])

    def detail(part: Pixels) -> float:
        return float(np.abs(np.diff(part[..., :3].astype(int), axis=1)).mean())

    assert detail(blurred[:, 84:]) < 0.7 * detail(pixels[:, 84:])


def without_model(operation: str, pixels: Pixels) -> None:
    with pytest.raises(ModelUnavailable, match="MiDaS small"):
        photographed(pixels, operation)


@pytest.mark.parametrize("operation", ["depth_blur", "depth_fog", "select_depth"])
def test_depth_comes_from_the_model(operation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = photo("coffee")[:60, :80].copy()
    slope: Mask = np.tile(np.linspace(0, 255, 80).astype(np.uint8), (60, 1))

    async def estimate(pixels: Pixels, models: ModelRunner) -> tuple[Mask, str]:
        return slope, "MiDaS small ran."

    kind = find(operation)
    monkeypatch.setattr(f"{kind.__module__}.estimate", estimate)
    made = photographed(pixels, operation)
    if operation == "select_depth":
        assert made.selection is not None and made.selection.data[0, 79] == 255
        assert made.selection.data[0, 0] == 0
    else:
        assert (pixels_of(made) != pixels).any()


def detected(name: str, **params: Any) -> tuple[Document, Outcome]:
    edit = find("detect_objects").create(params)
    assert isinstance(edit, ModelOperation)
    document = Document.from_pixels("photo.png", photo(name))
    outcome = run_here(lambda models: edit.run(photo(name), models))
    return with_outcome(document, document.active_id, edit, outcome), outcome


def test_objects_are_named_and_selected() -> None:
    document, outcome = detected("coffee")
    assert re.match(
        r"Found cup \(\d\d\u00a0%\) and dining table \(\d\d\u00a0%\)\. SSD MobileNet", outcome.message
    )
    assert outcome.names == ("cup", "dining table")
    assert document.selection is not None and document.selection.data[120, 300] == 255
    cups, _ = detected("coffee", what="Cup", least=60.0)
    assert cups.selection is not None
    rows, columns = np.nonzero(cups.selection.data)
    assert (columns.min(), rows.min(), columns.max(), rows.max()) == pytest.approx((174, 23, 416, 253), abs=4)


def test_objects_are_cropped_to_or_lifted_to_layers() -> None:
    cropped, _ = detected("chelsea", become="crop")
    assert cropped.size == pytest.approx((388, 293), abs=6)
    width, height = cropped.size
    parts = [photo("chelsea")[top : top + height, :width] for top in range(300 - height + 1)]
    assert any(np.array_equal(pixels_of(cropped), part) for part in parts)
    lifted, _ = detected("coffee", become="layers")
    assert [layer.name for layer in lifted.layers] == ["Photo", "Dining table", "Cup"]
    assert lifted.active.name == "Cup" and pixels_of(lifted).shape[1] == pytest.approx(242, abs=6)
    np.testing.assert_array_equal(rendered(lifted), photo("coffee"), "each lies where it was")


def test_what_is_not_there_is_said_with_what_is() -> None:
    with pytest.raises(NothingFound, match=r"There is no dog in this picture.*It shows cat \(\d\d"):
        detected("chelsea", what="dog")


@pytest.mark.parametrize(("name", "missing"), [("remove_noise", "noise"), ("remove_blur", "blur")])
def test_a_task_without_weights_says_what_is_missing_and_how_to_get_it(name: str, missing: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"No model that takes {missing} out") as refused:
        photographed(photo("coffee")[:32, :32], name)
    assert "AI, Models" in refused.value.advice and "AI service" in refused.value.advice


@pytest.mark.parametrize("keeps_halo", [True, False])
def test_noise_is_taken_out_piece_by_piece_by_an_own_model(
    tmp_path: Path, manifests: dict[str, Manifest], keeps_halo: bool
) -> None:
    """A blur stands in for a network; its pieces are of one size, and fit without a seam."""
    data = smoothing(keeps_halo)
    model = manifests["waifu2x_photo"]
    model = replace(
        model, id="smooth", task="denoise", role="", sha256=sha256(data).hexdigest(), tile=Tile(4, 1),
        input=(replace(model.input[0], size=(32, 32), multiple=16),),
    )  # fmt: skip
    (tmp_path / model.file).write_bytes(data)
    models = ModelRunner(NativeBackend(tmp_path), [model], lambda fraction, words: None)
    pixels = photo("coffee")[100:151, 200:277]
    edit = find("remove_noise").create({})
    assert isinstance(edit, InferenceOperation)
    outcome = asyncio.run(edit.run(pixels, models))
    padded = np.pad(pixels[..., :3].astype(float), ((1, 1), (1, 1), (0, 0)), "reflect")
    expected = sum(padded[y : y + 51, x : x + 77] for y in range(3) for x in range(3)) / 9
    assert np.abs(outcome.data[..., :3] - expected).max() <= 1
    np.testing.assert_array_equal(outcome.data[..., 3], pixels[..., 3])


def smoothing(keeps_halo: bool) -> bytes:
    """The mean of nine pixels, of a piece with its halo of four, or without it."""
    weights = np.zeros((3, 3, 3, 3), np.float32)
    weights[range(3), range(3)] = 1 / 9
    nodes = [helper.make_node("Conv", ["input", "weights"], ["soft"], pads=[1, 1, 1, 1])]
    if keeps_halo:
        nodes.append(helper.make_node("Identity", ["soft"], ["output"]))
    else:
        nodes.append(helper.make_node("Slice", ["soft", "begin", "end", "axes"], ["output"]))
    constants = {
        "weights": weights,
        "begin": np.array([4, 4]),
        "end": np.array([-4, -4]),
        "axes": np.array([2, 3]),
    }
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 3, None, None])
        for name in ("input", "output")
    ]
    initializers = [numpy_helper.from_array(values, name) for name, values in constants.items()]
    graph = helper.make_graph(nodes, "smooth", ends[:1], ends[1:], initializers)
    return bytes(
        helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8
        ).SerializeToString()
    )
