from typing import Annotated

import numpy as np

from fotofun.exact import Floats, sine_cosine
from fotofun.imaging.curves import rounded
from fotofun.operation import Range, operation
from fotofun.operation.shape import (
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


@operation(label="Star", position=40, keywords=("rating", "burst", "badge", "spikes", "shape"))
class StarShape(ShapeOperation):
    """Draw a star with as many points as you like."""

    frame: Frame = (20.0, 20.0, 200.0, 200.0)
    points: Annotated[int, Range(3, 100, ui=(3, 24), whole=True)] = 5
    depth: Annotated[
        float,
        Range(0, 100, unit="%", description="How far the notches reach in; 0 leaves a polygon."),
    ] = 50.0
    radius: CornerRadius = 0.0
    fill: Fill = "#facc15"
    stroke_width: StrokeWidth = 0.0
    stroke_colour: StrokeColour = INK
    stroke_position: StrokePosition = "inside"
    join: StrokeJoin = "miter"
    dash: Dash = 0.0
    gap: Gap = 0.0

    def contours(self) -> list[Floats]:
        """Points on the ellipse within the frame and notches between them, clockwise from the top."""
        x, y, width, height = self.within(self.frame)
        if not width or not height:
            return []
        corners = []
        flat = sine_cosine(180.0 / self.points)[1]
        inner = flat * (1.0 - self.depth / 100.0)
        for i in range(2 * self.points):
            sine, cosine = sine_cosine(180.0 * i / self.points)
            reach = inner if i % 2 else 1.0
            corners.append(
                (x + width * (1.0 + reach * sine) / 2.0, y + height * (1.0 - reach * cosine) / 2.0)
            )
        return [rounded(np.array(corners), self.radius) if self.radius else np.array(corners)]
