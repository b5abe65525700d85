"""Refined mattes: nearer to the truth than what they were made from, and colours nearer to the subject's."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from fotofun.imaging.matting import decontaminate, enlarge_matte
from fotofun.raster import Mask, Pixels

SUBJECT, GROUND = np.array([40, 110, 60]), np.array([210, 120, 90])


def _hairy(width: int, height: int) -> NDArray[np.float64]:
    """The true share of a disc with hairs one to three pixels wide, 0..1."""
    y, x = np.mgrid[: height * 2, : width * 2] / 2
    from_middle = np.hypot(x - width / 2, y - height / 2)
    angle = np.arctan2(y - height / 2, x - width / 2)
    radius = min(width, height)
    hairs = (np.sin(angle * 90) > 0.3) & (from_middle < radius * 0.42)
    share = ((from_middle < radius * 0.36) | hairs).astype(np.float64)
    means: NDArray[np.float64] = share.reshape(height, 2, width, 2).mean(axis=(1, 3))
    return means


def _picture(share: NDArray[np.float64]) -> Pixels:
    """The subject before the ground, with a little texture."""
    mixed = share[..., None] * SUBJECT + (1 - share[..., None]) * GROUND
    texture = (np.arange(share.size).reshape(share.shape) * 7919 % 13 - 6)[..., None]
    pixels = np.full((*share.shape, 4), 255, np.uint8)
    pixels[..., :3] = np.clip(np.rint(mixed + texture), 0, 255)
    return pixels


def _coarse(share: NDArray[np.float64], factor: int) -> Mask:
    """The matte as a small network gives it: without anything fine."""
    levels = np.rint(share * 255).astype(np.uint8)
    size = share.shape[1] // factor, share.shape[0] // factor
    return np.asarray(Image.fromarray(levels).resize(size, Image.Resampling.BOX))


@pytest.mark.parametrize(("size", "factor"), [((600, 500), 4), ((900, 801), 6)])
def test_an_enlarged_matte_has_the_hairs_back(size: tuple[int, int], factor: int) -> None:
    share = _hairy(*size)
    coarse = _coarse(share, factor)
    plain = np.asarray(Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC))
    enlarged = enlarge_matte(coarse, _picture(share))
    edge = (plain > 5) & (plain < 250)
    before = np.abs(plain / 255 - share)[edge].mean()
    after = np.abs(enlarged / 255 - share)[edge].mean()
    assert after < 0.4 * before, (before, after)


def test_before_a_ground_of_the_same_colours_it_is_interpolated() -> None:
    coarse = _coarse(_hairy(600, 500), 4)
    grain = np.random.default_rng(1).integers(100, 156, (500, 600, 4), dtype=np.uint8)
    plain = np.asarray(Image.fromarray(coarse).resize((600, 500), Image.Resampling.BICUBIC))
    assert np.abs(enlarge_matte(coarse, grain).astype(int) - plain).mean() < 4


def test_all_in_and_all_out_stay() -> None:
    share = _hairy(300, 300)
    pixels = _picture(share)
    refined = enlarge_matte(_coarse(share, 4), pixels)
    assert refined[150, 150] == 255 and refined[:8].max() == 0
    for level in (0, 255):
        assert (enlarge_matte(np.full((75, 75), level, np.uint8), pixels) == level).all()


def test_the_old_background_leaves_the_hairs() -> None:
    share = _hairy(400, 400)
    pixels = _picture(share)
    matte = np.rint(share * 255).astype(np.uint8)
    cleaned = decontaminate(pixels, matte)
    between = (matte > 20) & (matte < 235)
    assert between.sum() > 2000

    def error(of: Pixels) -> float:
        return float(np.abs(of[between][:, :3].astype(int) - SUBJECT).mean())

    assert error(cleaned) < 0.6 * error(pixels)
    sure = (matte == 255) | (matte == 0)
    assert np.array_equal(cleaned[sure], pixels[sure])
    assert np.array_equal(cleaned[..., 3], pixels[..., 3])


def test_nothing_sure_nearby_changes_nothing() -> None:
    pixels = _picture(_hairy(64, 64))
    for level in (0, 128):
        assert np.array_equal(decontaminate(pixels, np.full((64, 64), level, np.uint8)), pixels)
