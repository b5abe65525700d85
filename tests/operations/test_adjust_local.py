"""Shadows and highlights, clarity and dehaze look around each pixel, and keep edges."""

from typing import Any

import numpy as np
import pytest

from fotofun.catalog import find
from fotofun.imaging.block_means import BlockMeans
from fotofun.imaging.guided_plane import GuidedPlane
from fotofun.operation import Tile


def filtered(name: str, pixels: np.ndarray, **params: Any) -> np.ndarray:
    operation: Any = find(name).create(params)
    tile = Tile(0, 0, (pixels.shape[1], pixels.shape[0]), operation.prepare(pixels))
    return np.asarray(operation.filter(pixels, tile))


def grey(values: np.ndarray) -> np.ndarray:
    values = np.clip(values, 0, 255).astype(np.uint8)
    return np.dstack([values, values, values, np.full_like(values, 255)])


def halves(dark: int, bright: int, size: int = 120, noise: float = 4.0) -> np.ndarray:
    """A dark and a bright half with a little texture."""
    values = np.full((size, size), float(dark))
    values[:, size // 2 :] = bright
    return grey(values + np.random.default_rng(0).normal(0, noise, values.shape))


# --- what they share --------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", [1, 3, 7, 50])
def test_block_means_are_means_of_what_can_be_seen(factor: int) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (31, 44, 4), dtype=np.uint8)
    pixels[..., 3] = np.where(pixels[..., 3] < 90, 0, pixels[..., 3])
    pixels[:20, :20, 3] = 0
    means = BlockMeans.of(pixels, factor)
    for row, column in np.ndindex(*means.seen.shape):
        block = pixels[row * factor : (row + 1) * factor, column * factor : (column + 1) * factor].reshape(
            -1, 4
        )
        visible = block[block[:, 3] > 0, :3]
        assert means.seen[row, column] == bool(len(visible))
        expected = visible.mean(axis=0) if len(visible) else 0
        np.testing.assert_allclose(means.colours[row, column], expected)


def slow_guided(guide: np.ndarray, values: np.ndarray, seen: np.ndarray, reach: int, noise: float) -> Any:
    """The guided filter, window by window; the result at the blocks' own places."""

    def windows(row: int, column: int) -> Any:
        rows = slice(max(row - reach, 0), row + reach + 1)
        columns = slice(max(column - reach, 0), column + reach + 1)
        return rows, columns, seen[rows, columns]

    slope, offset = np.zeros_like(guide), np.zeros_like(guide)
    for place in np.ndindex(*guide.shape):
        rows, columns, inside = windows(*place)
        g, v = guide[rows, columns][inside], values[rows, columns][inside]
        if len(g):
            slope[place] = np.mean((g - g.mean()) * (v - v.mean())) / (g.var() + noise**2)
            offset[place] = v.mean() - slope[place] * g.mean()
    result = np.zeros_like(guide)
    for place in np.ndindex(*guide.shape):
        rows, columns, inside = windows(*place)
        if inside.any():
            mean_slope = slope[rows, columns][inside].mean()
            result[place] = mean_slope * guide[place] + offset[rows, columns][inside].mean()
    return result


def test_a_guided_plane_is_the_guided_filter() -> None:
    rng = np.random.default_rng(6)
    guide = rng.integers(0, 256, (17, 23)).astype(float)
    values, seen = rng.uniform(0, 255, guide.shape), rng.uniform(0, 1, guide.shape) > 0.2
    plane = GuidedPlane.of(guide, values, seen, factor=1, reach=3, noise=20.0)
    expected = slow_guided(guide, values, seen, 3, 20.0)
    np.testing.assert_allclose(plane.at(guide.astype(np.uint8), 0, 0), expected, atol=0.01)


def test_a_guided_plane_is_bilinear_between_blocks() -> None:
    slope, offset = np.zeros((2, 3), np.float32), np.array([[0, 40, 80], [100, 140, 180]], np.float32)
    plane = GuidedPlane(10, slope, offset)
    whole = plane.at(np.zeros((20, 30), np.uint8), 0, 0)
    rows, columns = np.clip((np.arange(20) - 4.5) / 10, 0, 1), np.clip((np.arange(30) - 4.5) / 10, 0, 2)
    np.testing.assert_allclose(whole, 100 * rows[:, np.newaxis] + 40 * columns, atol=1e-3)
    np.testing.assert_array_equal(plane.at(np.zeros((7, 9), np.uint8), 12, 5), whole[5:12, 12:21])


# --- shadows and highlights -------------------------------------------------------------------------


