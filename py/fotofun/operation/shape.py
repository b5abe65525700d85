"""Operations that draw a shape: an outline that is filled, stroked, or both."""

from abc import ABC, abstractmethod
from typing import Annotated, cast

from fotofun.exact import Floats
from fotofun.imaging.places import bounded
from fotofun.imaging.stroking import Join
from fotofun.imaging.vector import Pen, Where, extent, painted
from fotofun.operation.parameter import Choice, Colour, Range, Rectangle, rgba
from fotofun.operation.pixels import GeneratorOperation
from fotofun.raster import Box, Pixels, Size

Frame = Annotated[
    tuple[float, float, float, float], Rectangle(description="The rectangle that the shape fills.")
]
Fill = Annotated[str, Colour(label="Fill", description="With opacity zero the shape is not filled.")]
StrokeWidth = Annotated[float, Range(0, 1000, ui=(0, 50), step=0.5, unit="px", label="Width", group="Stroke")]
StrokeColour = Annotated[str, Colour(label="Colour", group="Stroke")]
StrokePosition = Annotated[
    str,
    Choice({"inside": "Inside", "centre": "Centre", "outside": "Outside"}, label="Position", group="Stroke"),
]
StrokeJoin = Annotated[
    str, Choice({"miter": "Pointed", "round": "Round", "bevel": "Cut"}, label="Corners", group="Stroke")
]
Dash = Annotated[float, Range(0, 1000, ui=(0, 100), step=0.5, unit="px", label="Dash length", group="Stroke")]
Gap = Annotated[
    float,
    Range(
        0,
        1000,
        ui=(0, 100),
        step=0.5,
        unit="px",
        label="Dash gap",
        group="Stroke",
        description="Between dashes; 0 draws a whole line.",
    ),
]
CornerRadius = Annotated[float, Range(0, 5000, ui=(0, 200), unit="px", label="Corner radius")]

BLUE, INK = "#3b82f6", "#1e293b"


class ShapeOperation(GeneratorOperation, ABC):
    """Draws closed contours. All have a fill and a stroke; the file says which contours."""

    kind = "shape"
    join: str = "miter"

    fill: str
    stroke_width: float
    stroke_colour: str
    stroke_position: str
    dash: float
    gap: float

    @abstractmethod
    def contours(self) -> list[Floats]:
        """The closed outlines, each (n, 2) float64, in pixels of the document."""

    def bounds(self, size: Size) -> Box:
        """The least rectangle around the shape and its stroke."""
        shape, line = self.contours(), self._line()
        shown = self.fill_colour[3] > 0 or self.stroke_position == "inside"
        return extent([*(shape if shown else []), *(line if self.stroke_position != "inside" else [])])

    def draw(self, size: Size, box: Box) -> Pixels:
        """Every pixel by the area that the outlines cover: exact, of corners rounded to 1/1024 pixel."""
        stroke, where = rgba(self.stroke_colour), cast(Where, self.stroke_position)
        return painted(self.contours(), self.fill_colour, self._line(), stroke, where, box)

    @staticmethod
    def within(frame: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A frame, no part of which is out of reach."""
        x, y = bounded(frame[0]), bounded(frame[1])
        return x, y, bounded(frame[0] + frame[2]) - x, bounded(frame[1] + frame[3]) - y

    @property
    def fill_colour(self) -> tuple[int, int, int, int]:
        """The fill as bytes."""
        return rgba(self.fill)

    def _line(self) -> list[Floats]:
        if not rgba(self.stroke_colour)[3]:
            return []
        where, join = cast(Where, self.stroke_position), cast(Join, self.join)
        pen = Pen(self.stroke_width, where, join, dash=self.dash, gap=self.gap)
        return pen.outlines(self.contours())
