import math
from typing import Annotated

from fotofun.imaging.framing import largest_inside
from fotofun.imaging.matrices import chain, outline, rotate, translate
from fotofun.operation import Canvas, Choice, GeometryOperation, Mapping, Range, operation
from fotofun.operation.frame import Smoothness, document_size


@operation(label="Rotate", position=50, keywords=("turn", "angle", "tilt", "spin", "degrees"))
class Rotate(GeometryOperation):
    """Turn the picture clockwise by any angle."""

    angle: Annotated[
        float, Range(-360, 360, ui=(-180, 180), step=0.1, unit="°", dial="turn", label="Angle")
    ] = 0.0
    frame: Annotated[
        str,
        Choice(
            {
                "expand": "Expand to hold the whole picture",
                "crop": "Crop the empty corners",
                "keep": "Keep the size",
            },
            label="Canvas",
        ),
    ] = "expand"
    resampling: Smoothness = "bicubic"

    def map(self, canvas: Canvas) -> Mapping:
        """Turns around the middle, which becomes the middle of the new frame.

        The cropped frame is the largest one of the same aspect ratio, see `largest_inside`.
        """
        width, height = canvas.size
        turn = rotate(self.angle, (width / 2.0, height / 2.0))
        if self.frame == "keep":
            size = canvas.size
        elif self.frame == "crop":
            # A quarter turn swaps the sides, and with them the ratio.
            upright = abs(turn[0][0]) >= abs(turn[0][1])
            ratio = width / height if upright else height / width
            inside = largest_inside(outline(turn, canvas.size), ratio)
            size = document_size(*(max(math.floor(side + 1e-6), 1) for side in inside[2:]))
        else:
            sides = (abs(row[0]) * width + abs(row[1]) * height for row in turn[:2])
            size = document_size(*(math.ceil(side - 1e-6) for side in sides))
        shift = translate((size[0] - width) / 2.0, (size[1] - height) / 2.0)
        return Mapping(chain(turn, shift), size, self.resampling)
