"""Operations on colours do what their controls say, compared with their formulas written plainly."""

import colorsys
from typing import Any

import numpy as np
import pytest

from fotofun.catalog import find

GREY = np.repeat(np.linspace(0.05, 0.95, 9)[:, np.newaxis], 3, axis=1)
COLOURS = np.random.default_rng(11).uniform(0, 1, (300, 3))
LUMA = np.array([0.2126, 0.7152, 0.0722])
RED, YELLOW, GREEN, CYAN, BLUE, MAGENTA = (
    np.array([each], float) for each in ((1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 1, 1), (0, 0, 1), (1, 0, 1))
)


def after(name: str, colours: np.ndarray, **params: Any) -> np.ndarray:
    return np.asarray(find(name).create(params).transform(colours))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name",
    ["vibrance", "hue_saturation", "colour_balance", "channel_mixer", "selective_colour", "lut"],
)
def test_at_default_nothing_changes(name: str) -> None:
    colours = np.random.default_rng(0).uniform(-0.5, 1.5, (200, 3))
    np.testing.assert_allclose(after(name, colours), colours, atol=1e-12)


# --- vibrance, hue and saturation -------------------------------------------------------------------


def test_vibrance_spares_what_is_strong_and_skin() -> None:
    pale, strong = np.array([[0.45, 0.5, 0.55]]), np.array([[0.1, 0.4, 0.9]])

    def gain(colour: np.ndarray) -> float:
        return float(np.ptp(after("vibrance", colour, vibrance=80)) / np.ptp(colour))

    assert gain(pale) > 1.6 > 1.3 > gain(strong) > 1.0
    skin = np.array([[0.8, 0.66, 0.55]])
    whole = after("vibrance", skin, vibrance=80, protect_skin=False) - skin
    np.testing.assert_allclose(after("vibrance", skin, vibrance=80) - skin, whole / 2, atol=0.01)
    np.testing.assert_allclose(after("vibrance", GREY, vibrance=100), GREY, atol=1e-12)


def test_hue_of_all_colours_turns_the_wheel() -> None:
    np.testing.assert_allclose(after("hue_saturation", RED, hue=120), GREEN, atol=1e-12)
    np.testing.assert_allclose(after("hue_saturation", YELLOW, hue=-180), BLUE, atol=1e-12)
    for rgb in COLOURS[:50]:
        hue, lightness, saturation = colorsys.rgb_to_hls(*rgb)
        expected = colorsys.hls_to_rgb((hue + 70 / 360) % 1, lightness, saturation)
        np.testing.assert_allclose(after("hue_saturation", rgb, hue=70), expected, atol=1e-9)


def test_saturation_scales_and_stays_within_what_lightness_allows() -> None:
    np.testing.assert_allclose(
        np.ptp(after("hue_saturation", COLOURS, saturation=-100), axis=-1), 0, atol=1e-12
    )
    stronger = after("hue_saturation", COLOURS, saturation=100)
    assert stronger.min() > -1e-9 and stronger.max() < 1 + 1e-9
    pale = np.array([[0.45, 0.5, 0.55]])
    assert np.ptp(after("hue_saturation", pale, saturation=50)) == pytest.approx(0.15)


def test_lightness_mixes_with_white_and_black() -> None:
    np.testing.assert_allclose(after("hue_saturation", COLOURS, lightness=40), COLOURS * 0.6 + 0.4)
    np.testing.assert_allclose(after("hue_saturation", COLOURS, lightness=-100), 0, atol=1e-12)


def test_a_range_acts_on_its_own_colours_only() -> None:
    for colour in (YELLOW, GREEN, CYAN, BLUE, MAGENTA):
        changed = after("hue_saturation", colour, reds_hue=50, reds_saturation=-80, reds_lightness=30)
        np.testing.assert_allclose(changed, colour, atol=1e-12)
    assert after("hue_saturation", RED, reds_hue=60)[0].tolist() == pytest.approx([1, 1, 0])
    np.testing.assert_allclose(
        after("hue_saturation", GREY, reds_lightness=100, blues_hue=90), GREY, atol=1e-12
    )


def test_ranges_together_are_all_colours() -> None:
    ranges = ("reds", "yellows", "greens", "cyans", "blues", "magentas")
    for what, amount in (("hue", 25.0), ("saturation", -40.0)):
        together = after("hue_saturation", COLOURS, **{f"{each}_{what}": amount for each in ranges})
        np.testing.assert_allclose(together, after("hue_saturation", COLOURS, **{what: amount}), atol=1e-9)


