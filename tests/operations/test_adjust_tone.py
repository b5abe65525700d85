"""Operations on tones do what their controls say: levels, curves, steps, and the automatic ones."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotofun.catalog import find
from fotofun.errors import InvalidParameter
from fotofun.imaging.histogram import Histogram, limits
from fotofun.imaging.monotone import MonotoneCurve
from fotofun.operation import AutoOperation, PointOperation
from fotofun.render.apply import Applier
from fotofun.render.table import fuse

RAMP = np.repeat(np.arange(256)[:, np.newaxis], 3, axis=1) / 255


def make(name: str, **params: Any) -> Any:
    return find(name).create(params)


def after(name: str, colours: np.ndarray, **params: Any) -> np.ndarray:
    return np.asarray(make(name, **params).transform(colours))


def applied(operation: PointOperation, pixels: np.ndarray) -> np.ndarray:
    out = np.empty_like(pixels)
    Applier(fuse([operation]))(pixels, out)
    return out


def resolved(name: str, pixels: np.ndarray, **params: Any) -> PointOperation:
    operation = make(name, **params)
    assert isinstance(operation, AutoOperation)
    return operation.resolve(pixels)


def flat(low: int = 80, high: int = 150, seed: int = 2) -> np.ndarray:
    """A dull picture: opaque noise between two levels."""
    pixels = np.random.default_rng(seed).integers(low, high + 1, (60, 70, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


# --- levels and curves ------------------------------------------------------------------------------


def test_levels_follow_the_formula() -> None:
    result = after(
        "levels", RAMP, input_black=30, input_white=220, gamma=1.7, output_black=12, output_white=240
    )
    expected = 12 + 228 * np.clip((np.arange(256) - 30) / 190, 0, 1) ** (1 / 1.7)
    np.testing.assert_allclose(result[:, 0] * 255, expected, atol=1e-9)


def test_levels_of_a_channel_come_before_those_of_all() -> None:
    result = after("levels", RAMP, red_input_black=100, output_white=0, output_black=255)
    np.testing.assert_allclose(result[:, 0] * 255, 255 - 255 * np.clip((np.arange(256) - 100) / 155, 0, 1))
    np.testing.assert_allclose(result[:, 1], 1 - RAMP[:, 1])


def test_levels_need_room_between_black_and_white() -> None:
    with pytest.raises(InvalidParameter, match="green_input_white was not above green_input_black"):
        make("levels", green_input_black=100, green_input_white=100.5)


@pytest.mark.parametrize("name", ["levels", "curves"])
def test_at_default_nothing_changes(name: str) -> None:
    colours = np.random.default_rng(0).uniform(-1, 2, (50, 3))
    np.testing.assert_array_equal(after(name, colours), colours)


POINTS = st.lists(st.integers(0, 255), min_size=2, max_size=9, unique=True).map(sorted)


@settings(max_examples=80, deadline=None)
@given(POINTS, st.lists(st.floats(0, 255), min_size=9, max_size=9), st.booleans())
def test_a_curve_goes_through_its_points_and_swings_over_none(
    inputs: list[int], outputs: list[float], rising: bool
) -> None:
    outputs = sorted(outputs[: len(inputs)]) if rising else outputs[: len(inputs)]
    points = list(zip(inputs, outputs, strict=True))
    curve = MonotoneCurve.through([(float(x), y) for x, y in points])
    np.testing.assert_allclose(curve(np.array(inputs, float)), outputs, atol=1e-9)
    for (left, low), (right, high) in pairwise(points):
        piece = curve(np.linspace(left, right, 50))
        assert min(low, high) - 1e-9 <= piece.min() and piece.max() <= max(low, high) + 1e-9
        assert (np.diff(piece) * np.sign(high - low) >= -1e-9).all()
    assert curve(np.array([-50.0]))[0] == outputs[0] and curve(np.array([300.0]))[0] == pytest.approx(
        outputs[-1]
    )


def test_a_curve_is_smooth() -> None:
    curve = MonotoneCurve.through([(0, 0), (60, 30), (180, 220), (255, 255)])
    slopes = np.diff(curve(np.linspace(0, 255, 100_001))) / (255 / 100_000)
    assert np.abs(np.diff(slopes)).max() < 0.01


def test_a_curve_through_a_parabola_is_near_it() -> None:
    x = np.arange(0, 256, 8.0)
    curve = MonotoneCurve.through(list(zip(x.tolist(), (x * x / 255).tolist(), strict=True)))
    at = np.linspace(0, 248, 999)
    np.testing.assert_allclose(curve(at), at * at / 255, atol=0.1)


def test_curves_of_channels_come_before_the_common_one() -> None:
    result = after("curves", RAMP, red=[[0, 255], [255, 0]], rgb=[[0, 0], [128, 64], [255, 255]])
    expected = MonotoneCurve.through([(0, 0), (128, 64), (255, 255)])(255 - np.arange(256.0))
    np.testing.assert_allclose(result[:, 0] * 255, expected)


# --- steps ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", [2, 3, 4, 17, 255])
def test_posterize_leaves_even_steps(levels: int) -> None:
    result = after("posterize", RAMP, levels=levels)[:, 0]
    values, counts = np.unique(result, return_counts=True)
    np.testing.assert_allclose(values, np.arange(levels) / (levels - 1))
    assert np.ptp(counts) <= 1


@pytest.mark.parametrize("level", [0, 1, 77, 128, 254, 255])
def test_threshold_begins_exactly_at_its_level(level: int) -> None:
    np.testing.assert_array_equal(after("threshold", RAMP, level=level)[:, 0], np.arange(256) >= level)


def test_invert_twice_is_nothing() -> None:
    pixels = flat(0, 255)
    negative = applied(make("invert"), pixels)
    np.testing.assert_array_equal(negative[..., :3], 255 - pixels[..., :3])
    np.testing.assert_array_equal(applied(make("invert"), negative), pixels)


# --- automatic --------------------------------------------------------------------------------------


def test_a_histogram_counts_what_can_be_seen() -> None:
    pixels = np.random.default_rng(8).integers(0, 256, (300, 500, 4), dtype=np.uint8)
    pixels[:50, :, 3] = 0
    seen = Histogram.of(pixels)
    visible = pixels[pixels[..., 3] > 0]
    for channel, counts in enumerate((seen.red, seen.green, seen.blue)):
        np.testing.assert_array_equal(counts, np.bincount(visible[:, channel], minlength=256))
    luma = np.floor(visible[:, :3] @ [0.2126, 0.7152, 0.0722] + 0.5)
    assert np.abs(np.cumsum(seen.luma) - np.cumsum(np.bincount(luma.astype(int), minlength=256))).max() < 50


def test_limits_leave_at_most_their_share_outside() -> None:
    counts = np.random.default_rng(3).integers(0, 100, 256)
    low, high = limits(counts, 0.01, 0.05)
    total = counts.sum()
    assert counts[:low].sum() <= 0.01 * total < counts[: low + 1].sum()
    assert counts[high + 1 :].sum() <= 0.05 * total < counts[high:].sum()
    assert limits(np.zeros(256, int), 0.1, 0.1) == (0, 255)


@pytest.mark.parametrize("name", ["auto_levels", "auto_contrast", "auto_tone", "auto_colour", "equalize"])
def test_automatic_operations_stretch_a_dull_picture(name: str) -> None:
    pixels = flat()
    result = applied(resolved(name, pixels), pixels)[..., :3]
    assert np.ptp(result) > 1.5 * np.ptp(pixels[..., :3])
    assert result.min() <= 40 and result.max() >= 215


@pytest.mark.parametrize("name", ["auto_levels", "auto_contrast", "auto_colour", "equalize"])
def test_a_picture_without_content_stays_as_it_is(name: str) -> None:
    for pixels in (np.zeros((4, 4, 4), np.uint8), np.full((4, 4, 4), 90, np.uint8)):
        np.testing.assert_array_equal(applied(resolved(name, pixels), pixels), pixels)


def test_auto_contrast_keeps_colours_where_auto_levels_takes_a_cast() -> None:
    pixels = flat()
    pixels[..., 2] //= 2
    together = resolved("auto_contrast", pixels).values()
    assert together["red_input_white"] == 255 and together["input_black"] == 40
    separate = applied(resolved("auto_levels", pixels), pixels)
    assert np.abs(separate[..., 2].mean() - separate[..., 0].mean()) < 10
    assert resolved("auto_levels", pixels, channels="together").values()["input_black"] == 40


def test_auto_levels_clips_the_wanted_share() -> None:
    pixels = flat(0, 255)
    result = applied(resolved("auto_levels", pixels, clip_shadows=5, clip_highlights=2), pixels)
    for channel in range(3):
        assert np.mean(result[..., channel] == 0) == pytest.approx(0.05, abs=0.01)
        assert np.mean(result[..., channel] == 255) == pytest.approx(0.02, abs=0.01)


def greyish(seed: int = 4) -> np.ndarray:
    """Greys with a little colour."""
    rng = np.random.default_rng(seed)
    values = rng.integers(20, 236, (90, 90, 1)) + rng.integers(-12, 13, (90, 90, 3))
    return np.concatenate([values, np.full((90, 90, 1), 255)], axis=-1).astype(np.uint8)


@pytest.mark.parametrize("cast", [(1.0, 0.85, 0.6), (0.7, 0.9, 1.0), (1.0, 0.8, 1.0)])
def test_auto_colour_makes_greys_neutral_again(cast: tuple[float, float, float]) -> None:
    pixels = greyish()
    pixels[..., :3] = (pixels[..., :3] * np.array(cast)).astype(np.uint8)
    before = np.ptp(pixels[..., :3].mean(axis=(0, 1)))
    result = applied(resolved("auto_colour", pixels), pixels)[..., :3].astype(int)
    assert np.ptp(result.mean(axis=(0, 1))) < before / 3
    bright = result.mean(axis=-1) > 200
    assert np.ptp(result[bright].mean(axis=0)) < 20


def test_auto_colour_is_not_misled_by_a_colourful_thing() -> None:
    pixels = greyish()
    pixels[:, 30:] = (210, 40, 20, 255)
    result = applied(resolved("auto_colour", pixels), pixels)[:, :30, :3]
    assert np.ptp(result.mean(axis=(0, 1))) < 8


@pytest.mark.parametrize(("low", "high"), [(0, 90), (120, 255)])
def test_auto_tone_brings_a_wrong_exposure_half_the_way(low: int, high: int) -> None:
    pixels = flat(low, high)
    pixels[0, 0, :3], pixels[0, 1, :3] = 0, 255
    before, result = pixels[..., :3].mean(), applied(resolved("auto_tone", pixels), pixels)[..., :3].mean()
    assert abs(result - 115) < 0.8 * abs(before - 115)
    assert resolved("auto_tone", pixels, amount=0).is_neutral()


def test_equalize_makes_every_brightness_as_frequent() -> None:
    values = (255 * np.random.default_rng(5).beta(2, 6, (200, 200))).astype(np.uint8)
    pixels = np.dstack([values, values, values, np.full_like(values, 255)])
    result = applied(resolved("equalize", pixels), pixels)[..., 0]
    counts, _ = np.histogram(result, bins=8, range=(0, 256))
    assert result.min() == 0 and result.max() == 255
    assert counts.max() / counts.min() < 1.4
    np.testing.assert_array_equal(applied(resolved("equalize", pixels, amount=0), pixels), pixels)
