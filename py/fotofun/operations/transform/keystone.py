import math
from typing import Annotated

from fotofun.exact import sine_cosine
from fotofun.imaging.framing import largest_inside
from fotofun.imaging.matrices import Matrix, bounds, chain, outline, rotate, scale, translate
from fotofun.operation import Canvas, Choice, GeometryOperation, Mapping, Range, operation
from fotofun.operation.frame import Smoothness, document_size

STEEPEST = 35.0  # degrees of tilt at the end of a slider


@operation(
    label="Perspective",
    position=80,
    keywords=("keystone", "converging", "verticals", "building", "tilt", "lens", "upright", "shift"),
)
class Keystone(GeometryOperation):
    """Straighten converging lines, as if the camera had been held level."""

    vertical: Annotated[
        float, Range(-100, 100, step=1, description="Above 0: widens the top, for photos taken upwards.")
    ] = 0.0
    horizontal: Annotated[
        float, Range(-100, 100, step=1, description="Above 0: heightens the left side.")
    ] = 0.0
    angle: Annotated[float, Range(-45, 45, ui=(-10, 10), step=0.1, unit="°", label="Rotate")] = 0.0
    stretch: Annotated[
        float,
        Range(-50, 50, step=1, unit="%", description="Above 0: wider; below 0: higher."),
    ] = 0.0
    frame: Annotated[
        str,
        Choice(
            {
                "crop": "Crop the empty corners",
                "expand": "Expand to hold the whole picture",
                "keep": "Keep the size",
            },
            label="Canvas",
        ),
    ] = "crop"
    resampling: Smoothness = "bicubic"

    def map(self, canvas: Canvas) -> Mapping:
        """Turns the camera: K R K^-1, with a focal length of the picture's diagonal (a normal lens).

        Hartley and Zisserman, "Multiple View Geometry", 2nd ed., 8.4.2. The middle of the picture stays.
        """
        width, height = canvas.size
        middle = width / 2.0, height / 2.0
        focal = math.sqrt(width * width + height * height)
        steps = [
            translate(-middle[0], -middle[1]),
            rotate(self.angle),
            _tilted(self.horizontal / 100.0 * STEEPEST, focal, 0),
            _tilted(self.vertical / 100.0 * STEEPEST, focal, 1),
            scale(1.0 + max(self.stretch, 0.0) / 100.0, 1.0 + max(-self.stretch, 0.0) / 100.0),
            translate(*middle),
        ]
        matrix = chain(*steps)
        if self.frame == "keep":
            return Mapping(matrix, canvas.size, self.resampling)
        if self.frame == "crop":
            left, top, wide, high = largest_inside(outline(matrix, canvas.size), width / height)
            size = document_size(max(int(wide + 1e-6), 1), max(int(high + 1e-6), 1))
        else:
            box = bounds(matrix, canvas.size)
            left, top, size = float(box.left), float(box.top), document_size(*box.size)
        return Mapping(chain(matrix, translate(-left, -top)), size, self.resampling)


def _tilted(degrees: float, focal: float, axis: int) -> Matrix:
    """The view after the camera turned around its upright (0) or level (1) axis; (0, 0) stays."""
    sine, cosine = sine_cosine(degrees)
    fall, back = -focal * sine / cosine, focal * sine / cosine
    depth = sine / (focal * cosine)
    if axis == 0:
        turned: Matrix = ((1.0, 0.0, fall), (0.0, 1.0 / cosine, 0.0), (depth, 0.0, 1.0))
        return chain(turned, translate(back, 0.0))
    turned = ((1.0 / cosine, 0.0, 0.0), (0.0, 1.0, fall), (0.0, depth, 1.0))
    return chain(turned, translate(0.0, back))