def test_colourizing_gives_one_hue_and_keeps_luma_as_lightness() -> None:
    result = after("hue_saturation", COLOURS, colorize=True, colorize_hue=200, colorize_saturation=40)
    for before, rgb in zip(COLOURS, result, strict=True):
        hue, lightness, saturation = colorsys.rgb_to_hls(*np.clip(rgb, 0, 1))
        assert (hue * 360, saturation, lightness) == pytest.approx((200, 0.4, before @ LUMA), abs=1e-6)


# --- balance and filters ----------------------------------------------------------------------------


def test_colour_balance_reaches_its_own_tones_and_keeps_luma() -> None:
    shifted = after("colour_balance", GREY, shadows_red=60, highlights_blue=-60)
    np.testing.assert_allclose(shifted @ LUMA, GREY @ LUMA, atol=1e-9)
    assert shifted[0, 0] > shifted[0, 1] + 0.2 and shifted[-1, 2] < shifted[-1, 1] - 0.2
    assert np.ptp(shifted[4]) < 0.02
    plain = after("colour_balance", GREY, midtones_green=50, preserve_luminosity=False)
    np.testing.assert_allclose(plain[4] - GREY[4], [0, 0.35, 0], atol=1e-9)


def test_photo_filter_is_glass() -> None:
    def light(encoded: np.ndarray) -> np.ndarray:
        return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)

    glass = light(np.array([0xEC, 0x8A, 0x00]) / 255)
    result = light(after("photo_filter", COLOURS, density=50, preserve_luminosity=False))
    np.testing.assert_allclose(result, light(COLOURS) * (0.5 + 0.5 * glass), atol=1e-6)
    white = light(after("photo_filter", np.ones((1, 3)), density=80))
    assert float(white[0] @ LUMA) == pytest.approx(1, abs=1e-6)
    assert white[0, 0] > white[0, 1] > white[0, 2]
    np.testing.assert_allclose(after("photo_filter", COLOURS, density=0), COLOURS, atol=1e-7)


def test_channel_mixer_is_a_matrix() -> None:
    swapped = {"red_from_red": 0, "red_from_blue": 100, "blue_from_blue": 0, "blue_from_red": 100}
    np.testing.assert_allclose(after("channel_mixer", COLOURS, **swapped), COLOURS[:, ::-1], atol=1e-12)
    constant = after("channel_mixer", COLOURS, green_constant=20)
    np.testing.assert_allclose(constant[:, 1], COLOURS[:, 1] + 0.2)
    grey = after("channel_mixer", COLOURS, monochrome=True, grey_from_red=-50, grey_constant=10)
    expected = COLOURS @ [-0.5, 0.4, 0.2] + 0.1
    np.testing.assert_allclose(grey, np.repeat(expected[:, np.newaxis], 3, axis=1), atol=1e-12)


# --- selective colour -------------------------------------------------------------------------------


def plain_selective(rgb: np.ndarray, name: str, inks: list[float], relative: bool) -> list[float]:
    """One colour, one range, written as the paragraph says it."""
    low, middle, high = sorted(rgb)
    corner = {"reds": 0, "greens": 1, "blues": 2, "cyans": 0, "magentas": 1, "yellows": 2}.get(name)
    if name in ("reds", "greens", "blues"):
        weight = high - middle if rgb[corner or 0] == high else 0.0
    elif name in ("cyans", "magentas", "yellows"):
        weight = middle - low if rgb[corner or 0] == low else 0.0
    else:
        weight = {
            "whites": max(0.0, (low - 0.5) * 2),
            "blacks": max(0.0, (0.5 - high) * 2),
            "neutrals": 1 - (abs(high - 0.5) + abs(low - 0.5)),
        }[name]
    changed = []
    for value, ink in zip(rgb, inks[:3], strict=True):
        step = (-1 - ink) * inks[3] - ink
        step = step * (1 - value) if relative else step
        changed.append(value + min(max(step, -value), 1 - value) * weight)
    return changed


