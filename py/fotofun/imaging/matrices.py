"""Projective maps of the plane as 3 x 3 matrices.

Positions are column vectors (x, y, 1); the middle of the top left pixel is (0.5, 0.5), y points down, and a
positive angle turns clockwise. Everything is + - * /, so the same map has the same bits on every machine.
"""

import math
from collections.abc import Sequence

from fotofun.errors import InvalidParameter
from fotofun.exact import sine_cosine, total
from fotofun.raster import Box, Size

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
Rows = Sequence[Sequence[float]]
Point = tuple[float, float]

IDENTITY: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))

WHOLE = 1e-9
"""Entries this close to a whole number become it: over 30,000 pixels that moves nothing by 1/10,000 pixel."""

FAR = 1e-14
"""The same for the last row, which is divided by pixels."""

HORIZON = 1e-4
"""How near to its vanishing line (as a share of the distance at the picture's middle) a picture is cut."""


def translate(x: float, y: float) -> Matrix:
    """Moves right by x and down by y."""
    return (1.0, 0.0, x), (0.0, 1.0, y), (0.0, 0.0, 1.0)


def scale(x: float, y: float, about: Point = (0.0, 0.0)) -> Matrix:
    """Stretches by x and y; `about` stays where it is. Negative factors mirror."""
    return (x, 0.0, about[0] - x * about[0]), (0.0, y, about[1] - y * about[1]), (0.0, 0.0, 1.0)


def rotate(degrees: float, about: Point = (0.0, 0.0)) -> Matrix:
    """Turns clockwise around a point; whole quarter turns are exact."""
    sine, cosine = sine_cosine(degrees)
    x, y = about
    return (
        (cosine, -sine, x - cosine * x + sine * y),
        (sine, cosine, y - sine * x - cosine * y),
        (0.0, 0.0, 1.0),
    )


def skew(x_degrees: float, y_degrees: float, about: Point = (0.0, 0.0)) -> Matrix:
    """Slants upright lines by x_degrees (tops go right) and level ones by y_degrees (right ends go down)."""
    (sx, cx), (sy, cy) = sine_cosine(x_degrees), sine_cosine(y_degrees)
    across, down = -sx / cx, sy / cy
    x, y = about
    return (1.0, across, -across * y), (down, 1.0, -down * x), (0.0, 0.0, 1.0)


def multiply(after: Matrix, before: Matrix) -> Matrix:
    """The map that does `before`, then `after`, what is a whole number but for rounding is one."""
    return _tidy(_product(after, before))


def chain(*steps: Matrix) -> Matrix:
    """The map that does the steps one after the other, the first one first."""
    result = IDENTITY
    for step in steps:
        result = multiply(step, result)
    return result


def invert(matrix: Matrix) -> Matrix:
    """The way back. Raises InvalidParameter where a picture was squeezed to a line."""
    return _tidy(_inverse(matrix))


def apply(matrix: Matrix, point: Point) -> Point:
    """Where a position goes."""
    x, y, depth = (row[0] * point[0] + row[1] * point[1] + row[2] for row in matrix)
    return x / depth, y / depth


def from_quad(corners: Sequence[Point], targets: Sequence[Point]) -> Matrix:
    """The map that sends four corners to four targets. Both go around without folding inward.

    By way of the unit square; Paul Heckbert, "Fundamentals of Texture Mapping and Image Warping", master's
    thesis, Berkeley 1989, section 2.2.3. Raises InvalidParameter for corners that cross over or are in line.
    """
    # Tidied at the end alone: seen from the unit square, what is next to nothing may be whole pixels.
    return _tidy(_product(_from_unit_square(targets), _inverse(_from_unit_square(corners))))


def layer_matrix(
    centre: Point,
    *,
    move: Point = (0.0, 0.0),
    stretch: Point = (100.0, 100.0),
    turn: float = 0.0,
    slant: Point = (0.0, 0.0),
    corners: tuple[Sequence[Point], Sequence[Point]] | None = None,
) -> Matrix:
    """The free transform of a layer about its centre: stretch (percent), slant and turn (degrees), move.

    `corners`: (from, to), four corners that are drawn elsewhere after everything else.
    """
    steps = [
        scale(stretch[0] / 100.0, stretch[1] / 100.0, centre),
        skew(*slant, centre),
        rotate(turn, centre),
        translate(*move),
    ]
    if corners is not None:
        steps.append(from_quad(*corners))
    return chain(*steps)


def is_affine(matrix: Matrix) -> bool:
    """Whether parallel lines stay parallel."""
    return matrix[2][0] == 0.0 and matrix[2][1] == 0.0


