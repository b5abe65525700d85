from typing import Annotated

import numpy as np

from fotofun.imaging.poisson import seamless
from fotofun.operation import Canvas, PaintOperation, Position, operation
from fotofun.operations.paint.clone_stamp import shifted
from fotofun.operations.retouch.content_aware_fill import around, selected
from fotofun.raster import Box, Pixels

RIM = 2


@operation(label="Patch", position=30, keywords=("replace", "repair", "copy from elsewhere", "retouch"))
class Patch(PaintOperation):
    """Replace what is selected by another part of the picture, fitted to the light around."""

    source: Annotated[
        tuple[float, float],
        Position(label="From", description="How far away the other part lies, in pixels."),
    ] = (-50.0, 0.0)

    def bounds(self, canvas: Canvas) -> Box:
        """The box around what is selected; CommandError where nothing is."""
        return around(selected(canvas))

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8, with what lies `source` away laid in seamlessly."""
        region = box.grow(RIM).intersect(Box.of(canvas.size))
        before = np.ascontiguousarray(canvas.pixels[region.slices])
        there = shifted(canvas.pixels, region, self.source)
        hole = (selected(canvas)[region.slices] > 0) & (there[..., 3] > 0)
        made = seamless(before, there, hole)
        return np.ascontiguousarray(made[box.shift(-region.left, -region.top).slices])
