"""Coverage of pixels by outlines, against counting fine samples."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from fotofun.imaging.outline import ellipse, ellipse_points, polygon, polygons, rectangle
from fotofun.raster import Box

BOX = Box(-4, -2, 26, 21)
CORNER = st.tuples(st.floats(-10, 40), st.floats(-10, 40))
BOXES = st.tuples(st.integers(-9, 20), st.integers(-9, 20), st.integers(0, 15), st.integers(0, 15)).map(
    lambda each: Box(each[0], each[1], each[0] + each[2], each[1] + each[3])
)
TRIANGLE = [(1.0, 1.0), (9.0, 1.0), (9.0, 9.0)]


def sampled(points: list[tuple[float, float]], box: Box, samples: int) -> NDArray[np.float64]:
    """The share of samples x samples places in each pixel around which the outline winds."""
    width, height = box.size
    x = (np.arange(width * samples) + 0.5) / samples + box.left
    y = (np.arange(height * samples) + 0.5) / samples + box.top
    winding = np.zeros((len(y), len(x)), int)
    for start, end in zip(points, points[1:] + points[:1], strict=True):
        turn = 1 if start[1] < end[1] else -1
        upper, lower = sorted((start, end), key=lambda point: point[1])
        if upper[1] < lower[1]:
            crossed = (y >= upper[1]) & (y < lower[1])
            at = upper[0] + (y - upper[1]) * (lower[0] - upper[0]) / (lower[1] - upper[1])
            winding += turn * (crossed[:, np.newaxis] & (x >= at[:, np.newaxis]))
    inside = (winding != 0).reshape(height, samples, width, samples)
    share: NDArray[np.float64] = inside.mean((1, 3))
    return share


@settings(deadline=None, max_examples=30)
@given(points=st.lists(CORNER, min_size=3, max_size=3))
def test_a_triangle_covers_what_fine_samples_count(points: list[tuple[float, float]]) -> None:
    # Samples are off by about the edges' length in a pixel over their number.
    np.testing.assert_allclose(polygon(points, BOX) / 255.0, sampled(points, BOX, 40), atol=0.03)


@settings(deadline=None, max_examples=30)
@given(points=st.lists(CORNER, min_size=3, max_size=9))
def test_any_outline_is_right_but_where_it_crosses_itself(points: list[tuple[float, float]]) -> None:
    wrong = np.abs(polygon(points, BOX) / 255.0 - sampled(points, BOX, 20)) > 0.06
    crossings = len(points) * (len(points) - 3) // 2
    assert wrong.sum() <= 4 * crossings


@settings(deadline=None, max_examples=30)
@given(points=st.lists(CORNER, min_size=3, max_size=7))
def test_without_antialias_centres_decide(points: list[tuple[float, float]]) -> None:
    fine = [(round(x * 1024) / 1024, round(y * 1024) / 1024) for x, y in points]
    hard = polygon(fine, BOX, antialias=False)
    assert set(np.unique(hard)) <= {0, 255}
    np.testing.assert_array_equal(hard > 0, sampled(fine, BOX, 1) > 0)


@settings(deadline=None, max_examples=60)
@given(data=st.data(), antialias=st.booleans(), box=BOXES)
def test_a_part_equals_the_wholes_part(data: st.DataObject, antialias: bool, box: Box) -> None:
    whole = Box(-30, -30, 60, 60)
    part = box.shift(30, 30).slices
    points = data.draw(st.lists(CORNER, min_size=1, max_size=9))
    frame = data.draw(st.tuples(*[st.floats(-20, 30)] * 2, *[st.floats(0, 40)] * 2))
    x, y, width, height = frame
    drawn = [
        (
            polygon(points, where, antialias),
            ellipse(x, y, width, height, where, antialias),
            rectangle(x, y, width, height, where, antialias),
        )
        for where in (box, whole)
    ]
    for of_box, of_whole in zip(*drawn, strict=True):
        assert of_box.shape == box.size[::-1]
        np.testing.assert_array_equal(of_box, of_whole[part])


def test_bands_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    points = np.random.default_rng(5).uniform(-10, 110, (40, 2))
    box = Box(0, 0, 100, 100)
    whole = [polygon(points, box, antialias) for antialias in (True, False)]
    monkeypatch.setattr("fotofun.imaging.outline._CELLS", 300)
    for antialias, expected in zip((True, False), whole, strict=True):
        np.testing.assert_array_equal(polygon(points, box, antialias), expected)


def test_a_loop_wound_twice_is_full_and_one_wound_back_is_a_hole() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    inner = [(3.0, 3.0), (7.0, 3.0), (7.0, 7.0), (3.0, 7.0)]
    box = Box(0, 0, 10, 10)
    assert (polygon(square * 2, box) == 255).all()
    assert (polygons([square, inner], box) == 255).all()
    ring = polygons([square, inner[::-1]], box)
    assert (ring[3:7, 3:7] == 0).all() and (ring == 255).sum() == 84


def test_a_rectangle_is_a_polygon() -> None:
    corners = [(1.25, 2.5), (8.75, 2.5), (8.75, 6.125), (1.25, 6.125)]
    box = Box(0, 0, 10, 10)
    for antialias in (True, False):
        np.testing.assert_array_equal(
            rectangle(1.25, 2.5, 7.5, 3.625, box, antialias), polygon(corners, box, antialias)
        )
    assert rectangle(1.25, 2.5, 7.5, 3.625, box)[2].tolist() == [0, 96, 128, 128, 128, 128, 128, 128, 96, 0]


@pytest.mark.parametrize(("width", "height"), [(0.5, 0.5), (3, 3), (40, 17), (900, 301)])
def test_an_ellipse_is_round(width: float, height: float) -> None:
    box = Box(0, 0, math.ceil(width) + 2, math.ceil(height) + 2)
    mask = ellipse(1, 1, width, height, box)
    area = mask.astype(float).sum() / 255.0
    assert area == pytest.approx(math.pi / 4 * width * height, rel=2e-3, abs=0.01)
    assert mask.shape == box.size[::-1]
    if width == round(width) and height == round(height):
        np.testing.assert_allclose(mask, mask[:, ::-1], atol=1)
        np.testing.assert_allclose(mask, mask[::-1], atol=1)


def test_an_ellipse_stays_on_its_curve() -> None:
    points = ellipse_points(-2000, -1000, 4000, 2000)
    between = (points + np.roll(points, -1, axis=0)) / 2
    for each in (points, between):
        radius = np.hypot(each[:, 0] / 2, each[:, 1])
        assert np.abs(radius - 1000).max() < 0.002


@pytest.mark.parametrize("points", [[], [(1.0, 1.0)], [(1.0, 1.0), (5.0, 5.0)], [(2.0, 3.0)] * 5])
def test_what_has_no_area_covers_nothing(points: list[tuple[float, float]]) -> None:
    assert not polygon(points, Box(0, 0, 8, 8)).any()
    assert not polygon(points, Box(0, 0, 8, 8), antialias=False).any()


def test_absurd_places_do_no_harm() -> None:
    far = [(-1e300, -1e300), (1e300, -1e300), (0.0, 1e300)]
    assert (polygon(far, Box(0, 0, 3, 3)) == 255).all()
    for x, y, width, height in ((-1e308, 0, 1e308, 5), (1e300, 1e300, 1e308, 1e308), (-1e9, -1e9, 2e9, 2e9)):
        for draw in (ellipse, rectangle):
            assert draw(x, y, width, height, Box(0, 0, 4, 4)).shape == (4, 4)
    assert polygon(TRIANGLE, Box(5, 5, 5, 9)).shape == (4, 0)
    assert ellipse(0, 0, 9, 9, Box(3, 3, 2, 2)).shape == (0, 0)
