"""Colour spaces agree with the standard library, with published values, and with their own way back."""

import colorsys

import numpy as np
import pytest

from fotofun.imaging.colour_spaces import (
    hsl_to_rgb,
    hsv_to_rgb,
    lab_to_rgb,
    luma,
    luma_bytes,
    rgb_to_hsl,
    rgb_to_hsv,
    rgb_to_lab,
    rgb_to_wheel,
    wheel_to_rgb,
)

COLOURS = np.random.default_rng(5).uniform(0, 1, (400, 3))
BEYOND = np.random.default_rng(6).uniform(-1, 3, (400, 3))
CORNERS = np.array([[r, g, b] for r in (0.0, 1.0) for g in (0.0, 1.0) for b in (0.0, 1.0)])


def test_luma_in_integers_is_luma() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (80, 90, 4), dtype=np.uint8)
    exact = luma(pixels[..., :3] / 255.0) * 255
    assert np.abs(luma_bytes(pixels) - exact).max() <= 0.5 + 0.01
    grey = np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis], 3, axis=1)
    np.testing.assert_array_equal(luma_bytes(grey), np.arange(256))


@pytest.mark.parametrize("colours", [COLOURS, CORNERS], ids=["any", "corners"])
def test_hsl_and_hsv_are_the_standard_librarys(colours: np.ndarray) -> None:
    for rgb, hsl, hsv in zip(colours, rgb_to_hsl(colours), rgb_to_hsv(colours), strict=True):
        hue, lightness, saturation = colorsys.rgb_to_hls(*rgb)
        np.testing.assert_allclose(hsl, [hue * 360, saturation, lightness], atol=1e-9)
        np.testing.assert_allclose(hsv, np.array(colorsys.rgb_to_hsv(*rgb)) * [360, 1, 1], atol=1e-9)


def test_there_and_back() -> None:
    np.testing.assert_allclose(hsl_to_rgb(rgb_to_hsl(COLOURS)), COLOURS, atol=1e-12)
    np.testing.assert_allclose(hsv_to_rgb(rgb_to_hsv(COLOURS)), COLOURS, atol=1e-12)
    np.testing.assert_allclose(wheel_to_rgb(rgb_to_wheel(BEYOND)), BEYOND, atol=1e-12)
    np.testing.assert_allclose(lab_to_rgb(rgb_to_lab(BEYOND)), BEYOND, atol=2e-7)


def test_the_wheel_turns() -> None:
    wheel = rgb_to_wheel(COLOURS)
    turned = wheel_to_rgb(wheel + [2.0, 0.0, 0.0])
    np.testing.assert_allclose(turned, COLOURS[:, [2, 0, 1]], atol=1e-12)


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [  # Bruce Lindbloom's calculator, D65
        ((1, 1, 1), (100, 0, 0)),
        ((0, 0, 0), (0, 0, 0)),
        ((1, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 1, 0), (87.73, -86.18, 83.18)),
        ((0, 0, 1), (32.30, 79.19, -107.86)),
    ],
)
def test_lab_has_the_published_values(rgb: tuple[float, ...], lab: tuple[float, ...]) -> None:
    np.testing.assert_allclose(rgb_to_lab(np.array(rgb, float)), lab, atol=0.03)


def test_greys_are_neutral_in_lab() -> None:
    grey = np.repeat(np.linspace(-0.2, 1.5, 100)[:, np.newaxis], 3, axis=1)
    assert np.abs(rgb_to_lab(grey)[:, 1:]).max() < 1e-9
