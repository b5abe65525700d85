import math
from collections.abc import Sequence
from typing import Annotated

from fotofun.errors import CommandError
from fotofun.exact import total
from fotofun.imaging.framing import largest_inside
from fotofun.imaging.matrices import Point, bounds, chain, from_quad, outline, translate
from fotofun.operation import Canvas, Choice, GeometryOperation, Mapping, Points, operation
from fotofun.operation.frame import CustomSide, Smoothness, document_size
from fotofun.raster import Size


@operation(
    label="Correct perspective",
    position=85,
    keywords=("document", "scan", "whiteboard", "painting", "rectify", "four corners", "page", "receipt"),
)
class PerspectiveCorrection(GeometryOperation):
    """Mark the four corners of something rectangular, and see it straight from the front."""

    corners: Annotated[tuple[tuple[float, float], ...], Points(most=4, label="Corners")] = ()
    ratio: Annotated[
        str,
        Choice(
            {
                "estimate": "Estimate",
                "1:1": "1:1 square",
                "4:3": "4:3",
                "3:2": "3:2",
                "16:9": "16:9",
                "297:210": "A4, A3 or A5 paper",
                "11:8.5": "US letter",
                "custom": "Custom",
            },
            label="Aspect ratio",
        ),
    ] = "estimate"
    custom_width: CustomSide = 3.0
    custom_height: CustomSide = 2.0
    frame: Annotated[
        str,
        Choice(
            {
                "rectangle": "Only what lies between the corners",
                "crop": "The picture, without empty corners",
                "expand": "The whole picture",
            },
            label="Keep",
        ),
    ] = "rectangle"
    resampling: Smoothness = "bicubic"

    def map(self, canvas: Canvas) -> Mapping:
        """Sends the corners, in any order, to a rectangle of about their size.

        Raises CommandError where corners are missing, cross over or lie in a line.
        """
        if len(self.corners) < 4:
            raise CommandError(
                f"Only {len(self.corners)} of the four corners are marked."
                if self.corners
                else "The four corners are not marked yet.",
                advice="Mark the four corners of something rectangular.",
            )
        corners = _ordered(self.corners)
        width, height = self._sides(corners, canvas.size)
        size = document_size(max(width, 1.0), max(height, 1.0))
        right, bottom = float(size[0]), float(size[1])
        matrix = from_quad(corners, [(0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom)])
        if self.frame == "rectangle":
            return Mapping(matrix, size, self.resampling)
        shape = outline(matrix, canvas.size)
        if self.frame == "crop":
            left, top, wide, high = largest_inside(shape, canvas.size[0] / canvas.size[1])
            size = document_size(max(int(wide + 1e-6), 1), max(int(high + 1e-6), 1))
        else:
            box = bounds(matrix, canvas.size)
            left, top, size = float(box.left), float(box.top), document_size(*box.size)
        return Mapping(chain(matrix, translate(-left, -top)), size, self.resampling)

    def _sides(self, corners: Sequence[Point], size: Size) -> tuple[float, float]:
        """Width and height of the rectangle: an estimated or given ratio, on the longest sides."""
        first, second, third, fourth = corners
        width = max(_distance(first, second), _distance(fourth, third))
        height = max(_distance(second, third), _distance(first, fourth))
        if self.ratio == "estimate":
            ratio = true_ratio(corners, size) or width / max(height, 1.0)
        elif self.ratio == "custom":
            ratio = self.custom_width / self.custom_height
        else:
            longer, shorter = (float(part) for part in self.ratio.split(":"))
            ratio = longer / shorter if width >= height else shorter / longer
        return (height * ratio, height) if width < height * ratio else (width, width / ratio)


def true_ratio(corners: Sequence[Point], size: Size) -> float | None:
    """Width over height of the rectangle whose corners a camera saw at these places; None if it fails.

    Zhengyou Zhang and Li-wei He, "Whiteboard scanning and image enhancement", 2007, section 3: the vanishing
    points of the sides give the focal length, the picture's middle being that of the lens. Where sides are
    parallel the focal length does not show; then it is the picture's diagonal.
    """
    middle = size[0] / 2.0, size[1] / 2.0
    unit = math.sqrt(size[0] * size[0] + size[1] * size[1])
    one, two, four, three = (((x - middle[0]) / unit, (y - middle[1]) / unit, 1.0) for x, y in corners)
    divisors = _triple(two, four, three), _triple(three, four, two)
    if 0.0 in divisors:
        return None
    k2, k3 = _triple(one, four, three) / divisors[0], _triple(one, four, two) / divisors[1]
    across = [k2 * b - a for a, b in zip(one, two, strict=True)]
    down = [k3 * b - a for a, b in zip(one, three, strict=True)]
    squared = 1.0
    if abs(across[2] * down[2]) > 1e-4:
        estimate = -(across[0] * down[0] + across[1] * down[1]) / (across[2] * down[2])
        squared = estimate if 0.1 < estimate < 25.0 else 1.0
    wide, high = ((n[0] * n[0] + n[1] * n[1]) / squared + n[2] * n[2] for n in (across, down))
    return math.sqrt(wide / high) if wide > 0.0 and high > 0.0 else None


def _triple(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    """The volume that three vectors span: (a x b) . c."""
    return (
        (a[1] * b[2] - a[2] * b[1]) * c[0]
        + (a[2] * b[0] - a[0] * b[2]) * c[1]
        + (a[0] * b[1] - a[1] * b[0]) * c[2]
    )


def _ordered(corners: Sequence[Point]) -> list[Point]:
    """The corners clockwise around their middle, beginning with the top left one."""
    x, y = total(p[0] for p in corners) / 4.0, total(p[1] for p in corners) / 4.0

    def around(point: Point) -> float:
        """0..4, growing clockwise: the angle as it is on a diamond instead of a circle."""
        right, down = point[0] - x, point[1] - y
        share = right / (abs(right) + abs(down) or 1.0)
        return 1.0 - share if down >= 0.0 else 3.0 + share

    rounds = sorted(corners, key=around)
    first = min(range(4), key=lambda i: rounds[i][0] + rounds[i][1])
    return rounds[first:] + rounds[:first]


def _distance(a: Point, b: Point) -> float:
    return math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]))
