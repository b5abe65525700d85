from typing import Annotated

import numpy as np

from fotofun.operation import Canvas, Position, StrokeOperation, Toggle, operation
from fotofun.raster import Box, Pixels
from fotofun.render.blend import composite


@operation(label="Clone stamp", position=70, keywords=("copy", "duplicate", "retouch", "stamp"), shortcut="S")
class CloneStamp(StrokeOperation):
    """Paint with what lies elsewhere in the picture."""

    source: Annotated[
        tuple[float, float],
        Position(label="From", description="How far from the brush the copied place lies, in pixels."),
    ] = (-50.0, 0.0)
    all_layers: Annotated[bool, Toggle(label="Sample all layers")] = False

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """What lies `source` away over the layer, (h, w, 4) uint8; beyond the picture there is nothing."""
        picture = canvas.composite if self.all_layers else canvas.pixels
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        return composite(before, shifted(picture, box, self.source), coverage=self.coverage(box))


def shifted(picture: Pixels, box: Box, by: tuple[float, float]) -> Pixels:
    """The pixels of a box moved by whole pixels; transparent beyond the picture."""
    there = box.shift(round(by[0]), round(by[1]))
    inside = there.intersect(Box(0, 0, picture.shape[1], picture.shape[0]))
    result = np.zeros((box.size[1], box.size[0], 4), np.uint8)
    if not inside.is_empty:
        result[inside.shift(-there.left, -there.top).slices] = picture[inside.slices]
    return result
