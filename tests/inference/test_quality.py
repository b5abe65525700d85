"""How good results are, measured in the same run against references: the whole weights, the true picture.

With FOTOFUN_LONG set on every photo, else on one of each kind.
"""

import asyncio
import importlib
import os
from collections.abc import Callable
from functools import cache

import numpy as np
import onnxruntime
import pytest
from convert import weights
from numpy.typing import NDArray
from PIL import Image

from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Manifest, Quality
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.remove_background import matte, postprocess, preprocess
from fotofun.inference.tasks.upscale import Scale, upscale
from fotofun.raster import Mask, Pixels
from fotofun_build import models
from tests.inference import photos

LONG = bool(os.environ.get("FOTOFUN_LONG"))

Figures = tuple[float, float]


@pytest.fixture(scope="module")
def runner(native: NativeBackend, manifests: dict[str, Manifest]) -> ModelRunner:
    return ModelRunner(native, list(manifests.values()), lambda fraction, words: None)


# --- mattes ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference(manifests: dict[str, Manifest]) -> Callable[[Pixels], Mask]:
    """The matte of the best model with its weights as published, at its own size."""
    manifest = manifests["isnet_general"]
    content = {each.name: models._content(each) for each in manifest.original}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weights, "to_int8", lambda model: None)
        whole = importlib.import_module(f"convert.{manifest.convert}").convert(content)
    session = onnxruntime.InferenceSession(whole.SerializeToString())

    def run(pixels: Pixels) -> Mask:
        [output] = session.run(["output"], preprocess(pixels, manifest))
        return postprocess({"output": np.asarray(output)}, manifest, (pixels.shape[1], pixels.shape[0]))

    return run


def compared(mask: Mask, truth: Mask) -> Figures:
    """Intersection over union, and the mean difference (0..1) within five pixels of the true edge."""
    one, other = mask > 127, truth > 127
    union = (one | other).sum()
    band = _spread(other, 5) & _spread(~other, 5)
    difference = np.abs(mask.astype(int) - truth.astype(int))[band].mean() / 255
    return float((one & other).sum() / union), float(difference)


def _spread(inside: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """What is at most `reach` rows and columns away."""
    for axis in (0, 1):
        inside = np.logical_or.reduce([np.roll(inside, step, axis) for step in range(-reach, reach + 1)])
    return inside


MORE: list[tuple[str, Figures, Figures]] = [
    ("bowl", (0.998, 0.01), (0.81, 0.26)),
    ("motorcycle_left", (0.998, 0.01), (0.87, 0.21)),
]


@pytest.mark.parametrize(
    ("name", "best", "fast"),
    [
        ("astronaut", (0.998, 0.01), (0.97, 0.07)),
        *(MORE if LONG else []),
    ],
)
def test_mattes_are_those_of_the_whole_weights(
    runner: ModelRunner,
    reference: Callable[[Pixels], Mask],
    photo: Pixels,
    name: str,
    best: Figures,
    fast: Figures,
) -> None:
    pixels = photo if name == "bowl" else photos.photo(name)
    truth = reference(pixels)
    wanted: dict[Quality, Figures] = {"best": best, "fast": fast}
    for quality, (least, most) in wanted.items():
        mask, _ = asyncio.run(matte(pixels, runner, quality, refined=False))
        overlap, edge = compared(mask, truth)
        assert overlap >= least and edge <= most, (quality, overlap, edge)


# --- enlarging -------------------------------------------------------------------------------------


def luma(pixels: Pixels) -> NDArray[np.float64]:
    weighed: NDArray[np.float64] = pixels[..., :3] @ np.array([0.299, 0.587, 0.114])
    return weighed


def figures(made: Pixels, truth: Pixels) -> Figures:
    """Peak signal to noise in decibels, and structural similarity (Wang et al. 2004) in windows of seven.

    Of luma; for the first in the range of video, 16 to 235, as papers on super-resolution have it.
    """
    one, other = luma(made), luma(truth)
    noise = np.square((one - other) * (219 / 255)).mean()
    return float(10 * np.log10(255**2 / noise)), _similarity(one, other)


def _similarity(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    mean_one, mean_other = _mean(one), _mean(other)
    scale = 49 / 48
    variance_one = scale * (_mean(one * one) - mean_one**2)
    variance_other = scale * (_mean(other * other) - mean_other**2)
    shared = scale * (_mean(one * other) - mean_one * mean_other)
    light, contrast = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    similar = (2 * mean_one * mean_other + light) * (2 * shared + contrast)
    apart = (mean_one**2 + mean_other**2 + light) * (variance_one + variance_other + contrast)
    return float((similar / apart).mean())


def _mean(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    windows = np.lib.stride_tricks.sliding_window_view(plane, (7, 7))
    return np.asarray(windows.mean(axis=(-2, -1)))


@cache
def whole(name: str) -> Pixels:
    """The photo, cut so that it can be made four times smaller."""
    pixels = photos.photo(name)
    return np.ascontiguousarray(pixels[: pixels.shape[0] // 4 * 4, : pixels.shape[1] // 4 * 4])


FIVE = ("astronaut", "chelsea", "coffee", "china", "flower")


@pytest.mark.parametrize(
    ("scale", "names", "least", "gained"),
    [
        (2, ("coffee",), (33.1, 0.927), (2.5, 0.043)),
        *([(2, FIVE, (34.04, 0.932), (2.6, 0.03)), (4, FIVE, (28.74, 0.836), (1.55, 0.043))] if LONG else []),
    ],
)
def test_enlarged_photos_are_as_close_to_the_truth_as_was_measured(
    runner: ModelRunner, scale: Scale, names: tuple[str, ...], least: Figures, gained: Figures
) -> None:
    made, plain = [], []
    for name in names:
        truth = whole(name)
        height, width = truth.shape[:2]
        picture = Image.fromarray(truth)
        small = picture.resize((width // scale, height // scale), Image.Resampling.BICUBIC)
        large, _ = asyncio.run(upscale(np.asarray(small), runner, scale))
        made.append(figures(large, truth))
        plain.append(figures(np.asarray(small.resize((width, height), Image.Resampling.BICUBIC)), truth))
    noise, similarity = np.mean(made, axis=0)
    assert noise >= least[0] and similarity >= least[1], (noise, similarity)
    gain = np.mean(made, axis=0) - np.mean(plain, axis=0)
    assert (gain >= gained).all(), f"over bicubic: {gain}"
