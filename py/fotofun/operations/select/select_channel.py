from typing import Annotated

from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.selection import found
from fotofun.operation import Canvas, Choice, Combine, SelectOperation, combine, operation
from fotofun.raster import Mask

_PLACES = {"red": 0, "green": 1, "blue": 2, "alpha": 3}


@operation(
    label="Channel",
    position=90,
    keywords=("luminosity mask", "luminance", "bright pixels", "channel to selection"),
)
class SelectChannel(SelectOperation):
    """Select each pixel as far as it is bright in a channel of the picture: a luminosity mask."""

    channel: Annotated[
        str,
        Choice(
            {"luma": "Luma", "red": "Red", "green": "Green", "blue": "Blue", "alpha": "Alpha"},
            label="Channel",
        ),
    ] = "luma"
    combine: Combine = "new"

    def select(self, canvas: Canvas) -> Mask | None:
        """The channel of all that is seen, (H, W) uint8; CommandError where it is black throughout."""
        pixels = canvas.composite
        place = _PLACES.get(self.channel)
        chosen = luma_bytes(pixels) if place is None else pixels[..., place].copy()
        return found(combine(canvas.selection, chosen, self.combine))