def test_shadows_are_lifted_and_bright_parts_stay() -> None:
    pixels = halves(30, 220)
    result = filtered("shadows_highlights", pixels, shadows=60, radius=15, colour=0).astype(int)
    assert result[:, :50, 0].mean() > 50
    np.testing.assert_allclose(result[:, 75:, 0], pixels[:, 75:, 0], atol=1)
    texture = result[:, :45, 0].std() / pixels[:, :45, 0].std()
    assert texture > 1.3  # detail is raised with the tones, not washed out


def test_highlights_are_lowered_and_dark_parts_stay() -> None:
    pixels = halves(30, 220)
    result = filtered("shadows_highlights", pixels, shadows=0, highlights=60, radius=15).astype(int)
    assert result[:, 70:, 0].mean() < 200
    np.testing.assert_allclose(result[:, :45, 0], pixels[:, :45, 0], atol=1)


def test_without_amounts_nothing_changes() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (50, 60, 4), dtype=np.uint8)
    np.testing.assert_array_equal(filtered("shadows_highlights", pixels, shadows=0), pixels)
    np.testing.assert_array_equal(filtered("clarity", pixels, amount=0), pixels)
    np.testing.assert_array_equal(filtered("dehaze", pixels, amount=0), pixels)


def test_colour_comes_back_with_the_shadows() -> None:
    pixels = np.zeros((60, 60, 4), np.uint8)
    pixels[:] = (60, 40, 30, 255)
    faint, strong = (
        filtered("shadows_highlights", pixels, shadows=80, colour=colour)[30, 30, :3].astype(int)
        for colour in (0, 80)
    )
    assert np.ptp(strong) > 1.2 * np.ptp(faint)


# --- clarity ----------------------------------------------------------------------------------------


def test_clarity_raises_texture_and_leaves_flat_parts() -> None:
    pixels = halves(110, 110, noise=10)
    texture = pixels[..., 0].std()
    assert filtered("clarity", pixels, amount=80, radius=10)[..., 0].std() > 1.4 * texture
    assert filtered("clarity", pixels, amount=-60, radius=10)[..., 0].std() < 0.8 * texture
    flat = grey(np.full((40, 40), 77))
    np.testing.assert_array_equal(filtered("clarity", flat, amount=100), flat)


def test_clarity_puts_no_rim_beside_an_edge() -> None:
    pixels = halves(70, 190, noise=0)
    result = filtered("clarity", pixels, amount=100, radius=20).astype(int)
    assert np.abs(result[..., 0] - pixels[..., 0]).max() <= 20  # of 120


# --- dehaze -----------------------------------------------------------------------------------------


def hazy(depth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A scene of dark and coloured patches, clear, and behind haze of that depth, (H, W) 0..1."""
    rng = np.random.default_rng(9)
    patches = rng.integers(0, 200, (20, 20, 3)) * rng.choice([0.1, 1.0], (20, 20, 3))
    scene = np.kron(patches, np.ones((10, 10, 1)))
    veiled = scene * (1 - depth[..., np.newaxis]) + np.array([225, 230, 240]) * depth[..., np.newaxis]
    veiled[:20] = (225, 230, 240)  # sky
    opaque = np.full((200, 200, 1), 255)
    return scene, np.concatenate([veiled, opaque], axis=-1).astype(np.uint8)


def test_haze_is_taken_away() -> None:
    scene, pixels = hazy(np.full((200, 200), 0.6))
    result = filtered("dehaze", pixels, amount=100)[30:, :, :3].astype(float)
    before = np.abs(pixels[30:, :, :3] - scene[30:]).mean()
    assert np.abs(result - scene[30:]).mean() < 0.35 * before


def test_a_clear_part_stays_clear() -> None:
    depth = np.zeros((200, 200))
    depth[:, 100:] = 0.7
    _, pixels = hazy(depth)
    result = filtered("dehaze", pixels, amount=70).astype(int)
    assert np.abs(result[30:, :60, :3] - pixels[30:, :60, :3]).mean() < 8
    assert result[30:, 130:, :3].std() > 1.5 * pixels[30:, 130:, :3].std()


def test_haze_can_be_laid_on() -> None:
    _, pixels = hazy(np.full((200, 200), 0.5))
    result = filtered("dehaze", pixels, amount=-80)
    assert result[30:, :, :3].std() < 0.8 * pixels[30:, :, :3].std()
    assert result[30:, :, :3].mean() > pixels[30:, :, :3].mean()


@pytest.mark.parametrize("name", ["shadows_highlights", "clarity", "dehaze"])
def test_hidden_colours_do_not_count(name: str) -> None:
    pixels = halves(60, 180)
    pixels[:, :30, 3] = 0
    other = pixels.copy()
    other[:, :30, :3] ^= 255
    np.testing.assert_array_equal(filtered(name, pixels)[:, 30:], filtered(name, other)[:, 30:])
