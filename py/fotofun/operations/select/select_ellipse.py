from typing import Annotated

from fotofun.imaging.outline import ellipse
from fotofun.imaging.selection import feather, found
from fotofun.operation import Canvas, Combine, Feather, Rectangle, SelectOperation, Toggle, combine, operation
from fotofun.raster import Box, Mask


@operation(label="Ellipse", position=50, keywords=("marquee", "circle", "oval", "round"))
class SelectEllipse(SelectOperation):
    """Select an ellipse, given by the rectangle around it."""

    rectangle: Annotated[tuple[float, float, float, float], Rectangle()] = (0.0, 0.0, 100.0, 100.0)
    antialias: Annotated[bool, Toggle(label="Smooth edges", description="Cover edge pixels partly.")] = True
    feather: Feather = 0.0
    combine: Combine = "new"

    def select(self, canvas: Canvas) -> Mask | None:
        """255 times the area of each pixel that the ellipse covers, (H, W) uint8."""
        region = ellipse(*self.rectangle, Box.of(canvas.size), self.antialias)
        return found(combine(canvas.selection, feather(region, self.feather), self.combine))
