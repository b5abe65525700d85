"""What goes into the models and what comes out, without running them: any size, any alpha."""

import hashlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from fotofun.errors import InferenceFailed, NothingFound
from fotofun.inference.manifest import Manifest
from fotofun.inference.tasks.remove_background import postprocess, preprocess
from fotofun.raster import Pixels
from fotofun_build import models

MODELS = {each.id: each for each in models.list_models() if each.task == "remove_background"}
SIDE = st.one_of(st.integers(1, 3000), st.sampled_from([1, 2, 3, 2999, 3000]))


def _pattern(width: int, height: int) -> Pixels:
    """A picture without randomness, opaque."""
    y, x = np.mgrid[:height, :width]
    planes = [x * 7 + y * 3, x * x // 50 + y, (x // 8 + y // 8) % 2 * 255, np.full_like(x, 255)]
    return np.stack(planes, axis=-1).astype(np.uint8)


def _tensor(manifest: Manifest, pixels: Pixels) -> NDArray[np.float32]:
    """The one input tensor, channels first."""
    [(name, tensor)] = preprocess(pixels, manifest).items()
    assert name == manifest.input[0].name
    assert tensor.dtype == np.float32
    return tensor if manifest.input[0].layout == "NCHW" else tensor.transpose(0, 3, 1, 2)


def _outputs(manifest: Manifest, plane: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    spec = manifest.output[0]
    return {spec.name: plane[None, None] if spec.layout == "NCHW" else plane[None, ..., None]}


@pytest.mark.parametrize("name", MODELS)
@given(width=SIDE, height=SIDE)
@settings(max_examples=15, deadline=None)
def test_any_size_becomes_the_models_size_and_back(name: str, width: int, height: int) -> None:
    manifest = MODELS[name]
    tensor = _tensor(manifest, _pattern(width, height))
    across, down = manifest.input[0].size
    assert tensor.shape == (1, 3, down, across)
    assert np.isfinite(tensor).all()
    ramp = np.linspace(0, 1, across * down, dtype=np.float32).reshape(down, across)
    matte = postprocess(_outputs(manifest, ramp), manifest, (width, height))
    assert matte.shape == (height, width)
    assert matte.dtype == np.uint8
    if height >= 256:
        assert matte[0].max() <= 2
        assert matte[-1].min() >= 253


@pytest.mark.parametrize(
    ("name", "black", "grey", "white"),
    [
        ("isnet_general", -0.5, 0.0, 127 / 256),
        ("selfie", 0.0, 128 / 255, 1.0),
    ],
)
def test_levels_become_the_numbers_that_the_model_was_trained_on(
    name: str, black: float, grey: float, white: float
) -> None:
    for level, expected in ((0, black), (128, grey), (255, white)):
        pixels = np.full((40, 30, 4), level, np.uint8)
        pixels[..., 3] = 255
        assert np.unique(_tensor(MODELS[name], pixels)) == pytest.approx(expected, abs=1e-7)


def test_u2net_measures_light_against_the_brightest_value_and_imagenet() -> None:
    pixels = np.full((40, 30, 4), 255, np.uint8)
    pixels[..., :3] = (200, 100, 50)
    tensor = _tensor(MODELS["u2netp"], pixels)
    expected = [(1 - 0.485) / 0.229, (0.5 - 0.456) / 0.224, (0.25 - 0.406) / 0.225]
    assert tensor[0, :, 160, 160] == pytest.approx(expected, abs=1e-6)
    black = np.zeros((4, 4, 4), np.uint8)
    black[..., 3] = 255
    assert np.isfinite(_tensor(MODELS["u2netp"], black)).all()


@pytest.mark.parametrize("name", MODELS)
def test_hidden_colours_do_not_reach_the_model(name: str) -> None:
    red, green = _pattern(200, 120), _pattern(200, 120)
    for pixels, colour in ((red, (255, 0, 0)), (green, (0, 255, 0))):
        pixels[30:90, 50:150] = (*colour, 0)
    assert np.array_equal(_tensor(MODELS[name], red), _tensor(MODELS[name], green))


def test_transparency_is_mid_grey_and_partial_alpha_lies_between() -> None:
    def level(alpha: int) -> float:
        pixels = np.full((8, 8, 4), 255, np.uint8)
        pixels[..., 3] = alpha
        return float(_tensor(MODELS["selfie"], pixels)[0, 0, 128, 128]) * 255

    assert level(0) == pytest.approx(128, abs=0.01)
    assert level(128) == pytest.approx(192, abs=1)
    assert level(254) == pytest.approx(254, abs=1)


@pytest.mark.parametrize("name", MODELS)
def test_nearly_opaque_equals_opaque_within_a_level(name: str) -> None:
    """The way for transparent pictures and the one for opaque pictures agree."""
    opaque = _pattern(640, 427)
    nearly = opaque.copy()
    nearly[0, 0, 3] = 254
    spec = MODELS[name].input[0]
    step = 1 / (255 if spec.divide_by == "maximum" else spec.divide_by) / min(spec.std)
    difference = np.abs(_tensor(MODELS[name], opaque) - _tensor(MODELS[name], nearly))
    assert difference.max() <= 1.01 * step


def test_the_source_is_left_alone_and_need_not_be_contiguous() -> None:
    whole = _pattern(300, 200)
    part = whole[10:150, 20:220]
    part.flags.writeable = False
    before = whole.copy()
    expected = _tensor(MODELS["selfie"], np.ascontiguousarray(part))
    assert np.array_equal(_tensor(MODELS["selfie"], part), expected)
    assert np.array_equal(whole, before)


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("isnet_general", "53776b66f47f520e"),
        ("selfie", "5cd1fe3c6fb03e1a"),
        ("u2netp", "e6601f1314e98773"),
    ],
)
def test_the_numbers_are_the_same_on_every_machine(name: str, digest: str) -> None:
    """Pinned: CPython and Pyodide, with their different Pillow and NumPy, do not differ by a bit."""
    tensor = np.ascontiguousarray(_tensor(MODELS[name], _pattern(640, 427)))
    plane = np.ascontiguousarray(tensor[0, 0]) * np.float32(0.25) + np.float32(0.5)
    matte = postprocess(_outputs(MODELS[name], plane), MODELS[name], (501, 333))
    assert hashlib.sha256(tensor.tobytes() + matte.tobytes()).hexdigest()[:16] == digest


