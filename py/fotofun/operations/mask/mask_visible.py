from typing import Annotated

from fotofun.operation import MaskOperation, Toggle, operation
from fotofun.raster import Mask


@operation(label="Use mask", position=10, keywords=("show", "hide", "disable", "cut-out"))
class MaskVisible(MaskOperation):
    """Use the mask, or look past it without losing it."""

    enabled: Annotated[bool, Toggle(label="Use mask")] = True

    def transform(self, mask: Mask, enabled: bool) -> tuple[Mask | None, bool]:
        """The mask, (H, W) uint8, as it is; in force if `enabled`."""
        return mask, self.enabled
