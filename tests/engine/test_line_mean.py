import math

import numpy as np
import pytest
from numpy.typing import NDArray

from fotofun.imaging.line_mean import line_margin, line_mean
from fotofun.raster import Pixels


def noise(height: int, width: int) -> Pixels:
    return np.random.default_rng(1).integers(0, 256, (height, width, 4), dtype=np.uint8)


def point(side: int = 101) -> Pixels:
    image = np.zeros((side, side, 4), np.uint8)
    image[side // 2, side // 2] = 255
    return image


@pytest.mark.parametrize("length", [2, 8, 20, 32])
def test_a_level_line_is_the_mean_of_a_row(length: int) -> None:
    image, half = noise(20, 70), length // 2
    padded = np.pad(image, ((0, 0), (half, half), (0, 0)), mode="edge").astype(np.float64)
    wanted = sum(padded[:, i : i + 70] for i in range(length + 1)) / (length + 1)
    assert np.abs(line_mean(image, float(length), 0.0) - wanted).max() <= 0.5
    turned = line_mean(image.swapaxes(0, 1), 0.0, float(length)).swapaxes(0, 1)
    np.testing.assert_array_equal(turned, line_mean(image, float(length), 0.0))


def test_a_diagonal_line_is_the_mean_of_a_diagonal() -> None:
    image = noise(40, 40)
    padded = np.pad(image, ((5, 5), (5, 5), (0, 0)), mode="edge").astype(np.float64)
    wanted = sum(padded[i : i + 40, 10 - i : 50 - i] for i in range(11)) / 11
    assert np.abs(line_mean(image, 10.0, -10.0) - wanted).max() <= 0.5


@pytest.mark.parametrize(("dx", "dy"), [(30.0, 11.0), (-9.0, 27.0), (60.0, -35.0), (25.0, 70.0)])
def test_a_point_becomes_the_line(dx: float, dy: float) -> None:
    """Its light lies along the line, evenly around the middle, as wide and as high as it."""
    light = line_mean(point(), dx, dy)[..., 0].astype(np.float64)
    rows, columns = np.mgrid[-50:51, -50:51]
    total = light.sum()
    assert total == pytest.approx(255.0, rel=0.25)  # a few levels for each pixel: rounding shows
    assert abs((light * columns).sum() / total) < 0.6 and abs((light * rows).sum() / total) < 0.6
    length = math.hypot(dx, dy)
    away = np.abs(columns * dy - rows * dx) / length
    along = np.abs(columns * dx + rows * dy) / length
    assert away[light > 0].max() < 2.0
    assert along[light > 0].max() == pytest.approx(length / 2.0, abs=2.5)


@pytest.mark.parametrize(("dx", "dy"), [(120.0, 0.0), (90.0, 40.0)])
def test_a_long_line_is_as_even_as_a_short_one(dx: float, dy: float) -> None:
    """A mean of means has as many readings as its line is long, but for its ends."""
    half = np.zeros((301, 301, 4), np.uint8)
    half[:, 151:] = 255
    ramp: NDArray[np.float64] = line_mean(half, dx, dy)[150, :, 0].astype(np.float64)
    inside = slice(151 - int(dx / 2) + 3, 151 + int(dx / 2) - 3)
    steps = np.diff(ramp[inside])
    assert steps.min() >= 0.0 and np.abs(steps - 255.0 / (dx + 1.0)).max() <= 1.3


@pytest.mark.parametrize(("dx", "dy"), [(7.0, 3.0), (40.0, -23.0), (-15.0, 55.0)])
def test_it_depends_on_no_more_than_its_margin(dx: float, dy: float) -> None:
    far = line_margin(dx, dy)
    image = noise(2 * far + 20, 2 * far + 20)
    whole = line_mean(image, dx, dy)[far:-far, far:-far]
    for top, left in ((0, 0), (5, 9)):
        part = image[top : top + 2 * far + 8, left : left + 2 * far + 8]
        inner = line_mean(np.ascontiguousarray(part), dx, dy)[far:-far, far:-far]
        np.testing.assert_array_equal(inner, whole[top : top + 8, left : left + 8])


def test_no_length_changes_nothing_and_what_is_even_stays() -> None:
    np.testing.assert_array_equal(line_mean(noise(9, 9), 0.3, 0.2), noise(9, 9))
    even = np.full((12, 12, 4), 255, np.uint8)
    np.testing.assert_array_equal(line_mean(even, 300.0, 77.0), even)
