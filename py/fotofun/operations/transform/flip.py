from typing import Annotated

from fotofun.imaging.matrices import scale
from fotofun.operation import Canvas, Choice, GeometryOperation, Mapping, operation


@operation(label="Flip", position=45, keywords=("mirror", "reflect", "reverse", "horizontal", "vertical"))
class Flip(GeometryOperation):
    """Mirror the picture; no pixel changes its colour."""

    direction: Annotated[
        str,
        Choice({"horizontal": "Left becomes right", "vertical": "Top becomes bottom"}, label="Direction"),
    ] = "horizontal"

    def map(self, canvas: Canvas) -> Mapping:
        """Mirrors at the middle; pixels fall on pixels, so they are copied."""
        width, height = canvas.size
        factors = (-1.0, 1.0) if self.direction == "horizontal" else (1.0, -1.0)
        return Mapping(scale(*factors, (width / 2.0, height / 2.0)), canvas.size)
