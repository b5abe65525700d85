from typing import Annotated

import numpy as np

from fotofun.imaging.poisson import seamless
from fotofun.operation import Canvas, Position, StrokeOperation, Toggle, operation
from fotofun.operations.paint.clone_stamp import shifted
from fotofun.raster import Box, Pixels
from fotofun.render.blend import mix

RIM = 4


@operation(label="Healing brush", position=80, keywords=("heal", "retouch", "skin", "texture"), shortcut="J")
class HealingBrush(StrokeOperation):
    """Paint with the texture of another place in the light and colour of this one."""

    source: Annotated[
        tuple[float, float],
        Position(label="From", description="How far from the brush the copied place lies, in pixels."),
    ] = (-50.0, 0.0)
    all_layers: Annotated[bool, Toggle(label="Sample all layers")] = False

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8, with what lies `source` away laid in seamlessly under the stroke."""
        region = box.grow(RIM).intersect(Box.of(canvas.size))
        picture = canvas.composite if self.all_layers else canvas.pixels
        before = np.ascontiguousarray(canvas.pixels[region.slices])
        there = shifted(picture, region, self.source)
        cover = self.coverage(region)
        made = seamless(before, there, (cover > 0) & (there[..., 3] > 0))
        healed = mix(before, made, cover)
        return np.ascontiguousarray(healed[box.shift(-region.left, -region.top).slices])
