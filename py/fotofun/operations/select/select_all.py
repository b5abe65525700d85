import numpy as np

from fotofun.operation import Canvas, SelectOperation, operation
from fotofun.raster import Mask


@operation(label="All", position=10, keywords=("everything", "whole picture"), shortcut="Mod+A")
class SelectAll(SelectOperation):
    """Select the whole picture."""

    def select(self, canvas: Canvas) -> Mask | None:
        """255 everywhere, (H, W) uint8."""
        width, height = canvas.size
        return np.full((height, width), 255, np.uint8)