def is_integer_translation(matrix: Matrix) -> bool:
    """Whether pixels only move, by whole pixels."""
    (a, b, c), (d, e, f), _ = matrix
    return is_affine(matrix) and (a, b, d, e) == (1.0, 0.0, 0.0, 1.0) and c == round(c) and f == round(f)


def outline(matrix: Matrix, size: Size) -> list[Point]:
    """The corners of a picture of that size after the map; what is at or behind the horizon is cut off."""
    width, height = float(size[0]), float(size[1])
    corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    images = [tuple(row[0] * x + row[1] * y + row[2] for row in matrix) for x, y in corners]
    nearest = HORIZON * abs(total(image[2] for image in images) / 4.0 or 1.0)
    points = []
    for here, there in zip(images, images[1:] + images[:1], strict=True):
        if here[2] >= nearest:
            points.append((here[0] / here[2], here[1] / here[2]))
        if (here[2] >= nearest) != (there[2] >= nearest):
            share = (nearest - here[2]) / (there[2] - here[2])
            x, y = (here[i] + (there[i] - here[i]) * share for i in range(2))
            points.append((x / nearest, y / nearest))
    return points


def bounds(matrix: Matrix, size: Size) -> Box:
    """The least box of whole pixels that holds a picture of that size after the map; possibly empty."""
    points = outline(matrix, size)
    if not points:
        return Box(0, 0, 0, 0)
    xs, ys = [_settle(x) for x, _ in points], [_settle(y) for _, y in points]
    return Box(math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys)))


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return left[0] * right[0] + left[1] * right[1] + left[2] * right[2]


def _settle(position: float) -> float:
    """A position, or the whole number that it is but for rounding errors."""
    near = float(round(position))
    return near if abs(position - near) < 1e-6 else position


def _tidy(rows: Sequence[Sequence[float]]) -> Matrix:
    """A matrix with +-1 (or 0) in the last place, without the dust that rounding leaves on whole numbers.

    The sign stays: what has a positive depth is in front.
    """
    last = abs(rows[2][2]) or 1.0
    (a, b, c), (d, e, f), (g, h, i) = ([entry / last for entry in row] for row in rows)
    return (
        (_whole(a, WHOLE), _whole(b, WHOLE), _whole(c, WHOLE)),
        (_whole(d, WHOLE), _whole(e, WHOLE), _whole(f, WHOLE)),
        (_whole(g, FAR), _whole(h, FAR), i),
    )


def _whole(entry: float, tolerance: float) -> float:
    near = float(round(entry))
    return near if abs(entry - near) <= tolerance else entry


def _product(after: Rows, before: Rows) -> Rows:
    columns = list(zip(*before, strict=True))
    return [[_dot(row, column) for column in columns] for row in after]


def _inverse(matrix: Matrix) -> Rows:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    rows = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ]
    determinant = a * rows[0][0] + b * rows[1][0] + c * rows[2][0]
    if determinant == 0.0 or not math.isfinite(determinant):
        raise InvalidParameter(
            "The picture would have no width or no height.", advice="Scale and skew it less."
        )
    return [[entry / determinant for entry in row] for row in rows]


def _from_unit_square(corners: Sequence[Point]) -> Matrix:
    """The map from (0, 0), (1, 0), (1, 1), (0, 1) to four corners."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    across, down = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    ax, ay, bx, by = x1 - x2, y1 - y2, x3 - x2, y3 - y2
    area = ax * by - bx * ay
    turns = [_turn(corners, i) for i in range(4)]
    if 0 in turns or len(set(turns)) > 1:
        raise InvalidParameter(
            "The four corners cross over, fold inward or lie in a line.",
            advice="Give them in order around the rectangle, and pull them apart.",
        )
    g, h = (across * by - bx * down) / area, (ax * down - across * ay) / area
    return (x1 - x0 + g * x1, x3 - x0 + h * x3, x0), (y1 - y0 + g * y1, y3 - y0 + h * y3, y0), (g, h, 1.0)


def _turn(corners: Sequence[Point], i: int) -> int:
    """How an outline turns at its corner i: 1 clockwise, -1 counter-clockwise, 0 straight on."""
    (ax, ay), (bx, by), (cx, cy) = (corners[(i + k) % 4] for k in (-1, 0, 1))
    area = (bx - ax) * (cy - by) - (by - ay) * (cx - bx)
    longest = max(abs(bx - ax), abs(by - ay), abs(cx - bx), abs(cy - by))
    return 0 if abs(area) <= 1e-9 * longest * longest else 1 if area > 0.0 else -1
