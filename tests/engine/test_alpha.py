import numpy as np

from fotofun.imaging.alpha import on_premultiplied, premultiply, unpremultiply
from fotofun.imaging.blur import box
from fotofun.imaging.hidden import without_hidden
from fotofun.raster import Pixels


def every_pair() -> Pixels:
    """All values of a colour with all of alpha, (256, 256, 4)."""
    values = np.arange(256, dtype=np.uint8)
    pixels = np.empty((256, 256, 4), np.uint8)
    pixels[..., :3], pixels[..., 3] = values[:, np.newaxis, np.newaxis], values
    return pixels


def test_premultiply_rounds_to_nearest() -> None:
    result = premultiply(every_pair()).astype(np.int64)
    value, alpha = np.mgrid[:256, :256]
    np.testing.assert_array_equal(result[..., 0], (2 * value * alpha + 255) // 510)
    np.testing.assert_array_equal(result[..., 3], alpha)


def test_unpremultiply_rounds_to_nearest_and_stays_legal() -> None:
    result = unpremultiply(every_pair()).astype(np.float64)
    value, alpha = np.mgrid[:256, :256]
    wanted = np.where(alpha > 0, np.minimum(value * 255.0 / np.maximum(alpha, 1), 255.0), 0.0)
    assert np.abs(result[..., 0] - wanted).max() <= 0.5 + 1e-9


def test_opaque_pixels_come_back_as_they_were() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (9, 11, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    np.testing.assert_array_equal(unpremultiply(premultiply(pixels)), pixels)


def test_a_mean_counts_colours_by_alpha() -> None:
    pixels = np.zeros((1, 3, 4), np.uint8)
    pixels[0] = [(200, 0, 0, 255), (0, 255, 0, 0), (200, 0, 0, 255)]
    mean = on_premultiplied(pixels, lambda part: box(part, 1.0))
    np.testing.assert_array_equal(mean[0, 1], (200, 0, 0, 170))


def test_hidden_colours_are_replaced_by_those_around() -> None:
    pixels = np.zeros((9, 40, 4), np.uint8)
    pixels[...] = (0, 255, 0, 0)
    pixels[4, 20] = (80, 90, 100, 255)
    filled = without_hidden(pixels, 6)
    near = (np.abs(np.mgrid[-4:5, -20:20]) <= 6).all(axis=0)
    # One pixel alone is a hard case: what is left of it in a window of 7 x 7 is a few levels.
    assert np.abs(filled[near][:, :3].astype(int) - (80, 90, 100)).max() <= 24
    assert (filled[near][:, 3] == 255).all() and not filled[~near].any()


def test_visible_colours_stay_and_count_in_full() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (12, 12, 4), dtype=np.uint8)
    pixels[..., 3] |= 1
    np.testing.assert_array_equal(without_hidden(pixels, 4), pixels)
    pixels[3:5, 3:5, 3] = 0
    filled = without_hidden(pixels, 4)
    seen = pixels[..., 3] > 0
    np.testing.assert_array_equal(filled[seen][:, :3], pixels[seen][:, :3])
    assert (filled[..., 3] == 255).all()
