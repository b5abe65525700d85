from fotofun.imaging.selection import existing, found
from fotofun.operation import Canvas, SelectOperation, operation
from fotofun.raster import Mask


@operation(label="Invert", position=30, keywords=("inverse", "swap", "opposite"), shortcut="Mod+Shift+I")
class InvertSelection(SelectOperation):
    """Select what was not selected, and drop what was."""

    def select(self, canvas: Canvas) -> Mask | None:
        """The complement, (H, W) uint8; CommandError where nothing or everything was selected."""
        return found(~existing(canvas.selection))