@pytest.mark.parametrize("method", ["relative", "absolute"])
@pytest.mark.parametrize(
    "name", ["reds", "yellows", "greens", "cyans", "blues", "magentas", "whites", "neutrals", "blacks"]
)
def test_selective_colour_follows_its_model(name: str, method: str) -> None:
    inks = {"cyan": 35.0, "magenta": -60.0, "yellow": 80.0, "black": -25.0}
    result = after("selective_colour", COLOURS, method=method, **{f"{name}_{k}": v for k, v in inks.items()})
    shares = [value / 100 for value in inks.values()]
    expected = [plain_selective(rgb, name, shares, method == "relative") for rgb in COLOURS]
    np.testing.assert_allclose(result, expected, atol=1e-12)


# --- to grey and to gradients -----------------------------------------------------------------------


def test_black_and_white_weighs_colours() -> None:
    shares = {"reds": 10, "yellows": 30, "greens": 50, "cyans": 70, "blues": 90, "magentas": 20}
    for colour, share in zip((RED, YELLOW, GREEN, CYAN, BLUE, MAGENTA), shares.values(), strict=True):
        np.testing.assert_allclose(after("black_white", colour, **shares), share / 100)
    np.testing.assert_allclose(after("black_white", GREY, **shares), GREY, atol=1e-12)
    orange = np.array([[1.0, 0.5, 0.0]])  # half yellow, half red
    np.testing.assert_allclose(after("black_white", orange, **shares), 0.2)


def test_black_and_white_can_be_tinted() -> None:
    result = after("black_white", GREY, tint=True, tint_colour="#8080ff")
    for rgb in result:
        hue, _, saturation = colorsys.rgb_to_hls(*rgb)
        assert (hue, saturation) == pytest.approx((2 / 3, 1), abs=1e-6)


def test_gradient_map_follows_luma() -> None:
    stops = [[0.0, "#000000"], [0.5, "#ff0000"], [1.0, "#ffff00"]]
    result = after("gradient_map", COLOURS, gradient=stops)
    luma = COLOURS @ LUMA
    np.testing.assert_allclose(result[:, 0], np.clip(luma * 2, 0, 1), atol=1e-9)
    np.testing.assert_allclose(result[:, 1], np.clip(luma * 2 - 1, 0, 1), atol=1e-9)
    reverse = after("gradient_map", 1 - GREY, gradient=stops, reverse=True)
    np.testing.assert_allclose(reverse, after("gradient_map", GREY, gradient=stops), atol=1e-9)


def test_a_gradient_may_jump_and_be_transparent() -> None:
    stops = [[0.2, "#ff000000"], [0.5, "#ff0000ff"], [0.5, "#0000ff"], [0.8, "#0000ff"]]
    at = np.repeat(np.array([0.0, 0.2, 0.35, 0.499, 0.5, 0.9, 1.0])[:, np.newaxis], 3, axis=1)
    result = after("gradient_map", at, gradient=stops)
    np.testing.assert_allclose(result[:2], at[:2], atol=1e-9)
    np.testing.assert_allclose(result[2], (at[2] + [1, 0, 0]) / 2, atol=1e-9)
    np.testing.assert_allclose(result[3], [1, 0, 0], atol=0.01)
    np.testing.assert_allclose(result[4:], [[0, 0, 1]] * 3)


@pytest.mark.parametrize(
    ("method", "grey"),
    [
        ("luminosity", lambda rgb: rgb @ LUMA),
        ("average", lambda rgb: rgb.mean(axis=-1)),
        ("lightness", lambda rgb: (rgb.max(axis=-1) + rgb.min(axis=-1)) / 2),
        ("red", lambda rgb: rgb[:, 0]),
        ("green", lambda rgb: rgb[:, 1]),
        ("blue", lambda rgb: rgb[:, 2]),
    ],
)
def test_grayscale_measures(method: str, grey: Any) -> None:
    result = after("grayscale", COLOURS, method=method)
    np.testing.assert_allclose(result, np.repeat(grey(COLOURS)[:, np.newaxis], 3, axis=1), atol=1e-12)


def test_sepia_is_brown_and_can_be_faint() -> None:
    whole = after("sepia", GREY)
    assert (whole[:, 0] > whole[:, 1]).all() and (whole[:, 1] > whole[:, 2]).all()
    np.testing.assert_allclose(whole[4], 0.5 * np.array([1.351, 1.203, 0.937]), atol=1e-9)
    np.testing.assert_allclose(after("sepia", GREY, amount=50), (whole + GREY) / 2, atol=1e-12)
    np.testing.assert_allclose(after("sepia", GREY, amount=0), GREY)
