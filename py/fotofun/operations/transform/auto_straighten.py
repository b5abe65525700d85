from typing import Annotated

from fotofun.imaging.framing import largest_inside
from fotofun.imaging.lines import tilt
from fotofun.imaging.matrices import IDENTITY, chain, outline, rotate, translate
from fotofun.operation import Canvas, Choice, GeometryOperation, Mapping, Range, operation
from fotofun.operation.frame import Smoothness, document_size

LEAST = 0.05  # degrees; what leans less is level, and is not worth resampling


@operation(
    label="Straighten automatically",
    position=25,
    keywords=("horizon", "level", "tilt", "upright", "vertical", "auto", "crooked"),
)
class AutoStraighten(GeometryOperation):
    """Turn the picture until its horizon is level and its walls are upright, and crop the corners."""

    most: Annotated[
        float,
        Range(
            0.5,
            15,
            step=0.5,
            unit="°",
            label="At most",
            description="Pictures that lean more stay as they are.",
        ),
    ] = 10.0
    frame: Annotated[
        str,
        Choice(
            {
                "ratio": "Crop, with the same aspect ratio",
                "largest": "Crop, as large as possible",
                "keep": "Keep the size",
            },
            label="Canvas",
        ),
    ] = "ratio"
    resampling: Smoothness = "bicubic"

    def map(self, canvas: Canvas) -> Mapping:
        """Turns the visible picture back by its `tilt`; a picture without clear lines stays as it is."""
        width, height = canvas.size
        angle = tilt(canvas.composite, self.most) or 0.0
        if abs(angle) < LEAST:
            return Mapping(IDENTITY, canvas.size, self.resampling)
        turn = rotate(-angle, (width / 2.0, height / 2.0))
        if self.frame == "keep":
            return Mapping(turn, canvas.size, self.resampling)
        ratio = width / height if self.frame == "ratio" else None
        left, top, wide, high = largest_inside(outline(turn, canvas.size), ratio)
        size = document_size(max(int(wide + 1e-6), 1), max(int(high + 1e-6), 1))
        left, top = left + (wide - size[0]) / 2.0, top + (high - size[1]) / 2.0
        return Mapping(chain(turn, translate(-left, -top)), size, self.resampling)
