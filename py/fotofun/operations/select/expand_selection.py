from typing import Annotated

from fotofun.imaging.distance import expand
from fotofun.imaging.selection import existing
from fotofun.operation import Canvas, Range, SelectOperation, operation
from fotofun.raster import Mask


@operation(label="Expand", position=130, keywords=("grow", "larger", "dilate", "outwards"))
class ExpandSelection(SelectOperation):
    """Move the selection's edge outwards, with rounded corners."""

    radius: Annotated[float, Range(0, 500, ui=(0, 100), step=1, unit="px", label="Expand by")] = 5.0

    def select(self, canvas: Canvas) -> Mask | None:
        """Dilation by a disc, (H, W) uint8: see `imaging.distance.expand`; CommandError without selection."""
        return expand(existing(canvas.selection), self.radius)
