"""Lines with a width, outlines without overlaps, and curves, against what geometry says."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from fotofun.exact import Floats
from fotofun.imaging.curves import Line, dashes, flatten, rounded, spline
from fotofun.imaging.outline import ellipse_points, polygons
from fotofun.imaging.overlaps import without_overlaps
from fotofun.imaging.stroking import stroked
from fotofun.imaging.vector import Pen, extent, painted
from fotofun.raster import Box

BOX = Box(0, 0, 60, 50)
SQUARE = np.array([(10.0, 10.0), (50.0, 10.0), (50.0, 40.0), (10.0, 40.0)])
STAR = np.array([(30.0, 5.0), (36.0, 40.0), (6.0, 18.0), (54.0, 18.0), (24.0, 40.0)])
RED, BLUE, NOTHING = (255, 0, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)


def area(outlines: list[Floats]) -> float:
    return float(polygons(outlines, Box(-200, -200, 300, 300)).sum() / 255.0)


def near(points: Floats, closed: bool, reach: float, samples: int) -> NDArray[np.float64]:
    """The share of each pixel's samples that are within reach of a line through points."""
    x = (np.arange(BOX.right * samples) + 0.5) / samples
    y = (np.arange(BOX.bottom * samples) + 0.5) / samples
    best = np.full((len(y), len(x)), np.inf)
    ends = [*points[1:], points[0]] if closed else [*points[1:]]
    for start, end in zip(points, ends, strict=False):
        step = end - start
        along = ((x[None] - start[0]) * step[0] + (y[:, None] - start[1]) * step[1]) / (step @ step)
        along = np.clip(along, 0.0, 1.0)
        away = np.hypot(x[None] - start[0] - along * step[0], y[:, None] - start[1] - along * step[1])
        best = np.minimum(best, away)
    inside = (best <= reach).reshape(BOX.bottom, samples, BOX.right, samples)
    share: NDArray[np.float64] = inside.mean((1, 3))
    return share


@pytest.mark.parametrize("width", [0.7, 3.0, 9.0])
@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("points", [STAR, ellipse_points(12, 8, 36, 30)[::3], spline(STAR, False)])
def test_a_round_line_covers_what_is_within_half_its_width(
    points: Floats, closed: bool, width: float
) -> None:
    drawn = polygons(stroked(points, closed, width, "round", "round"), BOX) / 255.0
    wrong = np.abs(drawn - near(points, closed, width / 2.0, 6))
    assert np.mean(wrong) < 0.006 and np.quantile(wrong, 0.99) < 0.2


def test_joins_and_caps_have_the_areas_that_they_should() -> None:
    corner = np.array([(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)])
    whole = 2 * 100 * 10 - 25  # two bars that share a quarter of the corner's square
    joins = {"miter": 25.0, "bevel": 12.5, "round": 25.0 * math.pi / 4.0}
    for join, extra in joins.items():
        assert area(stroked(corner, False, 10.0, join)) == pytest.approx(whole + extra, abs=0.2)  # type: ignore[arg-type]
    bar = np.array([(0.0, 0.0), (100.0, 0.0)])
    for cap, extra in {"butt": 0.0, "square": 100.0, "round": 25.0 * math.pi}.items():
        drawn = stroked(bar, False, 10.0, "miter", cap)  # type: ignore[arg-type]
        assert area(drawn) == pytest.approx(1000.0 + extra, abs=0.3)


def test_a_point_is_its_caps_and_nothing_else() -> None:
    for point in (np.array([(5.0, 5.0)]), np.array([(5.0, 5.0)] * 3)):
        assert area(stroked(point, False, 10.0, "miter", "butt")) == 0.0
        assert area(stroked(point, False, 10.0, "miter", "square")) == pytest.approx(100.0, abs=0.1)
        assert area(stroked(point, True, 10.0, "miter", "round")) == pytest.approx(25 * math.pi, abs=0.2)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.floats(-20, 80), st.floats(-20, 80)), min_size=1, max_size=9),
    st.floats(0.1, 60),
    st.sampled_from(["miter", "round", "bevel"]),
    st.booleans(),
)
def test_any_line_is_drawn_within_its_reach(
    points: list[tuple[float, float]], width: float, join: str, closed: bool
) -> None:
    line = np.array(points)
    box = extent(stroked(line, closed, width, join, "square"))  # type: ignore[arg-type]
    reach = width / 2.0 * (4.0 if join == "miter" else math.sqrt(2.0)) + 1.0
    low, high = line.min(0) - reach, line.max(0) + reach
    assert low[0] - 1 <= box.left and low[1] - 1 <= box.top
    assert box.right <= high[0] + 1 and box.bottom <= high[1] + 1


