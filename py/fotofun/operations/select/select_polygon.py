from typing import Annotated

from fotofun.imaging.outline import polygon
from fotofun.imaging.selection import feather, found
from fotofun.operation import Canvas, Combine, Feather, Points, SelectOperation, Toggle, combine, operation
from fotofun.raster import Box, Mask


@operation(label="Polygon", position=60, keywords=("polygonal lasso", "outline", "corners", "straight"))
class SelectPolygon(SelectOperation):
    """Select what lies within straight lines from corner to corner."""

    points: Annotated[tuple[tuple[float, float], ...], Points(least=3, label="Corners")] = (
        (50.0, 0.0),
        (100.0, 100.0),
        (0.0, 100.0),
    )
    antialias: Annotated[bool, Toggle(label="Smooth edges", description="Cover edge pixels partly.")] = True
    feather: Feather = 0.0
    combine: Combine = "new"

    def select(self, canvas: Canvas) -> Mask | None:
        """255 times the area of each pixel that the outline winds around, (H, W) uint8."""
        region = polygon(self.points, Box.of(canvas.size), self.antialias)
        return found(combine(canvas.selection, feather(region, self.feather), self.combine))
