"""Dissolve lets a share of the pixels through, the same ones each time."""

import numpy as np

from fotofun.raster import Pixels
from fotofun.render.blend import composite
from fotofun.render.blend.dissolve import thresholds


def picture(seed: int, alphas: tuple[int, ...]) -> Pixels:
    """Random colours with random alphas of these."""
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (60, 60, 4), np.uint8)
    pixels[..., 3] = random.choice(np.array(alphas, np.uint8), (60, 60))
    return pixels


def test_dissolve_takes_all_of_a_pixel_or_nothing() -> None:
    backdrop, source = picture(1, (0, 100, 255)), picture(2, (0, 1, 100, 254, 255))
    coverage = picture(3, (0, 50, 255))[..., 3].copy()
    weight = source[..., 3].astype(np.uint32) * coverage
    stays = weight > thresholds(10, 20, 60, 60)
    expected = np.where(backdrop[..., 3:] > 0, backdrop, 0)
    expected[stays] = source[stays]
    expected[stays, 3] = 255
    assert np.array_equal(composite(backdrop, source, "dissolve", coverage, origin=(10, 20)), expected)
    assert stays[weight == 255 * 255].all() and not stays[weight == 0].any()
    expected[..., 3] = backdrop[..., 3]
    expected[backdrop[..., 3] == 0] = 0
    kept = composite(backdrop, source, "dissolve", coverage, origin=(10, 20), keep_alpha=True)
    assert np.array_equal(kept, expected)


def test_thresholds_are_spread_evenly() -> None:
    values = thresholds(-300, 5000, 512, 512)
    assert values.max() <= 65024
    share = np.bincount((values // 6503).ravel(), minlength=10) / values.size
    np.testing.assert_allclose(share, 0.1, atol=0.003)
    centred = values - values.mean()
    for neighbour in (np.roll(centred, 1, 0), np.roll(centred, 1, 1), np.roll(centred, (1, 1), (0, 1))):
        assert abs((centred * neighbour).mean() / centred.var()) < 0.01
    assert np.array_equal(thresholds(-299, 5001, 9, 9), values[1:10, 1:10])
    assert thresholds(3, 4, 2, 2).tolist() == [[55563, 16998], [37298, 46421]], "documents keep their look"