def test_a_stretched_map_fills_the_range_and_others_are_clipped() -> None:
    plane = np.linspace(-0.5, 1.5, 64 * 64, dtype=np.float32).reshape(64, 64)
    stretched = postprocess(_outputs(MODELS["u2netp"], plane * 0.1), MODELS["u2netp"], (64, 64))
    assert (stretched.min(), stretched.max()) == (0, 255)
    assert abs(int(np.median(stretched)) - 128) <= 1
    clipped = postprocess(_outputs(MODELS["isnet_general"], plane), MODELS["isnet_general"], (64, 64))
    assert (clipped == 0).mean() == pytest.approx(0.25, abs=0.02)
    assert (clipped == 255).mean() == pytest.approx(0.25, abs=0.02)


def test_a_picture_without_a_subject_is_told_and_not_hidden() -> None:
    faint = np.full((1024, 1024), 0.2, np.float32)
    with pytest.raises(NothingFound, match=r"ISNet found no subject.*unchanged"):
        postprocess(_outputs(MODELS["isnet_general"], faint), MODELS["isnet_general"], (100, 100))


@pytest.mark.parametrize(
    "outputs",
    [
        {},
        {"other": np.ones((1, 1, 8, 8), np.float32)},
        {"output": np.ones((8, 8), np.float32)},
        {"output": np.full((1, 1, 8, 8), np.nan, np.float32)},
    ],
)
def test_what_is_no_matte_is_refused(outputs: dict[str, NDArray[Any]]) -> None:
    with pytest.raises(InferenceFailed, match="no matte"):
        postprocess(outputs, MODELS["isnet_general"], (10, 10))
