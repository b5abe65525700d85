import numpy as np

from fotofun.operation import Canvas, PaintOperation, operation
from fotofun.raster import Box, Pixels


@operation(
    label="Clear",
    position=55,
    keywords=("delete", "erase", "empty", "cut out", "transparent"),
    shortcut="Delete",
)
class Clear(PaintOperation):
    """Make what is selected, or the whole layer, transparent."""

    def bounds(self, canvas: Canvas) -> Box:
        """The whole layer; what is not selected stays."""
        return Box.of(canvas.size)

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """Nothing, (h, w, 4) uint8; the selection limits it afterwards."""
        return np.zeros((box.size[1], box.size[0], 4), np.uint8)
