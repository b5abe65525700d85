import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotofun.imaging.median import EXACT, median
from fotofun.raster import Pixels


def random_picture(width: int, height: int, seed: int) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)


def windows(image: Pixels, radius: int) -> Pixels:
    """(H, W, 4, n, n): what lies around each pixel, edges extended."""
    padded = np.pad(image, ((radius, radius), (radius, radius), (0, 0)), mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, (2 * radius + 1,) * 2, axis=(0, 1))


@settings(deadline=None, max_examples=15)
@given(
    width=st.integers(1, 40),
    height=st.integers(1, 40),
    radius=st.integers(1, EXACT),
    seed=st.integers(0, 99),
)
def test_small_windows_have_their_exact_median(width: int, height: int, radius: int, seed: int) -> None:
    image = random_picture(width, height, seed) // np.uint8(1 + seed % 60)  # also many equal values
    np.testing.assert_array_equal(median(image, radius), np.median(windows(image, radius), axis=(-1, -2)))


@pytest.mark.parametrize("radius", [4, 5, 7, 10, 16])
def test_large_windows_have_nearly_their_median(radius: int) -> None:
    """The median of medians of noise is one of its middle values."""
    image = random_picture(80, 80, 3)
    inner = slice(radius, -radius)
    result = median(image, radius)[inner, inner]
    assert np.abs(result.astype(int) - 128).mean() < 24
    around = windows(image, radius)[inner, inner].reshape(*result.shape, -1)
    rank = (around < result[..., np.newaxis]).mean(axis=-1)
    assert rank.min() > 0.2 and rank.max() < 0.8


@pytest.mark.parametrize("radius", [1, 3, 6, 13, 40, 100])
def test_an_edge_stays_where_it_is_and_specks_vanish(radius: int) -> None:
    image = np.zeros((30, 60, 4), np.uint8)
    image[:, 31:] = 200
    speckled = image.copy()
    speckled[15, 5], speckled[15, 50] = 255, 0
    np.testing.assert_array_equal(median(speckled, radius), image)


@pytest.mark.parametrize("radius", [1, 2, 3, 5, 11, 25])
def test_it_depends_on_no_more_than_the_radius(radius: int) -> None:
    image = random_picture(2 * radius + 9, 2 * radius + 9, 1)
    changed = image.copy()
    changed[0] ^= 255
    changed[:, -1] ^= 255
    inner = slice(radius + 1, -radius - 1)
    np.testing.assert_array_equal(median(changed, radius)[inner, inner], median(image, radius)[inner, inner])


def test_no_radius_changes_nothing() -> None:
    image = random_picture(5, 6, 0)
    np.testing.assert_array_equal(median(image, 0), image)