@pytest.mark.parametrize(("where", "inner", "outer"), [("inside", 4, 0), ("centre", 2, 2), ("outside", 0, 4)])
def test_strokes_lie_inside_on_or_outside_the_edge(where: str, inner: float, outer: float) -> None:
    pen = Pen(4.0, where)  # type: ignore[arg-type]
    drawn = painted([SQUARE], RED, pen.outlines([SQUARE]), BLUE, where, BOX)  # type: ignore[arg-type]
    expected = np.zeros((50, 60, 4), np.uint8)
    x, y = (10 - int(outer), 50 + int(outer)), (10 - int(outer), 40 + int(outer))
    expected[y[0] : y[1], x[0] : x[1]] = BLUE
    expected[10 + int(inner) : 40 - int(inner), 10 + int(inner) : 50 - int(inner)] = RED
    np.testing.assert_array_equal(drawn, expected)


def test_a_seam_between_fill_and_stroke_is_opaque() -> None:
    circle = ellipse_points(12.3, 10.7, 30, 30)
    for where in ("inside", "centre", "outside"):
        drawn = painted([circle], RED, Pen(3.0, where).outlines([circle]), BLUE, where, BOX)
        line = Pen(3.0, where).outlines([circle]) if where != "inside" else []
        whole = np.maximum(polygons([circle], BOX), polygons(line, BOX))
        assert np.abs(drawn[..., 3].astype(int) - whole).max() <= 1
        mixed = (drawn[..., 3] == 255) & (drawn[..., 0] > 0) & (drawn[..., 2] > 0)
        assert mixed.any() and (drawn[mixed][:, 0].astype(int) + drawn[mixed][:, 2] >= 254).all()


def test_a_translucent_line_shows_the_fill_below_it() -> None:
    drawn = painted([SQUARE], RED, Pen(4.0).outlines([SQUARE]), (0, 0, 255, 128), "centre", BOX)
    assert drawn[11, 30].tolist() == [127, 0, 128, 255] and drawn[8, 30].tolist() == [0, 0, 255, 128]


def test_dashes_share_the_line_among_them() -> None:
    line = np.array([(0.0, 0.0), (60.0, 0.0), (60.0, 40.0)])
    pieces = dashes(line, False, 15.0, 5.0)
    assert len(pieces) == 5
    assert [Line(piece).length for piece in pieces] == pytest.approx([15.0] * 5)
    assert pieces[3].tolist() == [[60.0, 0.0], [60.0, 15.0]]
    around = dashes(SQUARE, True, 10.0, 6.0)  # 140 long: nine dashes, made to fit
    assert len(around) == 9
    assert sum(Line(piece).length for piece in around) == pytest.approx(140.0 * 10 / 16)


def test_curves_run_through_their_points_and_keep_to_circles() -> None:
    smooth = spline(STAR, True)
    for point in STAR:
        assert np.abs(smooth - point).sum(1).min() < 1e-9
    arcs = rounded(SQUARE, 6.0)
    assert area([arcs]) == pytest.approx(1200.0 - 36.0 * (4.0 - math.pi), abs=0.3)
    assert area([rounded(SQUARE, 900.0)]) == pytest.approx(1200.0 - 225.0 * (4.0 - math.pi), abs=0.5)
    k = 0.5522847498
    quarter = np.array([[(0.0, 100.0), (100 * k, 100.0), (100.0, 100 * k), (100.0, 0.0)]])
    assert np.abs(np.hypot(*flatten(quarter).T) - 100.0).max() < 0.05


def test_overlapping_outlines_become_the_one_around_them() -> None:
    cross = [SQUARE, SQUARE[:, ::-1].copy()[::-1] + (4.3, -6.1)]
    merged = without_overlaps(cross)
    np.testing.assert_allclose(polygons(merged, BOX), polygons(cross, BOX), atol=1)
    assert len(merged) == 1 and len(merged[0]) == 12
    lengths = np.abs(np.roll(merged[0], -1, axis=0) - merged[0]).sum()
    assert lengths == pytest.approx(2 * (np.ptp(cross[0][:, 0]) + np.ptp(cross[1][:, 1])), abs=40)


def test_outlines_that_do_not_cross_stay_as_they_are() -> None:
    ring = [SQUARE, SQUARE[::-1] * 0.5 + 10.0]
    for one, other in zip(without_overlaps(ring), ring, strict=True):
        np.testing.assert_array_equal(one, other)
    same_edge = [SQUARE, SQUARE + (40.0, 0.0)]
    assert area(without_overlaps(same_edge)) == pytest.approx(2400.0, abs=0.1)
