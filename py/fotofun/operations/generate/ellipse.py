from fotofun.exact import Floats
from fotofun.imaging.outline import ellipse_points
from fotofun.operation import operation
from fotofun.operation.shape import (
    BLUE,
    INK,
    Dash,
    Fill,
    Frame,
    Gap,
    ShapeOperation,
    StrokeColour,
    StrokePosition,
    StrokeWidth,
)


@operation(label="Ellipse", position=20, keywords=("circle", "oval", "round", "shape"))
class EllipseShape(ShapeOperation):
    """Draw an ellipse or a circle."""

    frame: Frame = (20.0, 20.0, 200.0, 200.0)
    fill: Fill = BLUE
    stroke_width: StrokeWidth = 0.0
    stroke_colour: StrokeColour = INK
    stroke_position: StrokePosition = "inside"
    dash: Dash = 0.0
    gap: Gap = 0.0

    def contours(self) -> list[Floats]:
        """The ellipse that touches the frame's sides, within 1/500 pixel."""
        x, y, width, height = self.within(self.frame)
        return [ellipse_points(x, y, width, height)] if width and height else []
