from typing import Annotated

import numpy as np

from fotofun.operation import Canvas, Choice, Colour, StrokeOperation, operation, rgba
from fotofun.raster import Box, Pixels
from fotofun.render.blend import BLEND_MODES, composite

_MODES = {mode.name: mode.label for mode in BLEND_MODES.values()}


@operation(label="Brush", position=10, keywords=("paint", "draw", "colour", "soft"), shortcut="B")
class Brush(StrokeOperation):
    """Paint with a soft or hard round brush."""

    colour: Annotated[str, Colour(label="Colour")] = "#000000"
    blend_mode: Annotated[str, Choice(_MODES, label="Blend mode")] = "normal"

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The colour over the layer, (h, w, 4) uint8, by what the stroke covers."""
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        colour = np.empty_like(before)
        colour[:] = rgba(self.colour)
        place = (box.left, box.top)
        return composite(before, colour, self.blend_mode, self.coverage(box), origin=place)
