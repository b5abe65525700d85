"""Arrays as images, and back."""

import numpy as np
import pytest
from PIL import Image

from fotofun.imaging.views import as_array, as_image, copy_into

RNG = np.random.default_rng(4)


@pytest.mark.parametrize("shape", [(7, 5, 4), (7, 5), (1, 1, 4)])
def test_an_image_comes_back_as_it_was_and_apart(shape: tuple[int, ...]) -> None:
    pixels = RNG.integers(0, 256, shape, dtype=np.uint8)
    image = as_image(pixels).copy()
    back = as_array(image)
    np.testing.assert_array_equal(back, pixels)
    back[...] = 0
    np.testing.assert_array_equal(as_array(image), pixels)


def test_pixels_go_into_a_part_of_an_array_and_nowhere_else() -> None:
    pixels = RNG.integers(0, 256, (6, 8, 4), dtype=np.uint8)
    for part in (np.s_[2:5], np.s_[2:5, 1:7], np.s_[::-1, ::2]):
        whole = np.full((6, 8, 4), 9, np.uint8)
        copy_into(whole[part], as_image(pixels[part]))
        expected = np.full((6, 8, 4), 9, np.uint8)
        expected[part] = pixels[part]
        np.testing.assert_array_equal(whole, expected)


def test_three_channels_go_into_the_first_three() -> None:
    colours = RNG.integers(0, 256, (6, 8, 3), dtype=np.uint8)
    whole = np.zeros((6, 8, 4), np.uint8)
    for out in (whole, whole[:, ::-1]):
        copy_into(out, Image.fromarray(colours))
        np.testing.assert_array_equal(out[..., :3], colours)
