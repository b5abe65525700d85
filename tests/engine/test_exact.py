"""Roots, powers and angles agree with the math library to its last bits."""

import numpy as np
import pytest

from fotofun.exact import (
    arctan2,
    cube_root,
    exp,
    fifth_root,
    log,
    power,
    power_of_two,
    sine_cosine,
    sines_cosines,
)
from fotofun.raster import decode_srgb, encode_srgb

VALUES = np.concatenate([[0.0], np.logspace(-30, 30, 5000), np.linspace(0.01, 5, 3000)])
POSITIVE = VALUES[1:]
ANGLES = np.concatenate([np.linspace(-1000, 1000, 4001), np.arange(-720, 721, 45)])


def test_roots() -> None:
    np.testing.assert_allclose(cube_root(VALUES), np.cbrt(VALUES), rtol=1e-15)
    np.testing.assert_allclose(fifth_root(VALUES), VALUES**0.2, rtol=2e-15)


def test_exponential_and_logarithm() -> None:
    exponents = np.linspace(-700, 700, 9001)
    np.testing.assert_allclose(exp(exponents), np.exp(exponents), rtol=1e-15)
    np.testing.assert_allclose(log(POSITIVE), np.log(POSITIVE), rtol=1e-15, atol=1e-300)
    near_one = 1.0 + np.linspace(-1e-3, 1e-3, 999)
    np.testing.assert_allclose(log(near_one), np.log(near_one), rtol=1e-15, atol=1e-300)


def test_what_leaves_the_range_stays_finite() -> None:
    assert exp(np.array([-1e9, 0.0, 1e9])).tolist()[:2] == [0.0, 1.0]
    assert np.isfinite(exp(np.array([1e9]))).all()
    assert log(np.array([0.0, -3.0])).tolist() == [-745.0, -745.0]


@pytest.mark.parametrize("exponent", [0.0, 0.1, 1 / 2.2, 1.0, 2.4, 9.99])
def test_power(exponent: float) -> None:
    values = np.concatenate([[0.0], np.logspace(-9, 4, 3000)])
    np.testing.assert_allclose(power(values, exponent), values**exponent, rtol=1e-13)
    np.testing.assert_allclose(power(values[1:], -exponent), values[1:] ** -exponent, rtol=1e-13)


@pytest.mark.parametrize("exponent", [-10, -2.55, -0.5, 0, 0.05, 1, 3.3, 10])
def test_power_of_two(exponent: float) -> None:
    assert power_of_two(exponent) == pytest.approx(2.0**exponent, rel=1e-14)


def test_sines_and_cosines() -> None:
    radians = np.radians(ANGLES)
    sines, cosines = sines_cosines(ANGLES)
    np.testing.assert_allclose(sines, np.sin(radians), atol=1e-14)
    np.testing.assert_allclose(cosines, np.cos(radians), atol=1e-14)


@pytest.mark.parametrize("quarters", range(-5, 6))
def test_quarter_turns_are_exact(quarters: int) -> None:
    expected = [(0, 1), (1, 0), (0, -1), (-1, 0)][quarters % 4]
    assert sine_cosine(90.0 * quarters) == expected


def test_angles_of_directions() -> None:
    radians = np.radians(np.linspace(-180, 180, 3001)[1:-1])
    for size in (1e-9, 1.0, 1e6):
        np.testing.assert_allclose(
            arctan2(size * np.sin(radians), size * np.cos(radians)), radians, atol=1e-14
        )
    ends = arctan2(np.array([0.0, 0.0, 2.0, -2.0]), np.array([0.0, -1.0, 0.0, 0.0]))
    np.testing.assert_allclose(ends, [0.0, np.pi, np.pi / 2, -np.pi / 2], atol=1e-15)


def test_srgb_there_and_back() -> None:
    encoded = np.linspace(-1, 4, 10_001)
    size = np.abs(encoded)
    expected = np.sign(encoded) * np.where(size <= 0.04045, size / 12.92, ((size + 0.055) / 1.055) ** 2.4)
    np.testing.assert_allclose(decode_srgb(encoded), expected, atol=1e-13)
    np.testing.assert_allclose(encode_srgb(decode_srgb(encoded)), encoded, atol=1e-7)
