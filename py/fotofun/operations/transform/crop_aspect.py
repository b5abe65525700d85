from typing import Annotated

from fotofun.imaging.framing import largest_inside
from fotofun.imaging.matrices import chain, outline, rotate, translate
from fotofun.operation import Canvas, GeometryOperation, Mapping, Range, operation
from fotofun.operation.frame import (
    Anchor,
    CustomSide,
    Hide,
    Orientation,
    Ratio,
    anchored,
    document_size,
    ratio_of,
)


@operation(
    label="Crop to aspect ratio",
    position=20,
    keywords=("straighten", "square", "16:9", "4:3", "portrait", "landscape", "horizon", "level"),
)
class CropAspect(GeometryOperation):
    """Straighten the picture by an angle and keep the largest part with an aspect ratio."""

    ratio: Ratio = "original"
    orientation: Orientation = "picture"
    custom_width: CustomSide = 3.0
    custom_height: CustomSide = 2.0
    angle: Annotated[float, Range(-45, 45, ui=(-15, 15), step=0.1, unit="°", label="Straighten")] = 0.0
    anchor: Anchor = "middle_centre"
    hide: Hide = False

    def map(self, canvas: Canvas) -> Mapping:
        """Turns around the middle; the part is the largest one without empty corners.

        Where the turned picture leaves it room, it lies at the anchor. See `largest_inside`.
        """
        size = canvas.size
        middle = size[0] / 2.0, size[1] / 2.0
        ratio = ratio_of(self.ratio, self.orientation, (self.custom_width, self.custom_height), size)
        turn = rotate(self.angle, middle)
        width, height = largest_inside(outline(turn, size), ratio)[2:]
        if self.angle == 0.0:
            width, height = float(max(round(width), 1)), float(max(round(height), 1))
        else:
            width, height = float(max(int(width + 1e-6), 1)), float(max(int(height + 1e-6), 1))
        # What the part's corners need of the picture, before it is turned, leaves the room for the anchor.
        back = [row[:2] for row in turn[:2]]
        needs = [abs(back[0][i]) * width + abs(back[1][i]) * height for i in range(2)]
        room = [max(size[i] - needs[i], 0.0) / 2.0 for i in range(2)]
        towards = [
            (2.0 * share - 1.0) * space for share, space in zip(anchored(self.anchor), room, strict=True)
        ]
        x, y = (row[0] * towards[0] + row[1] * towards[1] for row in back)
        left, top = middle[0] + x - width / 2.0, middle[1] + y - height / 2.0
        if self.angle == 0.0:
            left, top = float(int(left + 1e-6)), float(int(top + 1e-6))
        return Mapping(chain(turn, translate(-left, -top)), document_size(width, height), hide=self.hide)
