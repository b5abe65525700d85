from typing import Annotated

from fotofun.imaging.outline import rectangle
from fotofun.imaging.selection import feather, found
from fotofun.operation import Canvas, Combine, Feather, Rectangle, SelectOperation, Toggle, combine, operation
from fotofun.raster import Box, Mask


@operation(label="Rectangle", position=40, keywords=("marquee", "box", "square"))
class SelectRectangle(SelectOperation):
    """Select a rectangle, with sharp or soft edges."""

    rectangle: Annotated[tuple[float, float, float, float], Rectangle()] = (0.0, 0.0, 100.0, 100.0)
    antialias: Annotated[bool, Toggle(label="Smooth edges", description="Cover edge pixels partly.")] = True
    feather: Feather = 0.0
    combine: Combine = "new"

    def select(self, canvas: Canvas) -> Mask | None:
        """255 times the area of each pixel that the rectangle covers, (H, W) uint8."""
        region = rectangle(*self.rectangle, Box.of(canvas.size), self.antialias)
        return found(combine(canvas.selection, feather(region, self.feather), self.combine))
