from typing import Annotated, cast

from fotofun.exact import Floats
from fotofun.imaging.curves import as_points
from fotofun.imaging.stroking import Cap
from fotofun.imaging.vector import Pen, extent, painted
from fotofun.operation import Choice, Colour, GeneratorOperation, Position, Range, operation, rgba
from fotofun.operation.shape import INK, Dash, Gap
from fotofun.raster import Box, Pixels, Size


@operation(label="Line", position=45, keywords=("stroke", "rule", "straight", "dashed", "divider", "shape"))
class LineShape(GeneratorOperation):
    """Draw a straight line, whole or dashed."""

    kind = "shape"

    start: Annotated[tuple[float, float], Position()] = (20.0, 40.0)
    end: Annotated[tuple[float, float], Position()] = (220.0, 40.0)
    width: Annotated[float, Range(0.1, 1000, ui=(1, 100), step=0.5, unit="px")] = 8.0
    colour: Annotated[str, Colour()] = INK
    cap: Annotated[str, Choice({"butt": "Flat", "round": "Round", "square": "Square"}, label="Ends")] = (
        "round"
    )
    dash: Dash = 0.0
    gap: Gap = 0.0

    def bounds(self, size: Size) -> Box:
        """The least rectangle around the line with its width."""
        return extent(self._outlines())

    def draw(self, size: Size, box: Box) -> Pixels:
        """Every pixel by the area that the line covers."""
        nothing = (0, 0, 0, 0)
        return painted(self._outlines(), rgba(self.colour), [], nothing, "centre", box)

    def _outlines(self) -> list[Floats]:
        pen = Pen(self.width, cap=cast(Cap, self.cap), dash=self.dash, gap=self.gap)
        return pen.outlines([as_points((self.start, self.end))], closed=False)
