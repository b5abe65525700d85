import numpy as np

from fotofun.exact import Floats
from fotofun.imaging.curves import rounded
from fotofun.operation import operation
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
    StrokePosition,
    StrokeWidth,
)


@operation(label="Rectangle", position=10, keywords=("box", "square", "frame", "border", "rounded", "shape"))
class RectangleShape(ShapeOperation):
    """Draw a rectangle, with round corners if wanted."""

    frame: Frame = (20.0, 20.0, 240.0, 160.0)
    radius: CornerRadius = 0.0
    fill: Fill = BLUE
    stroke_width: StrokeWidth = 0.0
    stroke_colour: StrokeColour = INK
    stroke_position: StrokePosition = "inside"
    dash: Dash = 0.0
    gap: Gap = 0.0

    def contours(self) -> list[Floats]:
        """Four corners, clockwise from the top left one, or arcs in their place."""
        x, y, width, height = self.within(self.frame)
        corners = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
        if not width or not height:
            return []
        return [rounded(corners, self.radius) if self.radius else corners]
