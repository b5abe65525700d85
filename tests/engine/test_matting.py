"""Refined mattes: nearer to the truth than what they were made from, and colours nearer to the subject's."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from fotofun.imaging.matting import decontaminate, refine_matte
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


def _coarse(share: NDArray[np.float64], radius: float) -> Mask:
    """The matte as a small network gives it: without anything fine."""
    levels = np.rint(share * 255).astype(np.uint8)
    return np.asarray(Image.fromarray(levels).filter(ImageFilter.GaussianBlur(radius)))


@pytest.mark.parametrize(("size", "radius"), [((600, 500), 3.0), ((900, 800), 5.0)])
def test_a_refined_matte_has_the_hairs_back(size: tuple[int, int], radius: float) -> None:
    share = _hairy(*size)
    coarse = _coarse(share, radius)
    refined = refine_matte(coarse, _picture(share))
    edge = np.abs(_coarse(share, radius * 2).astype(int) - 128) < 126
    before = np.abs(coarse / 255 - share)[edge].mean()
    after = np.abs(refined / 255 - share)[edge].mean()
    assert after < 0.4 * before, (before, after)


def test_all_in_and_all_out_stay() -> None:
    share = _hairy(300, 300)
    pixels = _picture(share)
    refined = refine_matte(_coarse(share, 3.0), pixels)
    assert refined[150, 150] == 255 and refined[:8].max() == 0
    for level in (0, 255):
        whole = np.full((300, 300), level, np.uint8)
        assert np.array_equal(refine_matte(whole, pixels), whole)


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
