from fotofun.operation import Canvas, SelectOperation, operation
from fotofun.raster import Mask


@operation(label="Deselect", position=20, keywords=("none", "clear", "drop selection"), shortcut="Mod+D")
class Deselect(SelectOperation):
    """Drop the selection, so that edits reach the whole picture again."""

    def select(self, canvas: Canvas) -> Mask | None:
        """No selection."""
        return None
