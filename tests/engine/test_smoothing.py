"""Non-local means, edge-avoiding means and the painter's filter beside slow versions of their formulas."""

import numpy as np
import pytest
from numpy.typing import NDArray

from fotofun.imaging.edge_avoiding import edge_avoiding_mean
from fotofun.imaging.kuwahara import kuwahara, kuwahara_margin
from fotofun.imaging.non_local_means import CUT, MARGIN, PATCH, SEARCH, non_local_mean
from fotofun.raster import Mask, Pixels


def edge_with_noise(height: int, width: int, sigma: float) -> tuple[Mask, NDArray[np.float64]]:
    """A noisy plane, and what it was before."""
    clean = np.where(np.arange(width) < width // 2, 70.0, 170.0) + np.zeros((height, 1))
    noisy = clean + np.random.default_rng(2).normal(0, sigma, clean.shape)
    return np.clip(np.floor(noisy + 0.5), 0, 255).astype(np.uint8), clean


def slow_non_local_mean(plane: Mask, limit: int) -> NDArray[np.float64]:
    padded = np.pad(plane, MARGIN, mode="edge").astype(int)
    result = np.empty(plane.shape)

    def patch(y: int, x: int) -> NDArray[np.int64]:
        return padded[y + SEARCH : y + SEARCH + 2 * PATCH + 1, x + SEARCH : x + SEARCH + 2 * PATCH + 1]

    for y, x in np.ndindex(plane.shape):
        weights, values = [], []
        for i, j in np.ndindex(2 * SEARCH + 1, 2 * SEARCH + 1):
            down, across = i - SEARCH, j - SEARCH
            if (down, across) != (0, 0):
                other = patch(y + down, x + across)
                squares = (np.minimum(np.abs(other - patch(y, x)), CUT) ** 2).sum()
                weights.append((limit - min(limit, int(squares))) >> max(limit.bit_length() - 7, 0))
                values.append(other[PATCH, PATCH])
        most = max(1, *weights)
        mean = (np.dot(weights, values) + most * int(plane[y, x])) / (sum(weights) + most)
        result[y, x] = np.floor(mean + 0.5)
    return result


@pytest.mark.parametrize(("sigma", "tolerance"), [(4.0, 1.0), (9.0, 2.0), (20.0, 3.0)])
def test_non_local_mean_is_its_formula(sigma: float, tolerance: float) -> None:
    plane = edge_with_noise(14, 17, sigma)[0]
    limit = min(round(2.0 * sigma * sigma * tolerance * 25), 65535)
    wanted = slow_non_local_mean(plane, limit)
    # Float32 may put a mean that lies halfway on the other side.
    difference = np.abs(non_local_mean(plane, sigma, tolerance) - wanted)
    assert difference.max() <= 1.0 and (difference > 0).mean() < 0.02


def test_non_local_mean_removes_noise_and_keeps_an_edge() -> None:
    noisy, clean = edge_with_noise(60, 80, 8.0)
    result = non_local_mean(noisy, 8.0, 2.0)
    assert np.std(result - clean) < 0.4 * np.std(noisy - clean)
    assert np.abs(result[:, 36:44].mean(axis=0) - clean[0, 36:44]).max() < 4.0
    np.testing.assert_array_equal(non_local_mean(noisy, 0.0, 2.0), noisy)


def slow_level(plane: Mask, step: int, tolerance: int) -> NDArray[np.float64]:
    padded = np.pad(plane, step, mode="edge").astype(float)
    total, weights = np.zeros(plane.shape), np.zeros(plane.shape)
    for y in (0, step, 2 * step):
        for x in (0, step, 2 * step):
            other = padded[y : y + plane.shape[0], x : x + plane.shape[1]]
            weight = np.maximum(tolerance - np.abs(other - plane), 0.0)
            total += weight * other
            weights += weight
    return np.floor(total / weights + 0.5)


@pytest.mark.parametrize("tolerance", [1, 20, 127])
def test_edge_avoiding_mean_is_its_formula(tolerance: int) -> None:
    plane = edge_with_noise(30, 40, 12.0)[0]
    first = slow_level(plane, 2, tolerance).astype(np.uint8)
    wanted = slow_level(first, 1, tolerance)
    result = edge_avoiding_mean([plane], 3, tolerance)[0]
    assert np.abs(result - wanted).max() <= 1.0 and (result != wanted).mean() < 0.02


def test_edge_avoiding_mean_smooths_and_keeps_an_edge() -> None:
    noisy, clean = edge_with_noise(60, 80, 6.0)
    result = edge_avoiding_mean([noisy], 8, 40)[0]
    assert np.std(result - clean) < 0.35 * np.std(noisy - clean)
    wide = edge_avoiding_mean([noisy], 8, 255)[0]  # everything mixes, also across the edge
    assert np.abs(wide[:, 38:42].mean(axis=0) - clean[0, 38:42]).max() > 20.0


def test_guides_forbid_mixing() -> None:
    noisy = edge_with_noise(20, 20, 10.0)[0]
    board = ((np.indices(noisy.shape).sum(axis=0) % 2) * 255).astype(np.uint8)
    single = edge_avoiding_mean([noisy], 1, 60, (board,))[0]
    free = edge_avoiding_mean([noisy], 1, 60)[0]
    assert np.std(free.astype(float)[:, :8]) < np.std(single.astype(float)[:, :8])


def colours(plane: Mask) -> Pixels:
    return np.dstack([plane, plane, plane, np.full_like(plane, 255)])


def test_painting_flattens_sides_and_sharpens_the_edge_between_them() -> None:
    noisy, clean = edge_with_noise(60, 80, 8.0)
    blurred = np.clip(clean, 0, 255).astype(np.uint8)
    blurred[:, 37:43] = np.linspace(70, 170, 6).astype(np.uint8)
    result = kuwahara(colours(blurred), 6.0, 2)[..., 0].astype(float)
    assert np.abs(result[:, [37, 42]] - clean[:, [37, 42]]).max() < 12.0  # were 0 and 20..80 off
    painted = kuwahara(colours(noisy), 6.0, 4)[..., 0]
    assert np.std(painted - clean) < 0.6 * np.std(noisy - clean)


def test_painting_depends_on_no_more_than_its_margin() -> None:
    far = kuwahara_margin(4.0)
    plane = np.random.default_rng(4).integers(0, 256, (2 * far + 12, 2 * far + 12), dtype=np.uint8)
    whole = kuwahara(colours(plane), 4.0, 3)[far:-far, far:-far]
    changed = plane.copy()
    changed[0] ^= 255
    changed[:, 0] ^= 255
    result = kuwahara(colours(changed), 4.0, 3)[far + 1 : -far, far + 1 : -far]
    np.testing.assert_array_equal(result, whole[1:, 1:])
