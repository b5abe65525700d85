from typing import Annotated, cast

from fotofun.exact import Floats
from fotofun.imaging.curves import as_points, spline
from fotofun.imaging.stroking import Cap, Join
from fotofun.imaging.vector import Pen, Where, extent, painted
from fotofun.operation import Choice, GeneratorOperation, Points, Toggle, operation, rgba
from fotofun.operation.shape import (
    BLUE,
    INK,
    Dash,
    Fill,
    Gap,
    StrokeColour,
    StrokeJoin,
    StrokePosition,
    StrokeWidth,
)
from fotofun.raster import Box, Pixels, Size


@operation(label="Path", position=50, keywords=("pen", "freeform", "outline", "curve", "polyline", "shape"))
class PathShape(GeneratorOperation):
    """Draw a shape or a line of your own through points."""

    kind = "shape"

    points: Annotated[tuple[tuple[float, float], ...], Points()] = ()
    closed: Annotated[bool, Toggle(description="The last point is joined to the first.")] = True
    smooth: Annotated[bool, Toggle(description="A curve runs through the points.")] = False
    fill: Fill = BLUE
    stroke_width: StrokeWidth = 0.0
    stroke_colour: StrokeColour = INK
    stroke_position: StrokePosition = "centre"
    join: StrokeJoin = "round"
    cap: Annotated[
        str, Choice({"butt": "Flat", "round": "Round", "square": "Square"}, label="Ends", group="Stroke")
    ] = "round"
    dash: Dash = 0.0
    gap: Gap = 0.0

    def bounds(self, size: Size) -> Box:
        """The least rectangle around the path and its stroke."""
        shape, line = self._outlines()
        return extent([*shape, *(line if self.where != "inside" else [])])

    def draw(self, size: Size, box: Box) -> Pixels:
        """Every pixel by the area covered; inside is what the path winds around (nonzero rule).

        An open path is filled as if it were closed, and its stroke is always centred. A smooth path is a
        uniform Catmull-Rom spline.
        """
        shape, line = self._outlines()
        return painted(shape, rgba(self.fill), line, rgba(self.stroke_colour), self.where, box)

    @property
    def where(self) -> Where:
        """On which side of the path its stroke lies."""
        return cast(Where, self.stroke_position if self.closed else "centre")

    def _outlines(self) -> tuple[list[Floats], list[Floats]]:
        points = as_points(self.points)
        if not len(points):
            return [], []
        if self.smooth:
            points = spline(points, self.closed)
        join, cap = cast(Join, self.join), cast(Cap, self.cap)
        pen = Pen(self.stroke_width, self.where, join, cap, self.dash, self.gap)
        filled = len(points) > 2 and (rgba(self.fill)[3] or self.where == "inside")
        line = pen.outlines([points], self.closed) if rgba(self.stroke_colour)[3] else []
        return [points] if filled or (len(points) > 2 and self.where == "outside") else [], line
