from typing import Annotated

import numpy as np

from fotofun.operation import Canvas, Colour, PaintOperation, Range, operation, rgba
from fotofun.raster import Box, Pixels
from fotofun.render.blend import composite


@operation(label="Fill", position=50, keywords=("colour", "selection", "flood"), shortcut="Shift+F5")
class FillSelection(PaintOperation):
    """Fill what is selected, or the whole layer, with a colour."""

    colour: Annotated[str, Colour(label="Colour")] = "#000000"
    opacity: Annotated[float, Range(0, 100, step=1, unit="%", label="Opacity")] = 100.0

    def bounds(self, canvas: Canvas) -> Box:
        """The box around what is selected."""
        if canvas.selection is None:
            return Box.of(canvas.size)
        rows = np.flatnonzero(canvas.selection.any(axis=1))
        columns = np.flatnonzero(canvas.selection.any(axis=0))
        if not len(rows):
            return Box(0, 0, 0, 0)
        return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The colour over the layer, (h, w, 4) uint8; the selection limits it afterwards."""
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        colour = np.empty_like(before)
        colour[:] = rgba(self.colour)
        return composite(before, colour, coverage=round(self.opacity * 2.55))
