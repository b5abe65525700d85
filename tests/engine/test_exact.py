"""Roots, powers and angles agree with the math library to its last bits."""

import numpy as np
import pytest

from fotofun.exact import cube_root, fifth_root, power_of_two, sine_cosine
from fotofun.raster import decode_srgb, encode_srgb

VALUES = np.concatenate([[0.0], np.logspace(-9, 4, 5000)])


def test_roots() -> None:
    np.testing.assert_allclose(cube_root(VALUES), np.cbrt(VALUES), rtol=1e-14)
    np.testing.assert_allclose(fifth_root(VALUES), VALUES**0.2, rtol=1e-14)


@pytest.mark.parametrize("exponent", [-10, -2.55, -0.5, 0, 0.05, 1, 3.3, 10])
def test_power_of_two(exponent: float) -> None:
    assert power_of_two(exponent) == pytest.approx(2.0**exponent, rel=1e-14)


@pytest.mark.parametrize("degrees", [-180, -90, -45, -1, 0, 30, 45, 90, 179, 180])
def test_sine_cosine(degrees: float) -> None:
    radians = np.radians(degrees)
    assert sine_cosine(degrees) == pytest.approx((np.sin(radians), np.cos(radians)), abs=1e-14)


def test_srgb_there_and_back() -> None:
    encoded = np.linspace(-1, 4, 10_001)
    size = np.abs(encoded)
    expected = np.sign(encoded) * np.where(size <= 0.04045, size / 12.92, ((size + 0.055) / 1.055) ** 2.4)
    np.testing.assert_allclose(decode_srgb(encoded), expected, atol=1e-13)
    np.testing.assert_allclose(encode_srgb(decode_srgb(encoded)), encoded, atol=1e-7)
