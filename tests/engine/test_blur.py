import numpy as np
import pytest
from numpy.typing import NDArray

from fotofun.imaging.blur import box, gaussian, gaussian_margin

Floats = NDArray[np.float64]


def convolved(plane: NDArray[np.uint8], kernel: Floats) -> Floats:
    """Rows, then columns, in float64 with edges extended."""
    reach = len(kernel) // 2
    result = np.pad(plane.astype(np.float64), reach, mode="edge")
    for axis in (0, 1):
        result = np.apply_along_axis(np.convolve, axis, result, kernel, "valid")
    return result


def photo(height: int = 90, width: int = 120) -> NDArray[np.uint8]:
    """Waves, an edge, and some noise."""
    y, x = np.mgrid[:height, :width]
    plane = 120 + 60 * np.sin(x / 9.0) * np.cos(y / 7.0) + 50 * (x + y > 110)
    return np.asarray(
        np.clip(plane + np.random.default_rng(0).normal(0, 8, plane.shape), 0, 255).astype(np.uint8), np.uint8
    )


@pytest.mark.parametrize("sigma", [1.2, 1.7, 3.0, 5.5, 8.0])
def test_gaussian_is_within_two_levels_of_the_formula(sigma: float) -> None:
    places = np.arange(-int(6 * sigma), int(6 * sigma) + 1)
    kernel = np.exp(-(places**2) / (2.0 * sigma * sigma))
    plane = photo()
    far = gaussian_margin(sigma)  # edges are extended after every box, and so a little otherwise
    inner = slice(far, -far), slice(far, -far)
    wanted = convolved(plane, kernel / kernel.sum())[inner]
    assert wanted.size > 0
    assert np.abs(gaussian(plane, sigma)[inner] - wanted).max() <= 2.0


@pytest.mark.parametrize("sigma", [0.3, 0.5, 0.8, 2.0, 6.0])
def test_gaussian_has_its_standard_deviation(sigma: float) -> None:
    plane = np.zeros((1, 101), np.uint8)
    plane[:, 50] = 255
    line = gaussian(np.repeat(plane, 60, axis=0), sigma)[30].astype(np.float64)
    places = np.arange(101) - 50.0
    assert np.sqrt((line * places**2).sum() / line.sum()) == pytest.approx(sigma, abs=0.06 + 0.03 * sigma)
    np.testing.assert_array_equal(line, line[::-1])


@pytest.mark.parametrize("radius", [1.0, 2.0, 4.0, 1.5, 0.25])
def test_box_is_the_mean_of_a_square(radius: float) -> None:
    whole = int(radius)
    part = radius - whole
    kernel = np.array([part, *[1.0] * (2 * whole + 1), part]) / (2.0 * radius + 1.0)
    assert np.abs(box(photo(), radius) - convolved(photo(), kernel)).max() <= 1.01


@pytest.mark.parametrize("sigma", [0.4, 1.0, 2.3, 7.0, 31.0])
def test_a_part_with_its_margin_equals_the_whole(sigma: float) -> None:
    plane, far = photo(150, 260), gaussian_margin(sigma)
    whole = gaussian(plane, sigma)
    for top, left in ((0, 0), (11, 13), (60, 101), (149, 259)):
        above, before = max(0, top - far), max(0, left - far)
        part = gaussian(np.ascontiguousarray(plane[above : top + 20 + far, before : left + 30 + far]), sigma)
        part = part[top - above :, left - before :][:20, :30]
        np.testing.assert_array_equal(part, whole[top : top + 20, left : left + 30])


def test_channels_are_blurred_each_for_itself() -> None:
    planes = [photo(), photo()[::-1], photo()[:, ::-1], photo()[::-1, ::-1]]
    for count in (3, 4):
        image = np.stack(planes[:count], axis=-1)
        for channel in range(count):
            plane = np.ascontiguousarray(planes[channel])
            np.testing.assert_array_equal(gaussian(image, 3.0)[..., channel], gaussian(plane, 3.0))
            np.testing.assert_array_equal(box(image, 2.0)[..., channel], box(plane, 2.0))


@pytest.mark.parametrize("level", [0, 1, 127, 254, 255])
def test_what_is_even_stays(level: int) -> None:
    plane = np.full((20, 30), level, np.uint8)
    for sigma in (0.5, 3.0, 200.0, 1000.0):
        assert (gaussian(plane, sigma) == level).all()
        assert (box(plane, sigma) == level).all()


def test_no_radius_changes_nothing() -> None:
    np.testing.assert_array_equal(gaussian(photo(), 0.0), photo())
    np.testing.assert_array_equal(box(photo(), 0.0), photo())
    assert gaussian_margin(0.0) == 0
