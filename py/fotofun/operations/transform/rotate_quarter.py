from typing import Annotated

from fotofun.imaging.matrices import chain, rotate, translate
from fotofun.operation import Canvas, Choice, GeometryOperation, Mapping, operation
from fotofun.operation.frame import document_size


@operation(
    label="Rotate by quarters",
    position=40,
    keywords=("turn", "90", "180", "portrait", "landscape", "upright"),
)
class RotateQuarter(GeometryOperation):
    """Turn the picture by a quarter or by half; no pixel changes its colour."""

    turn: Annotated[
        str,
        Choice({"right": "90° clockwise", "left": "90° counter-clockwise", "half": "180°"}, label="Turn"),
    ] = "right"

    def map(self, canvas: Canvas) -> Mapping:
        """Turns around the middle; pixels fall on pixels, so they are copied."""
        width, height = canvas.size
        angle = {"right": 90.0, "left": -90.0, "half": 180.0}[self.turn]
        size = canvas.size if self.turn == "half" else (height, width)
        back = translate(size[0] / 2.0, size[1] / 2.0)
        steps = translate(-width / 2.0, -height / 2.0), rotate(angle), back
        return Mapping(chain(*steps), document_size(*size))
