from typing import Annotated

from fotofun.errors import CommandError
from fotofun.imaging.quick_select import quick_select
from fotofun.imaging.selection import feather, found
from fotofun.operation import (
    Canvas,
    Combine,
    Feather,
    Points,
    Range,
    SelectOperation,
    Toggle,
    combine,
    operation,
)
from fotofun.raster import Mask


@operation(label="Quick selection", position=95, keywords=("brush", "object", "smart", "edges", "paint"))
class QuickSelection(SelectOperation):
    """Select an object by painting roughly inside it; the selection spreads up to its edges."""

    points: Annotated[tuple[tuple[float, float], ...], Points(least=1, label="Stroke")] = ((0.0, 0.0),)
    size: Annotated[float, Range(1, 1000, ui=(1, 300), step=1, unit="px", label="Brush size")] = 30.0
    all_layers: Annotated[
        bool, Toggle(label="All layers", description="Look at the whole picture, not at the active layer.")
    ] = False
    feather: Feather = 0.0
    combine: Combine = "add"

    def select(self, canvas: Canvas) -> Mask | None:
        """The object that the stroke lies in, (H, W) uint8: see `imaging.quick_select`.

        Raises CommandError where the stroke lies outside the picture.
        """
        pixels = canvas.composite if self.all_layers else canvas.pixels
        known = canvas.selection if self.combine == "add" else None
        region = quick_select(pixels, self.points, self.size / 2.0, known)
        if region is None:
            raise CommandError("The stroke is outside the picture.", advice="Paint inside the object.")
        return found(combine(canvas.selection, feather(region, self.feather), self.combine))
