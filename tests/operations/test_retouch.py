"""Repairs: what goes, what comes in its place, and what stays."""

from typing import Any

import numpy as np
import pytest

from fotofun.catalog import find
from fotofun.document.document import Document
from fotofun.editing import finish, perform
from fotofun.errors import CommandError
from fotofun.imaging.patch_match import filled
from fotofun.imaging.poisson import membrane, seamless
from fotofun.render.compositor import rendered


def stripes(width: int = 120, height: int = 90) -> np.ndarray:
    """Vertical stripes, eight pixels wide."""
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., :3] = np.where(np.arange(width) // 8 % 2, 200, 60)[np.newaxis, :, np.newaxis]
    return pixels


def after(document: Document, name: str, **params: Any) -> np.ndarray:
    return rendered(finish(perform(document, find(name).create(params)))).astype(int)


def hole(left: int, top: int, right: int, bottom: int) -> np.ndarray:
    made = np.zeros((90, 120), bool)
    made[top:bottom, left:right] = True
    return made


def test_a_hole_in_a_pattern_is_filled_with_the_pattern() -> None:
    broken = stripes()
    where = hole(40, 30, 75, 60)
    broken[where] = (255, 0, 0, 255)
    result = filled(broken, where)
    assert np.abs(result.astype(int) - stripes())[where].mean() < 8
    np.testing.assert_array_equal(result[~where], broken[~where])


def test_filling_is_the_same_every_time() -> None:
    where = hole(40, 30, 60, 50)
    np.testing.assert_array_equal(filled(stripes(), where), filled(stripes(), where))


def test_content_aware_fill_replaces_only_what_is_selected() -> None:
    pixels = stripes()
    pixels[40:50, 50:66] = (255, 0, 0, 255)
    document = Document.from_pixels("stripes.png", pixels)
    selected = document.with_selection((hole(48, 38, 68, 52) * 255).astype(np.uint8))
    result = after(selected, "content_aware_fill")
    assert not ((result[..., 0] > 230) & (result[..., 1] < 50)).any()
    outside = ~hole(48, 38, 68, 52)
    np.testing.assert_array_equal(result[outside], pixels[outside])


@pytest.mark.parametrize("name", ["content_aware_fill", "patch"])
def test_filling_needs_a_selection(name: str) -> None:
    document = Document.from_pixels("stripes.png", stripes())
    with pytest.raises(CommandError, match="Nothing is selected"):
        after(document, name)


def test_filling_everything_is_refused() -> None:
    document = Document.from_pixels("stripes.png", stripes())
    everything = document.with_selection(np.full((90, 120), 255, np.uint8))
    with pytest.raises(CommandError, match="nothing around"):
        after(everything, "content_aware_fill")


def test_a_spot_goes() -> None:
    rng = np.random.default_rng(0)
    pixels = np.full((90, 120, 4), 255, np.uint8)
    pixels[..., :3] = rng.integers(150, 170, (90, 120, 1))
    clean = pixels.copy()
    pixels[40:48, 50:58, :3] = 0
    document = Document.from_pixels("spot.png", pixels)
    result = after(document, "spot_heal", points=((54.0, 44.0, 1.0),), size=24, hardness=80)
    assert np.abs(result - clean)[40:48, 50:58].mean() < 15
    np.testing.assert_array_equal(result[:25], clean[:25])


def test_a_patch_fits_the_light_of_its_place() -> None:
    pixels = np.full((90, 120, 4), 255, np.uint8)
    pixels[..., :3] = np.linspace(50, 200, 120).astype(np.uint8)[np.newaxis, :, np.newaxis]
    clean = pixels.copy()
    pixels[40:50, 80:90, :3] = 255
    document = Document.from_pixels("ramp.png", pixels)
    selected = document.with_selection((hole(76, 36, 94, 54) * 255).astype(np.uint8))
    result = after(selected, "patch", source=(-50.0, 0.0))
    assert np.abs(result - clean)[40:50, 80:90].max() <= 4


def test_a_red_eye_turns_dark_and_skin_stays() -> None:
    pixels = np.full((60, 60, 4), (200, 160, 140, 255), np.uint8)
    rows, columns = np.mgrid[:60, :60]
    pupil = (rows - 30) ** 2 + (columns - 30) ** 2 < 64
    pixels[pupil] = (220, 40, 50, 255)
    document = Document.from_pixels("eye.png", pixels)
    result = after(document, "red_eye", place=(30.0, 30.0), size=30)
    assert result[30, 30, 0] < 60
    np.testing.assert_array_equal(result[30, 44], pixels[30, 44])


def test_a_membrane_is_harmonic_and_keeps_its_rim() -> None:
    ramp = np.repeat(np.linspace(0, 100, 40, dtype=np.float32)[np.newaxis], 30, axis=0)[..., np.newaxis]
    where = np.zeros((30, 40), bool)
    where[8:22, 10:30] = True
    broken = np.where(where[..., np.newaxis], np.float32(999.0), ramp)
    result = membrane(broken, where)
    assert np.abs(result - ramp).max() < 1.5
    np.testing.assert_array_equal(result[~where], ramp[~where])
    assert not membrane(broken, np.ones_like(where)).any()


def test_seamless_pasting_keeps_detail_without_a_seam() -> None:
    below, above = np.full((30, 30, 4), 100, np.uint8), np.full((30, 30, 4), 200, np.uint8)
    above[14:16, 14:16, :3] = 230
    where = np.zeros((30, 30), bool)
    where[8:22, 8:22] = True
    result = seamless(below, above, where).astype(int)
    assert abs(result[9, 9, 0] - 100) <= 2 and 120 <= result[15, 15, 0] <= 135
