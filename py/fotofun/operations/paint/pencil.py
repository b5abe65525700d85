from typing import Annotated

import numpy as np

from fotofun.operation import Canvas, Colour, StrokeOperation, operation, rgba
from fotofun.raster import Box, Pixels
from fotofun.render.blend import composite


@operation(label="Pencil", position=20, keywords=("draw", "pixel art", "hard", "aliased"))
class Pencil(StrokeOperation):
    """Draw with a hard edge: a pixel is covered or it is not."""

    colour: Annotated[str, Colour(label="Colour")] = "#000000"

    aliased = True

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The colour over the layer, (h, w, 4) uint8, where a dab's middle reaches a pixel's."""
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        colour = np.empty_like(before)
        colour[:] = rgba(self.colour)
        return composite(before, colour, coverage=self.coverage(box))
