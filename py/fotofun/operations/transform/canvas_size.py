from typing import Annotated

from fotofun.errors import CommandError
from fotofun.imaging.matrices import translate
from fotofun.operation import Canvas, Choice, GeometryOperation, Mapping, Range, operation
from fotofun.operation.frame import LONGEST, Anchor, Hide, anchored, document_size
from fotofun.raster import Box

Side = Annotated[
    float,
    Range(0, LONGEST, ui=(0, 8000), unit="px", whole=True, group="Size", description="0 stays as it is."),
]
Border = Annotated[
    float,
    Range(
        -LONGEST,
        LONGEST,
        ui=(-1000, 1000),
        unit="px",
        whole=True,
        group="Borders",
        description="Less than 0 cuts off.",
    ),
]


@operation(
    label="Canvas size",
    position=70,
    keywords=("border", "margin", "extend", "padding", "frame", "space"),
    shortcut="Mod+Alt+C",
)
class CanvasSize(GeometryOperation):
    """Add empty space around the picture, or cut it off, without scaling it."""

    by: Annotated[str, Choice({"size": "Size", "borders": "Borders"}, label="By")] = "size"
    width: Side = 0
    height: Side = 0
    anchor: Anchor = "middle_centre"
    left: Border = 0
    top: Border = 0
    right: Border = 0
    bottom: Border = 0
    hide: Hide = False

    def map(self, canvas: Canvas) -> Mapping:
        """Moves by whole pixels. Raises CommandError where nothing of the picture is left."""
        width, height = canvas.size
        if self.by == "borders":
            left, top = round(self.left), round(self.top)
            new_width, new_height = width + left + round(self.right), height + top + round(self.bottom)
        else:
            new_width, new_height = round(self.width) or width, round(self.height) or height
            across, down = anchored(self.anchor)
            left, top = int((new_width - width) * across), int((new_height - height) * down)
        size = document_size(new_width, new_height)
        if Box(left, top, left + width, top + height).intersect(Box.of(size)).is_empty:
            raise CommandError("Nothing of the picture would be left.", advice="Cut off less.")
        return Mapping(translate(float(left), float(top)), size, hide=self.hide)
