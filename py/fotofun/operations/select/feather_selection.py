from typing import Annotated

from fotofun.imaging.selection import existing, feather, found
from fotofun.operation import Canvas, Range, SelectOperation, operation
from fotofun.raster import Mask


@operation(label="Feather", position=160, keywords=("blur", "soften", "soft edge"), shortcut="Shift+F6")
class FeatherSelection(SelectOperation):
    """Blur the selection's edge, so that edits fade out across it."""

    radius: Annotated[float, Range(0, 1000, ui=(0, 100), step=0.5, unit="px", label="Radius")] = 5.0

    def select(self, canvas: Canvas) -> Mask | None:
        """Gaussian blur of standard deviation `radius`, (H, W) uint8; CommandError without selection."""
        return found(feather(existing(canvas.selection), self.radius))
