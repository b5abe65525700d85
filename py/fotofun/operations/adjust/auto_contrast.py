from fotofun.imaging.histogram import colour_counts, limits
from fotofun.operation import AutoOperation, PointOperation, operation
from fotofun.operations.adjust.levels import Levels
from fotofun.raster import Pixels

CLIPPED = 0.001  # of the channels' values, at each end; Adobe's default


@operation(
    label="Auto contrast",
    position=210,
    keywords=("automatic", "flat", "stretch", "punch"),
    shortcut="Mod+Alt+Shift+L",
)
class AutoContrast(AutoOperation):
    """Stretch the tones from black to white and leave the colours as they are."""

    def resolve(self, pixels: Pixels) -> PointOperation:
        """Levels, the same for all channels, from the least to the greatest value in the pixels, (H, W, 4)
        uint8, but for a thousandth of all values at each end."""
        low, high = limits(colour_counts(pixels).sum(axis=0), CLIPPED, CLIPPED)
        return Levels(input_black=float(low), input_white=float(high))
