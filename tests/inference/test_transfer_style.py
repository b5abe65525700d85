"""Style transfer: the styles differ, blend, come from other pictures, and leave the picture recognisable."""

import asyncio
from typing import Any

import numpy as np
import pytest

from fotofun.errors import InferenceFailed
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Manifest
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.transfer_style import blend, paint, paint_like, postprocess
from fotofun.raster import Pixels
from tests.inference.photos import photo

CAT = photo("chelsea")[:, 60:360]


@pytest.fixture
def runner(native: NativeBackend, manifests: dict[str, Manifest]) -> ModelRunner:
    return ModelRunner(native, list(manifests.values()), lambda fraction, words: None)


def _distance(one: Pixels, other: Pixels) -> float:
    return float(np.abs(one[..., :3].astype(int) - other[..., :3]).mean())


def _light(pixels: Pixels) -> Any:
    """The brightness of cells of 10 pixels."""
    return pixels[:300, :300, :3].reshape(30, 10, 30, 10, 3).mean(axis=(1, 3, 4)).ravel()


def _painted(runner: ModelRunner, shares: dict[str, float], strength: float = 1.0) -> Pixels:
    painted, account = asyncio.run(paint(CAT, runner, shares, strength, side=256))
    assert painted.shape == CAT.shape and account.startswith("Painted styles ran on this device")
    return painted


def test_every_style_is_another_and_still_shows_the_cat(
    runner: ModelRunner, manifests: dict[str, Manifest]
) -> None:
    names = manifests["multistyle"].styles
    assert len(set(names)) == 26
    chosen = [names[index] for index in (0, 5, 13, 19, 24)]
    results = [_painted(runner, {name: 1.0}) for name in chosen]
    for index, one in enumerate(results):
        assert _distance(one, CAT) > 15
        assert np.corrcoef(_light(one), _light(CAT))[0, 1] > 0.5, chosen[index]
        assert all(_distance(one, other) > 15 for other in results[:index])


def test_styles_blend_and_strength_goes_back_to_the_photo(runner: ModelRunner) -> None:
    one, other = _painted(runner, {"Poster": 1.0}), _painted(runner, {"Ice": 5.0})
    between = _painted(runner, {"Poster": 1.0, "Ice": 1.0})
    apart = _distance(one, other)
    assert _distance(between, one) < apart and _distance(between, other) < apart
    half = _painted(runner, {"Poster": 1.0}, strength=0.5)
    assert _distance(half, CAT) == pytest.approx(_distance(one, CAT) / 2, abs=1)
    assert np.array_equal(_painted(runner, {"Poster": 1.0}, strength=0), CAT)


def test_another_pictures_style_is_taken_over(runner: ModelRunner) -> None:
    """With strength, colours come closer to those of the picture that the style is from."""
    style = np.full((200, 320, 4), 255, np.uint8)
    y, x = np.mgrid[:200, :320]
    style[..., :3] = np.where(((x // 12 + y // 12) % 2)[..., None], (20, 40, 160), (240, 200, 40))
    strong, account = asyncio.run(paint_like(CAT, style, runner, 1.0, side=256))
    weak, _ = asyncio.run(paint_like(CAT, style, runner, 0.0, side=256))
    assert strong.shape == weak.shape == CAT.shape
    assert "Style of a picture ran" in account and "Any style ran" in account
    assert _distance(weak, CAT) < 0.6 * _distance(strong, CAT)
    blue = [int((each[..., 2].astype(int) - each[..., 0]).max()) for each in (weak, strong)]
    assert blue[1] > blue[0] + 30


@pytest.mark.parametrize("size", [(1, 1), (2, 90), (37, 11)])
def test_any_size_goes_through_and_alpha_stays(runner: ModelRunner, size: tuple[int, int]) -> None:
    width, height = size
    pixels = np.resize(CAT, (height, width, 4))
    pixels[..., 3] = np.arange(width) % 256
    for painted, _ in (
        asyncio.run(paint(pixels, runner, {"Woodcut": 1.0}, side=64)),
        asyncio.run(paint_like(pixels, CAT, runner, side=64)),
    ):
        assert painted.shape == pixels.shape
        assert np.array_equal(painted[..., 3], pixels[..., 3])


def test_what_names_no_style_or_is_no_picture_is_refused(manifests: dict[str, Manifest]) -> None:
    model = manifests["multistyle"]
    for shares in ({}, {"Ice": 0.0}, {"Ice": 1.0, "Fire": 1.0}):
        with pytest.raises(ValueError, match="name no style"):
            blend(model, shares)
    with pytest.raises(InferenceFailed, match="no picture"):
        postprocess({"output": np.full((1, 3, 4, 4), np.nan, np.float32)}, model, CAT)
