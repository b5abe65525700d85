from fotofun.operation import MaskOperation, operation
from fotofun.raster import Mask


@operation(label="Invert mask", position=30, keywords=("reverse", "swap", "background"))
class InvertMask(MaskOperation):
    """Show what was hidden and hide what was shown."""

    def transform(self, mask: Mask, enabled: bool) -> tuple[Mask | None, bool]:
        """255 minus the mask, (H, W) uint8."""
        return 255 - mask, enabled
