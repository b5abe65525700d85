"""Shapes cover the areas that geometry says, and their lines lie where they should."""

import math
from typing import Any

import numpy as np
import pytest

from fotofun.catalog import find
from fotofun.operation import GeneratorOperation
from fotofun.raster import Box, Pixels

SIZE = (300, 200)
WHOLE = Box.of(SIZE)
FRAME = [40.25, 30.5, 180.0, 120.0]


def shape(name: str, **params: Any) -> GeneratorOperation:
    made = find(name).create(params)
    assert isinstance(made, GeneratorOperation)
    return made


def drawn(name: str, **params: Any) -> Pixels:
    return shape(name, **params).draw(SIZE, WHOLE)


def area(pixels: Pixels) -> float:
    return float(pixels[..., 3].sum()) / 255.0


@pytest.mark.parametrize(
    ("name", "params", "expected"),
    [
        ("rectangle", {}, 180 * 120),
        ("rectangle", {"radius": 30}, 180 * 120 - 900 * (4 - math.pi)),
        ("rectangle", {"radius": 5000}, 180 * 120 - 3600 * (4 - math.pi)),
        ("ellipse", {}, math.pi * 90 * 60),
        ("polygon", {"sides": 4}, 180 * 120 / 2),
        ("polygon", {"sides": 6}, 180 * 120 / 4 * 6 / 2 * math.sin(math.pi / 3)),
        ("star", {"points": 5, "depth": 0}, 180 * 120 / 4 * 5 / 2 * math.sin(2 * math.pi / 5)),
        ("star", {"points": 6, "depth": 100}, 0),
        ("star", {"depth": 50}, 180 * 120 / 4 * 5 * math.sin(math.pi / 5) * math.cos(math.pi / 5) / 2),
    ],
)
def test_a_filled_shape_has_its_area(name: str, params: dict[str, Any], expected: float) -> None:
    pixels = drawn(name, frame=FRAME, fill="#336699", **params)
    assert area(pixels) == pytest.approx(expected, abs=12)
    if expected:
        assert set(map(tuple, pixels[pixels[..., 3] > 0][:, :3].tolist())) == {(0x33, 0x66, 0x99)}


@pytest.mark.parametrize("name", ["rectangle", "ellipse", "polygon", "star", "arrow"])
def test_bounds_are_tight(name: str) -> None:
    frame = {} if name == "arrow" else {"frame": FRAME}
    for params in ({}, {"stroke_width": 9.0, "stroke_position": "outside"}, {"fill": "#00000000"}):
        made = shape(name, **frame, **params, **({"end": [280, 180]} if name == "arrow" else {}))
        rows, columns = np.nonzero(made.draw(SIZE, WHOLE)[..., 3])
        if len(rows):
            seen = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
            bounds = made.bounds(SIZE).intersect(WHOLE)
            assert all(abs(a - b) <= 1 for a, b in zip(bounds, seen, strict=True))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("inside", 180 * 120 - 160 * 100),
        ("centre", 190 * 130 - 170 * 110),
        ("outside", 200 * 140 - 180 * 120),
    ],
)
def test_a_frame_of_a_rectangle_has_its_area(where: str, expected: float) -> None:
    pixels = drawn(
        "rectangle",
        frame=FRAME,
        fill="#ffffff00",
        stroke_width=10,
        stroke_colour="#ff0000",
        stroke_position=where,
    )
    assert area(pixels) == pytest.approx(expected, abs=2)
    assert (pixels[pixels[..., 3] > 0][:, :3] == (255, 0, 0)).all()


def test_corners_of_a_polygon_start_at_the_top() -> None:
    triangle = drawn("polygon", sides=3, frame=[50, 50, 100, 100])
    assert triangle[52, 100, 3] and not triangle[52, 60, 3] and not triangle[140, 100, 3]
    assert triangle[123, 62, 3] and triangle[123, 137, 3]


def test_dashes_leave_gaps() -> None:
    whole, dashed = (
        drawn("ellipse", frame=FRAME, fill="#00000000", stroke_width=4, dash=10, gap=gap) for gap in (0, 10)
    )
    assert area(dashed) == pytest.approx(area(whole) / 2, rel=0.03)


@pytest.mark.parametrize(("cap", "extra"), [("butt", 0), ("square", 100), ("round", 25 * math.pi)])
def test_a_line_has_its_length_width_and_ends(cap: str, extra: float) -> None:
    pixels = drawn("line", start=[50, 50], end=[170, 140], width=10, cap=cap)
    assert area(pixels) == pytest.approx(1500 + extra, abs=1)
    dashed = drawn("line", start=[50, 50], end=[170, 140], width=10, cap="butt", dash=15, gap=15)
    assert area(dashed) == pytest.approx(750, abs=1)


def test_an_arrow_points_to_its_end() -> None:
    level = {"start": [50, 100], "end": [250, 100], "width": 10, "notch": 0}
    pixels = drawn("arrow", **level)
    heights = np.count_nonzero(pixels[..., 3], axis=0)
    assert heights[:50].max() == 0 and heights[250:].max() == 0
    assert heights[60] == 10 and heights[216] in (34, 35, 36) and heights[248] < 5
    both = np.count_nonzero(drawn("arrow", **level, heads="both")[..., 3], axis=0)
    np.testing.assert_array_equal(both[50:250], both[50:250][::-1])
    back = np.count_nonzero(drawn("arrow", **level, heads="start")[..., 3], axis=0)
    np.testing.assert_array_equal(back[50:250], heights[50:250][::-1])
    short = drawn("arrow", start=[50, 100], end=[60, 100], width=40)
    assert 0 < area(short) < 10 * 140


def test_a_path_is_filled_stroked_and_smoothed() -> None:
    corners = [[50, 50], [150, 50], [150, 150], [50, 150]]
    assert area(drawn("path", points=corners)) == pytest.approx(10_000)
    line = drawn(
        "path", points=corners, closed=False, fill="#00000000", stroke_width=6, cap="butt", join="miter"
    )
    assert area(line) == pytest.approx(1800, abs=1)
    smooth = drawn("path", points=corners, smooth=True)
    assert area(smooth) > 11_000 and smooth[50, 100, 3] and smooth[45, 100, 3]
    for points in ([], corners[:1], corners[:2], [[1e300, -1e300], [3, 4], [5, 6]]):
        assert drawn("path", points=points, stroke_width=5.0).shape == (200, 300, 4)


def test_shapes_scale_with_the_picture() -> None:
    made = shape("star", frame=FRAME, stroke_width=3.0, radius=4.0)
    twice = made.scaled(2.0, 2.0)
    small = made.draw(SIZE, WHOLE)[..., 3]
    large = twice.draw((600, 400), Box(0, 0, 600, 400))[..., 3]
    reduced = large.reshape(200, 2, 300, 2).mean((1, 3))
    assert np.abs(reduced - small).max() <= 8


def test_frames_that_are_empty_or_out_of_reach_draw_nothing_wrong() -> None:
    for name in ("rectangle", "ellipse", "polygon", "star"):
        assert not drawn(name, frame=[10, 10, 0, 50], stroke_width=8.0).any()
        assert drawn(name, frame=[-1e300, -1e300, 1.7e308, 1.7e308]).shape == (200, 300, 4)
