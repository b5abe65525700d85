import numpy as np

from fotofun.operation import Canvas, StrokeOperation, operation
from fotofun.raster import Box, Pixels
from fotofun.render.blend import mix


@operation(label="Eraser", position=30, keywords=("rub out", "transparent", "remove"), shortcut="E")
class Eraser(StrokeOperation):
    """Make what the brush touches transparent."""

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8, with its alpha times what the stroke leaves bare."""
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        return mix(before, np.zeros_like(before), self.coverage(box))
