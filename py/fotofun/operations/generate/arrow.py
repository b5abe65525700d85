import math
from typing import Annotated

import numpy as np

from fotofun.exact import Floats
from fotofun.imaging.curves import as_points
from fotofun.operation import Choice, Position, Range, operation
from fotofun.operation.shape import (
    INK,
    Dash,
    Fill,
    Gap,
    ShapeOperation,
    StrokeColour,
    StrokeJoin,
    StrokePosition,
    StrokeWidth,
)


@operation(label="Arrow", position=47, keywords=("pointer", "callout", "annotation", "head", "shape"))
class ArrowShape(ShapeOperation):
    """Draw an arrow from one place to another."""

    start: Annotated[tuple[float, float], Position()] = (20.0, 40.0)
    end: Annotated[tuple[float, float], Position()] = (220.0, 40.0)
    width: Annotated[float, Range(0.1, 1000, ui=(1, 100), step=0.5, unit="px")] = 12.0
    heads: Annotated[
        str,
        Choice(
            {"end": "At the end", "start": "At the start", "both": "At both ends"}, label="At", group="Head"
        ),
    ] = "end"
    head_length: Annotated[
        float, Range(0, 2000, ui=(100, 800), unit="%", description="In percent of the width.", group="Head")
    ] = 350.0
    head_width: Annotated[
        float, Range(100, 2000, ui=(100, 800), unit="%", description="In percent of the width.", group="Head")
    ] = 350.0
    notch: Annotated[
        float, Range(0, 100, unit="%", description="How far the back of the head is drawn in.", group="Head")
    ] = 15.0
    fill: Fill = "#ef4444"
    stroke_width: StrokeWidth = 0.0
    stroke_colour: StrokeColour = INK
    stroke_position: StrokePosition = "outside"
    join: StrokeJoin = "round"
    dash: Dash = 0.0
    gap: Gap = 0.0

    def contours(self) -> list[Floats]:
        """One outline around shaft and heads; where the arrow is too short, its heads shrink."""
        start, end = as_points((self.start, self.end)).tolist()
        across, down = end[0] - start[0], end[1] - start[1]
        length = math.sqrt(across * across + down * down)
        if length <= 1e-6:
            return []
        head = self.head_length / 100.0 * self.width
        shrunk = min(1.0, length / (head * (2.0 if self.heads == "both" else 1.0) or 1.0))
        head, wide = head * shrunk, self.head_width / 200.0 * self.width * shrunk
        half = min(self.width / 2.0, wide)
        neck = head * (1.0 - self.notch / 100.0)
        tip = [(length - neck, half), (length - head, wide), (length, 0.0)]
        tip += [(x, -y) for x, y in tip[1::-1]]
        tail = [(neck, -half), (head, -wide), (0.0, 0.0)]
        tail += [(x, -y) for x, y in tail[1::-1]]
        right = tip if self.heads != "start" else [(length, half), (length, -half)]
        left = tail if self.heads != "end" else [(0.0, -half), (0.0, half)]
        x, y = across / length, down / length
        return [np.array([(start[0] + a * x - b * y, start[1] + a * y + b * x) for a, b in [*right, *left]])]
