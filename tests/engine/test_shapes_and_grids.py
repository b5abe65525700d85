"""Apertures, coarse grids, cells and screens: what tiles share."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fotofun.imaging.aperture import Columns, area, disc, reach, regular_polygon, shape_sums
from fotofun.imaging.cells import REACH, UNIT, cells
from fotofun.imaging.coarse import Coarse, coarse_margin
from fotofun.imaging.screen import screen
from fotofun.raster import Box

SHAPES = [disc(0.4), disc(3.0), disc(5.5), regular_polygon(5.0, 6, 10.0), regular_polygon(4.0, 5, 0.0)]


@pytest.mark.parametrize("shape", SHAPES)
def test_sums_over_a_shape(shape: Columns) -> None:
    plane = np.random.default_rng(0).integers(0, 1000, (23, 31)).astype(np.uint32)
    far = reach(shape)
    padded = np.pad(plane, far, mode="edge").astype(int)
    wanted = np.zeros(plane.shape, int)
    for x, first, last in shape:
        for y in range(first, last + 1):
            wanted += padded[far + y : far + y + 23, far + x : far + x + 31]
    np.testing.assert_array_equal(shape_sums(plane, shape), wanted)


@pytest.mark.parametrize("radius", [6.0, 11.0, 25.0])
@pytest.mark.parametrize("corners", [5, 6, 8])
@pytest.mark.parametrize("degrees", [0.0, 15.0, 90.0, 301.0])
def test_polygons_have_the_discs_area_and_are_convex(radius: float, corners: int, degrees: float) -> None:
    wanted = math.pi * radius * radius
    assert area(disc(radius)) == pytest.approx(wanted, rel=0.06)
    polygon = regular_polygon(radius, corners, degrees)
    assert area(polygon) == pytest.approx(wanted, rel=0.1)
    xs = [x for x, _, _ in polygon]
    assert xs == list(range(xs[0], xs[-1] + 1))
    inner = radius * math.sqrt(2.0 * math.pi / (corners * math.sin(math.tau / corners)))
    inner *= math.cos(math.pi / corners)
    inside = {(x, y) for x, first, last in polygon for y in range(first, last + 1)}
    assert {(x, y) for x, a, b in disc(inner - 1.0) for y in range(a, b + 1)} <= inside


@settings(deadline=None, max_examples=30)
@given(
    factor=st.sampled_from([1, 2, 4, 8]),
    box=st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(60, 100), st.integers(60, 90)),
)
def test_a_coarse_picture_is_the_same_in_every_tile(factor: int, box: tuple[int, int, int, int]) -> None:
    image = np.random.default_rng(1).integers(0, 256, (90, 100, 4), dtype=np.uint8)
    part = Box(*box)
    whole = Coarse(factor, 0, 0, (90, 100))
    tile = Coarse(factor, part.left, part.top, (part.bottom - part.top, part.right - part.left))
    cut = np.ascontiguousarray(image[part.slices])
    made, alone = whole.enlarged(whole.means(image))[part.slices], tile.enlarged(tile.means(cut))
    assert made.shape == alone.shape == cut.shape
    far = coarse_margin(factor)
    seen = [far if box[i] else 0 for i in (0, 1)] + [
        far if box[i] < end else 0 for i, end in ((2, 100), (3, 90))
    ]
    inner = slice(seen[1], made.shape[0] - seen[3]), slice(seen[0], made.shape[1] - seen[2])
    np.testing.assert_array_equal(alone[inner], made[inner])
    planes = tile.means_of(tile.filled_up(cut[..., 0].astype(np.uint32)))
    assert planes.shape == tile.small
    assert np.abs(planes.astype(int) - tile.means(cut)[..., 0]).max() <= 1


def test_a_square_is_its_mean() -> None:
    image = np.random.default_rng(1).integers(0, 256, (16, 24, 4), dtype=np.uint8)
    wanted = image.reshape(4, 4, 6, 4, 4).mean(axis=(1, 3))
    assert np.abs(Coarse(4, 0, 0, (16, 24)).means(image) - wanted).max() <= 0.51


@pytest.mark.parametrize("kind", ["crystals", "hexagons", "squares"])
@pytest.mark.parametrize("size", [3, 11, 24])
def test_pixels_belong_to_their_nearest_seed(kind: str, size: int) -> None:
    found = cells(Box(37, 91, 137, 171), size, kind, 4)
    rows, columns = np.mgrid[:80, :100] + 0.5
    x, y = found.x / UNIT, found.y / UNIT
    away = np.hypot(columns[..., np.newaxis] - x, rows[..., np.newaxis] - y)
    order = np.sort(away, axis=-1)
    mine = np.take_along_axis(away, found.nearest[..., np.newaxis].astype(int), axis=-1)[..., 0]
    other = np.take_along_axis(away, found.second[..., np.newaxis].astype(int), axis=-1)[..., 0]
    np.testing.assert_allclose(mine, order[..., 0], atol=1e-6)
    assert np.isclose(other, order[..., 1], atol=1e-6).mean() > 0.98  # it may lie beyond the next mesh
    assert mine.max() <= REACH * size
    gap = np.hypot(x[found.nearest] - x[found.second], y[found.nearest] - y[found.second])
    depth = (other**2 - mine**2) / (2.0 * gap)
    np.testing.assert_allclose(found.depth(slice(0, 80)), depth, atol=2e-3)


def test_cells_are_the_same_in_every_box() -> None:
    whole, part = cells(Box(0, 0, 90, 80), 13, "crystals", 7), cells(Box(31, 22, 60, 70), 13, "crystals", 7)
    for number in ("nearest", "second"):
        mine, all_ = getattr(part, number), getattr(whole, number)[22:70, 31:60]
        np.testing.assert_array_equal(part.x[mine] + 31 * UNIT, whole.x[all_])
        np.testing.assert_array_equal(part.y[mine] + 22 * UNIT, whole.y[all_])
    other = cells(Box(0, 0, 90, 80), 13, "crystals", 8)
    assert (other.x != whole.x).any()


@pytest.mark.parametrize("kind", ["dot", "line"])
@pytest.mark.parametrize(("size", "degrees"), [(8.0, 45.0), (5.5, 15.0), (40.0, 0.0)])
def test_a_screen_has_every_threshold_equally_often(kind: str, size: float, degrees: float) -> None:
    thresholds = screen(Box(0, 0, 400, 400), size, degrees, kind)
    assert thresholds.min() >= 0 and thresholds.max() <= 255
    for level in (32, 128, 200):
        assert (thresholds < level).mean() == pytest.approx(level / 256.0, abs=0.03)


def test_a_screen_repeats_after_its_size_and_does_not_depend_on_the_box() -> None:
    whole = screen(Box(0, 0, 128, 96), 8.0, 0.0, "dot")
    np.testing.assert_array_equal(whole[8:], whole[:-8])
    np.testing.assert_array_equal(whole[:, 8:], whole[:, :-8])
    turned = screen(Box(0, 0, 128, 96), 7.3, 23.0, "dot")
    np.testing.assert_array_equal(screen(Box(30, 50, 90, 96), 7.3, 23.0, "dot"), turned[50:96, 30:90])
