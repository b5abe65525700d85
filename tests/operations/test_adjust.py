"""A layer's own adjustments do to colours what their sliders say."""

import numpy as np
import pytest

from fotofun.catalog import find

GREY = np.array([[0.2, 0.2, 0.2], [0.5, 0.5, 0.5], [0.8, 0.8, 0.8]])
SKIN = np.array([[0.8, 0.6, 0.5]])


def after(name: str, colours: np.ndarray, **params: float) -> np.ndarray:
    return find(name).create(params).transform(colours)  # type: ignore[attr-defined, no-any-return]


def test_exposure_doubles_linear_light() -> None:
    linear = ((after("exposure", GREY, stops=1) + 0.055) / 1.055) ** 2.4
    np.testing.assert_allclose(linear, 2 * ((GREY + 0.055) / 1.055) ** 2.4, rtol=1e-6)


def test_exposure_there_and_back() -> None:
    there = after("exposure", SKIN, stops=2.5)
    np.testing.assert_allclose(after("exposure", there, stops=-2.5), SKIN, atol=1e-7)


def test_offset_and_gamma_act_on_linear_light() -> None:
    def linear(encoded: np.ndarray) -> np.ndarray:
        return ((encoded + 0.055) / 1.055) ** 2.4

    shifted = linear(after("exposure", GREY, stops=1, offset=0.05))
    np.testing.assert_allclose(shifted, 2 * linear(GREY) + 0.05, rtol=1e-6)
    np.testing.assert_allclose(linear(after("exposure", GREY, gamma=2)), linear(GREY) ** 0.5, rtol=1e-6)
    ends = np.array([[0.0, 1.0, -0.5]])
    np.testing.assert_allclose(after("exposure", ends, gamma=0.4)[0, :2], [0, 1], atol=1e-12)
    assert after("exposure", ends, gamma=0.4)[0, 2] < 0


def test_tint_goes_to_magenta_and_to_green_and_keeps_white_as_bright() -> None:
    magenta, green = (after("temperature", GREY, tint=80), after("temperature", GREY, tint=-80))
    assert (magenta[:, [0, 2]] > magenta[:, [1]]).all()
    assert (green[:, [0, 2]] < green[:, [1]]).all()
    white = after("temperature", np.ones((1, 3)), tint=80, temperature=-20)
    luminance = (((white + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    np.testing.assert_allclose(luminance, 1.0, atol=1e-6)


@pytest.mark.parametrize("temperature", [-100, 0, 100])
@pytest.mark.parametrize("tint", [-100, 100])
def test_no_light_is_so_coloured_that_a_channel_turns_negative(temperature: float, tint: float) -> None:
    assert (after("temperature", GREY, temperature=temperature, tint=tint) > 0).all()


def test_temperature_warms_and_cools_but_keeps_white_as_bright() -> None:
    warm, cool = (after("temperature", GREY, temperature=60), after("temperature", GREY, temperature=-60))
    assert (warm[:, 0] > warm[:, 1]).all() and (warm[:, 1] > warm[:, 2]).all()
    assert (cool[:, 0] < cool[:, 1]).all() and (cool[:, 1] < cool[:, 2]).all()
    white = after("temperature", np.ones((1, 3)), temperature=60)
    luminance = (((white + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    np.testing.assert_allclose(luminance, 1.0, atol=1e-6)


def test_brightness_moves_the_middle_and_keeps_the_ends() -> None:
    ends = np.array([[0.0, 0.5, 1.0]])
    np.testing.assert_allclose(after("brightness_contrast", ends, brightness=100), [[0, 0.75, 1]])
    np.testing.assert_allclose(after("brightness_contrast", ends, brightness=-100), [[0, 0.25, 1]])


@pytest.mark.parametrize("contrast", [-100, -40, 40, 100])
def test_contrast_keeps_middle_and_ends_and_can_be_taken_back(contrast: float) -> None:
    ramp = np.linspace(0, 1, 30).reshape(-1, 3)
    curve = after("brightness_contrast", ramp, contrast=contrast)
    assert np.all(np.diff(curve.ravel()) > 0)
    np.testing.assert_allclose(
        after("brightness_contrast", np.array([[0, 0.5, 1.0]]), contrast=contrast), [[0, 0.5, 1]]
    )
    np.testing.assert_allclose(after("brightness_contrast", curve, contrast=-contrast), ramp, atol=1e-12)


def test_saturation_to_grey_and_stronger() -> None:
    grey = after("saturation", SKIN, saturation=-100)
    assert np.ptp(grey) < 1e-12
    np.testing.assert_allclose(after("saturation", GREY, saturation=80), GREY)
    assert np.ptp(after("saturation", SKIN, saturation=50)) == pytest.approx(1.5 * np.ptp(SKIN))


def test_hue_turns_colours_and_leaves_grey() -> None:
    np.testing.assert_allclose(after("hue", GREY, degrees=77), GREY, atol=1e-12)
    thrice = after("hue", after("hue", after("hue", SKIN, degrees=120), degrees=120), degrees=120)
    np.testing.assert_allclose(thrice, SKIN, atol=2e-3)
    red = after("hue", np.array([[1.0, 0.0, 0.0]]), degrees=120)
    assert red[0].argmax() == 1
