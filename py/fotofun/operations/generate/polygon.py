from typing import Annotated

import numpy as np

from fotofun.exact import Floats, sine_cosine
from fotofun.imaging.curves import rounded
from fotofun.operation import Range, operation
from fotofun.operation.shape import (
    BLUE,
    INK,
    CornerRadius,
    Dash,
    Fill,
    Frame,
    Gap,
    ShapeOperation,
    StrokeColour,
    StrokeJoin,
    StrokePosition,
    StrokeWidth,
)


@operation(
    label="Polygon", position=30, keywords=("triangle", "pentagon", "hexagon", "octagon", "sides", "shape")
)
class PolygonShape(ShapeOperation):
    """Draw a shape with equal sides, such as a triangle or a hexagon."""

    frame: Frame = (20.0, 20.0, 200.0, 200.0)
    sides: Annotated[int, Range(3, 100, ui=(3, 12), whole=True)] = 6
    radius: CornerRadius = 0.0
    fill: Fill = BLUE
    stroke_width: StrokeWidth = 0.0
    stroke_colour: StrokeColour = INK
    stroke_position: StrokePosition = "inside"
    join: StrokeJoin = "miter"
    dash: Dash = 0.0
    gap: Gap = 0.0

    def contours(self) -> list[Floats]:
        """Corners on the ellipse within the frame, clockwise; the first one at the top."""
        x, y, width, height = self.within(self.frame)
        if not width or not height:
            return []
        turns = [sine_cosine(360.0 * i / self.sides) for i in range(self.sides)]
        corners = np.array(
            [(x + width * (1.0 + sine) / 2.0, y + height * (1.0 - cosine) / 2.0) for sine, cosine in turns]
        )
        return [rounded(corners, self.radius) if self.radius else corners]
