from fotofun.operation import MaskOperation, operation
from fotofun.raster import Mask


@operation(
    label="Delete mask",
    position=40,
    keywords=("restore background", "remove mask", "original", "undo cut-out"),
)
class DeleteMask(MaskOperation):
    """Bring everything the mask hides back, and forget the mask."""

    def transform(self, mask: Mask, enabled: bool) -> tuple[Mask | None, bool]:
        """No mask."""
        return None, True
