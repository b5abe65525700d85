from typing import Annotated

from fotofun.imaging.distance import contract
from fotofun.imaging.selection import existing, found
from fotofun.operation import Canvas, Range, SelectOperation, Toggle, operation
from fotofun.raster import Mask


@operation(label="Contract", position=140, keywords=("shrink", "smaller", "erode", "inwards", "choke"))
class ContractSelection(SelectOperation):
    """Move the selection's edge inwards."""

    radius: Annotated[float, Range(0, 500, ui=(0, 100), step=1, unit="px", label="Contract by")] = 5.0
    from_edges: Annotated[
        bool, Toggle(label="From the picture's border too", description="Else the border is no edge.")
    ] = False

    def select(self, canvas: Canvas) -> Mask | None:
        """Erosion by a disc, (H, W) uint8: see `imaging.distance.contract`.

        Raises CommandError without selection, and where nothing of it would be left.
        """
        return found(contract(existing(canvas.selection), self.radius, self.from_edges))
