"""Distances and grown masks, against looking at every pair of pixels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from fotofun.imaging import distance as module
from fotofun.imaging.distance import contract, distance, expand
from fotofun.imaging.outline import ellipse
from fotofun.raster import Box, Mask

SIZES = st.tuples(st.integers(1, 30), st.integers(1, 30))


def away(inside: NDArray[np.bool_], limit: float) -> NDArray[np.float64]:
    """To the nearest True pixel, at most the limit."""
    y, x = np.mgrid[: inside.shape[0], : inside.shape[1]]
    each = [np.hypot(y - b, x - a) for b, a in zip(*np.nonzero(inside), strict=True)]
    return np.minimum(np.min(each, axis=0), limit) if each else np.full(inside.shape, limit)


def grown(mask: Mask, radius: float) -> NDArray[np.float64]:
    """Each pixel looks at all, through a disc with a rim: linear for full ones, in steps for others."""
    y, x = np.mgrid[: mask.shape[0], : mask.shape[1]]
    result = mask.astype(float)
    for (row, column), _ in np.ndenumerate(mask):
        gap = np.hypot(y - row, x - column)
        passed = np.clip(radius + 1 - gap, 0, 1)
        linear = np.where(mask == 255, passed * 255, 0).max()
        steps = np.select([gap <= radius + wider for wider in (0, 0.15, 0.3)], [255, 170, 85])
        stepped = np.minimum(mask, steps).max() if radius else 0
        result[row, column] = max(result[row, column], linear, stepped)
    return result


@settings(deadline=None, max_examples=150)
@given(
    size=SIZES,
    share=st.sampled_from([0.0, 0.01, 0.1, 0.5, 0.95]),
    limit=st.sampled_from([0.5, 1.0, 2.5, 7.0, 1e9]),
    seed=st.integers(0, 10**6),
)
def test_distance_is_exact(size: tuple[int, int], share: float, limit: float, seed: int) -> None:
    inside = np.random.default_rng(seed).random(size) < share
    result = distance(inside, limit)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, away(inside, limit), rtol=1e-6)


def test_bands_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = np.random.default_rng(3).random((90, 70)) < 0.01
    whole = distance(inside, 20)
    monkeypatch.setattr(module, "_BAND", 500)
    np.testing.assert_array_equal(distance(inside, 20), whole)


def test_far_distances_do_not_overflow() -> None:
    inside = np.zeros((3, 40_000), np.bool_)
    inside[0, 0] = True
    assert distance(inside, 1e9)[2, -1] == np.float32(np.hypot(2, 39_999))
    assert distance(inside.T.copy(), 1e9)[-1, 2] == np.float32(np.hypot(2, 39_999))


@settings(deadline=None, max_examples=40)
@given(size=SIZES, radius=st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.7, 9.0]), seed=st.integers(0, 10**6))
def test_expand_grows_by_a_disc(size: tuple[int, int], radius: float, seed: int) -> None:
    levels = np.array([0, 0, 0, 0, 0, 0, 0, 255, 128, 60], np.uint8)
    mask = np.random.default_rng(seed).choice(levels, size)
    before = mask.copy()
    np.testing.assert_allclose(expand(mask, radius), grown(mask, radius), atol=1)
    np.testing.assert_array_equal(mask, before)


@settings(deadline=None, max_examples=40)
@given(size=SIZES, radius=st.floats(0, 12), seed=st.integers(0, 10**6))
def test_contract_is_expansion_of_the_rest(size: tuple[int, int], radius: float, seed: int) -> None:
    mask = np.random.default_rng(seed).choice(np.array([0, 255, 255, 255, 255, 90], np.uint8), size)
    np.testing.assert_array_equal(contract(mask, radius), ~expand(~mask, radius))


def test_contract_from_the_border() -> None:
    full = np.full((9, 11), 255, np.uint8)
    assert (contract(full, 3) == 255).all()
    framed = contract(full, 3, from_edges=True)
    assert (framed[3:-3, 3:-3] == 255).all() and framed.astype(int).sum() == 255 * 3 * 5


@pytest.mark.parametrize("radius", [1, 7, 40])
def test_a_soft_edge_moves_unchanged(radius: int) -> None:
    edge = np.array([255] * 60 + [200, 130, 77, 3] + [0] * 60, np.uint8)
    mask = np.tile(edge, (5, 1))
    np.testing.assert_array_equal(expand(mask, radius)[:, radius:], mask[:, :-radius])
    np.testing.assert_array_equal(contract(mask, radius)[:, :-radius], mask[:, radius:])


def test_a_disc_grows_to_a_disc() -> None:
    box = Box(0, 0, 200, 200)
    wide = expand(ellipse(70, 70, 60, 60, box), 50).astype(int)
    assert np.abs(wide - ellipse(20, 20, 160, 160, box)).max() < 90
    assert wide.sum() / 255 == pytest.approx(np.pi * 80**2, rel=0.003)


def test_wide_soft_edges_are_done_coarsely_and_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    shape = Image.fromarray(ellipse(80, 90, 120, 70, Box(0, 0, 281, 243)))
    soft = np.asarray(shape.filter(ImageFilter.GaussianBlur(12)))
    fine = expand(soft, 30).astype(int)
    monkeypatch.setattr(module, "_GREY_WORK", 300_000)
    coarse = expand(soft, 30).astype(int)
    assert (coarse != fine).any()
    assert np.abs(coarse - fine).max() <= 12
