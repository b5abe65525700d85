from typing import Annotated

from fotofun.imaging.histogram import colour_counts, limits
from fotofun.operation import AutoOperation, Choice, PointOperation, Range, operation
from fotofun.operations.adjust.levels import Levels
from fotofun.raster import Pixels


def _clipped(label: str) -> Range:
    return Range(0, 10, ui=(0, 2), step=0.05, unit="%", label=label)


@operation(
    label="Auto levels", position=230, keywords=("automatic", "stretch", "histogram", "normalize", "contrast")
)
class AutoLevels(AutoOperation):
    """Stretch the tones until they reach from black to white, with the share to be clipped in your hands."""

    channels: Annotated[
        str,
        Choice(
            {"separate": "Each alone", "together": "All alike"},
            label="Channels",
            description="Each alone also takes away a colour cast.",
        ),
    ] = "separate"
    clip_shadows: Annotated[float, _clipped("Clip shadows")] = 0.1
    clip_highlights: Annotated[float, _clipped("Clip highlights")] = 0.1

    def resolve(self, pixels: Pixels) -> PointOperation:
        """Levels whose input black and white leave the given shares of pixels, (H, W, 4) uint8, outside."""
        seen = colour_counts(pixels)
        below, above = self.clip_shadows / 100.0, self.clip_highlights / 100.0
        if self.channels == "together":
            low, high = limits(seen.sum(axis=0), below, above)
            return Levels(input_black=float(low), input_white=float(high))
        found: dict[str, float] = {}
        for name, counts in zip(("red", "green", "blue"), seen, strict=True):
            low, high = limits(counts, below, above)
            found |= {f"{name}_input_black": float(low), f"{name}_input_white": float(high)}
        return Levels(**found)
