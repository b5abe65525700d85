from statistics import NormalDist

import numpy as np
import pytest

from fotofun.imaging.noise import NORMAL, normal, random_bits, two_normals, uniform
from fotofun.raster import Box

FIELD = Box(-40, 100, 360, 400)


@pytest.mark.parametrize("field", [random_bits, uniform, normal])
def test_a_part_equals_the_whole(field) -> None:  # type: ignore[no-untyped-def]
    whole = field(FIELD, 5, 1)
    part = Box(-7, 123, 60, 200)
    np.testing.assert_array_equal(field(part, 5, 1), whole[part.shift(40, -100).slices])
    assert whole.shape == (300, 400)


def test_bits_are_even_and_do_not_depend_on_each_other() -> None:
    bits = random_bits(FIELD, 0)
    shares = [float((bits >> np.uint32(i) & np.uint32(1)).mean()) for i in range(32)]
    assert np.abs(np.array(shares) - 0.5).max() < 0.01
    others = (random_bits(FIELD, 1), random_bits(FIELD, 0, 1), random_bits(FIELD.shift(1, 0), 0), bits[::-1])
    for other in (*others, random_bits(FIELD.shift(0, 1), 0), np.roll(bits, 7, axis=1)):
        same = np.unpackbits((bits ^ other).view(np.uint8)).mean()
        assert same == pytest.approx(0.5, abs=0.002)


def test_uniform_is_even() -> None:
    values = uniform(FIELD, 3)
    assert values.dtype == np.float32 and values.min() >= 0.0 and values.max() < 1.0
    counts = np.histogram(values, 16, (0.0, 1.0))[0] / values.size
    assert np.abs(counts * 16.0 - 1.0).max() < 0.05


def test_normal_is_normal() -> None:
    wanted = [NormalDist().inv_cdf((i + 0.5) / 65536) for i in range(0, 65536, 331)]
    np.testing.assert_allclose(NORMAL[::331], wanted, atol=2e-6)
    np.testing.assert_array_equal(NORMAL, -NORMAL[::-1])
    values = normal(FIELD, 9)
    assert float(values.mean()) == pytest.approx(0.0, abs=0.02)
    assert float(values.std()) == pytest.approx(1.0, abs=0.02)


def test_two_normals_are_independent() -> None:
    first, second = two_normals(FIELD, 2)
    np.testing.assert_array_equal(first, normal(FIELD, 2))
    assert abs(np.corrcoef(first.ravel(), second.ravel())[0, 1]) < 0.01


def test_the_first_numbers_are_what_they_always_were() -> None:
    """Saved recipes must keep their grain."""
    assert random_bits(Box(0, 0, 3, 1), 0)[0].tolist() == [1849246404, 3275909699, 2605455494]
