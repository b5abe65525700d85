"""Projective maps as matrices."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fotofun.errors import InvalidParameter
from fotofun.imaging import matrices
from fotofun.imaging.framing import largest_inside
from fotofun.imaging.matrices import IDENTITY, Matrix, Point, apply, chain, invert, multiply, outline
from fotofun.raster import Box

PLACE = st.tuples(st.floats(-5000, 5000), st.floats(-5000, 5000))
ANGLE = st.floats(-360, 360)


def near(a: Point, b: Point, within: float = 1e-6) -> bool:
    return abs(a[0] - b[0]) <= within and abs(a[1] - b[1]) <= within


def convex(seed: tuple[float, float, float, float]) -> list[Point]:
    """Four corners of a convex quadrilateral, each somewhere in its own quarter of a square."""
    a, b, c, d = seed
    return [(30 * a, 20 * b), (100 - 20 * c, 30 * d), (100 - 30 * b, 100 - 20 * a), (20 * d, 100 - 30 * c)]


SQUARE: list[Point] = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
QUAD = st.tuples(*[st.floats(0, 1)] * 4).map(convex)


@given(PLACE, ANGLE, PLACE)
def test_a_rotation_is_the_textbooks_and_keeps_its_centre(centre: Point, angle: float, place: Point) -> None:
    turned = apply(matrices.rotate(angle, centre), place)
    x, y, turn = place[0] - centre[0], place[1] - centre[1], math.radians(angle)
    expected = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
    assert near(turned, (centre[0] + expected[0], centre[1] + expected[1]))


def test_a_positive_angle_turns_clockwise_where_y_points_down() -> None:
    assert apply(matrices.rotate(90.0), (1.0, 0.0)) == (0.0, 1.0)


@given(ANGLE, PLACE)
def test_turning_there_and_back_is_exactly_the_identity(angle: float, centre: Point) -> None:
    assert chain(matrices.rotate(angle, centre), matrices.rotate(-angle, centre)) == IDENTITY


@given(PLACE, PLACE)
def test_skewing_slants_one_direction_and_keeps_the_centre(centre: Point, place: Point) -> None:
    assert near(apply(matrices.skew(20.0, 10.0, centre), centre), centre)
    above = apply(matrices.skew(45.0, 0.0, centre), (centre[0], centre[1] - 10.0))
    assert near(above, (centre[0] + 10.0, centre[1] - 10.0))
    aside = apply(matrices.skew(0.0, 45.0, centre), (centre[0] + 10.0, centre[1]))
    assert near(aside, (centre[0] + 10.0, centre[1] + 10.0))


@given(QUAD, QUAD)
@example(SQUARE[:1] + [(100.0, 3.6e-6), (100.0, 100.0), (2.4e-6, 100.0)], SQUARE)
def test_four_corners_go_where_they_should_and_back(corners: list[Point], targets: list[Point]) -> None:
    there = matrices.from_quad(corners, targets)
    back = invert(there)
    for corner, target in zip(corners, targets, strict=True):
        assert near(apply(there, corner), target, within=1e-5)
        assert near(apply(back, target), corner, within=1e-5)
    assert near(apply(multiply(back, there), (31.0, 17.0)), (31.0, 17.0), within=1e-5)


def test_a_nudge_of_a_large_picture_is_not_taken_for_rounding() -> None:
    large = [(0.0, 0.0), (30000.0, 0.0), (30000.0, 20000.0), (0.0, 20000.0)]
    nudged = [(0.0, 0.0), (30000.0, 0.02), (30000.0, 20000.0), (0.01, 20000.0)]
    there = matrices.from_quad(nudged, large)
    for corner, target in zip(nudged, large, strict=True):
        assert near(apply(there, corner), target, within=1e-4)


def test_a_parallelogram_needs_no_perspective() -> None:
    matrix = matrices.from_quad([(0, 0), (4, 0), (4, 2), (0, 2)], [(1, 1), (9, 3), (10, 8), (2, 6)])
    assert matrices.is_affine(matrix)
    assert apply(matrix, (2.0, 1.0)) == (5.5, 4.5)


@pytest.mark.parametrize(
    "corners",
    [
        [(0, 0), (9, 0), (0, 9), (9, 9)],  # crossing over
        [(0, 0), (5, 0), (9, 0), (0, 9)],  # three in a line
        [(0, 0), (9, 0), (2, 2), (0, 9)],  # folded inward
        [(3, 3)] * 4,
    ],
)
def test_corners_without_a_rectangle_are_refused(corners: list[Point]) -> None:
    with pytest.raises(InvalidParameter, match="corners"):
        matrices.from_quad([(0, 0), (9, 0), (9, 9), (0, 9)], corners)


def test_a_squeezed_picture_cannot_be_turned_back() -> None:
    with pytest.raises(InvalidParameter, match="no width"):
        invert(matrices.scale(0.0, 1.0))


@given(st.tuples(st.floats(0.1, 10), st.floats(0.1, 10)), ANGLE, PLACE)
def test_the_free_transform_is_its_steps_in_order(stretch: Point, turn: float, move: Point) -> None:
    matrix = matrices.layer_matrix(
        (50.0, 40.0), move=move, stretch=(stretch[0] * 100, stretch[1] * 100), turn=turn
    )
    assert near(apply(matrix, (50.0, 40.0)), (50.0 + move[0], 40.0 + move[1]))
    scaled = 50.0 + stretch[0] * 10.0, 40.0
    turned = apply(matrices.rotate(turn, (50.0, 40.0)), scaled)
    assert near(apply(matrix, (60.0, 40.0)), (turned[0] + move[0], turned[1] + move[1]))


def test_the_free_transform_draws_corners_last() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    drawn = [(0.0, 0.0), (10.0, 0.0), (14.0, 12.0), (0.0, 10.0)]
    matrix = matrices.layer_matrix((5.0, 5.0), turn=90.0, corners=(square, drawn))
    assert near(apply(matrix, (10.0, 0.0)), (14.0, 12.0))


def test_whole_moves_are_recognised() -> None:
    assert matrices.is_integer_translation(matrices.translate(-7.0, 12.0))
    assert not matrices.is_integer_translation(matrices.translate(0.5, 0.0))
    assert not matrices.is_integer_translation(matrices.rotate(90.0))


@given(ANGLE, PLACE, st.floats(0.2, 4))
def test_bounds_hold_every_corner_and_not_more(angle: float, move: Point, factor: float) -> None:
    matrix = chain(matrices.scale(factor, 1.0), matrices.rotate(angle), matrices.translate(*move))
    box = matrices.bounds(matrix, (30, 20))
    places = [apply(matrix, corner) for corner in ((0, 0), (30, 0), (30, 20), (0, 20))]
    assert box.left - 1e-6 <= min(x for x, _ in places) < box.left + 1
    assert box.bottom - 1 < max(y for _, y in places) <= box.bottom + 1e-6


def test_bounds_of_a_turned_picture_are_not_a_pixel_too_large() -> None:
    turned = chain(matrices.rotate(90.0, (15.0, 10.0)), matrices.translate(-5.0, 5.0))
    assert matrices.bounds(turned, (30, 20)) == Box(0, 0, 20, 30)


def test_what_lies_behind_the_horizon_is_cut_off() -> None:
    tilted: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0 / 50.0, 1.0))  # horizon at y = 50
    shape = outline(tilted, (40, 100))
    assert len(shape) == 4
    assert all(math.isfinite(x) and y >= 0.0 for x, y in shape)
    assert outline(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0)), (4, 4)) == []


@given(st.floats(-90, 90), st.floats(0.2, 5), st.integers(10, 400), st.integers(10, 400))
def test_the_largest_inner_rectangle_of_a_turned_picture(
    angle: float, ratio: float, width: int, height: int
) -> None:
    """Against the formula: both of the picture's sides bound the height."""
    shape = outline(matrices.rotate(angle, (width / 2, height / 2)), (width, height))
    left, top, wide, high = largest_inside(shape, ratio)
    sine, cosine = abs(math.sin(math.radians(angle))), abs(math.cos(math.radians(angle)))
    expected = min(width / (ratio * cosine + sine), height / (ratio * sine + cosine))
    assert high == pytest.approx(expected, rel=1e-6)
    assert wide == pytest.approx(expected * ratio, rel=1e-6)
    assert near((left + wide / 2, top + high / 2), (width / 2, height / 2), 1e-4)


def test_the_largest_rectangle_of_any_ratio() -> None:
    shape = outline(matrices.rotate(45.0), (300, 300))
    _, _, wide, high = largest_inside(shape)
    assert wide * high == pytest.approx(300 * 300 / 2, rel=1e-6)
    trapezium = [(10.0, 0.0), (30.0, 0.0), (40.0, 20.0), (0.0, 20.0)]
    left, top, wide, high = largest_inside(trapezium, 1.0)
    assert (left, top, wide, high) == pytest.approx((10.0, 0.0, 20.0, 20.0))


def test_nothing_fits_into_a_line() -> None:
    assert largest_inside([(0.0, 0.0), (5.0, 5.0), (9.0, 9.0)], 1.0)[2] == 0.0
    assert largest_inside([], 1.0)[2] == 0.0
