from typing import Annotated

from PIL import Image

from fotofun.imaging.matrices import multiply, rotate, scale, skew, translate
from fotofun.imaging.selection import existing, found
from fotofun.imaging.warp import warp
from fotofun.operation import Canvas, Range, SelectOperation, operation
from fotofun.raster import Box, Mask


@operation(label="Transform", position=180, keywords=("move", "scale", "rotate", "skew", "flip", "nudge"))
class TransformSelection(SelectOperation):
    """Move, scale, turn or slant the selection's outline; pixels stay where they are."""

    x: Annotated[float, Range(-30000, 30000, ui=(-1000, 1000), step=1, unit="px", label="Move right")] = 0.0
    y: Annotated[float, Range(-30000, 30000, ui=(-1000, 1000), step=1, unit="px", label="Move down")] = 0.0
    width: Annotated[
        float,
        Range(-1000, 1000, ui=(1, 300), step=1, unit="%", label="Width", description="Negative flips."),
    ] = 100.0
    height: Annotated[
        float,
        Range(-1000, 1000, ui=(1, 300), step=1, unit="%", label="Height", description="Negative flips."),
    ] = 100.0
    degrees: Annotated[
        float, Range(-360, 360, ui=(-180, 180), step=0.1, unit="°", dial="turn", label="Turn")
    ] = 0.0
    slant: Annotated[float, Range(-80, 80, step=0.1, unit="°", label="Slant")] = 0.0

    def select(self, canvas: Canvas) -> Mask | None:
        """The selection mapped by scale, slant, turn and move about the middle of its bounds, (H, W) uint8.

        Raises CommandError without selection, and where it would lie outside the picture.
        """
        selection = existing(canvas.selection)
        left, top, right, bottom = Image.fromarray(selection).getbbox() or Box.of(canvas.size)
        middle = (left + right) / 2.0, (top + bottom) / 2.0
        matrix = translate(self.x, self.y)
        if self.degrees:
            matrix = multiply(matrix, rotate(self.degrees, middle))
        if self.slant:
            matrix = multiply(matrix, skew(self.slant, 0.0, middle))
        # A side of no length has no inverse; a hundredth of a percent is nothing to see either.
        across, down = (share / 100.0 or 1e-4 for share in (self.width, self.height))
        if (across, down) != (1.0, 1.0):
            matrix = multiply(matrix, scale(across, down, middle))
        return found(warp(selection, matrix, Box.of(canvas.size), "bilinear"))
