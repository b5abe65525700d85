import numpy as np

from fotofun.imaging.poisson import seamless
from fotofun.operation import Canvas, StrokeOperation, operation
from fotofun.operations.retouch.content_aware_fill import repaired
from fotofun.raster import Box, Pixels
from fotofun.render.blend import mix

RIM = 4


@operation(label="Spot healing", position=20, keywords=("blemish", "dust", "scratch", "retouch"))
class SpotHeal(StrokeOperation):
    """Paint over a spot, a scratch or a small thing, and it goes."""

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8, under the stroke as its surroundings look, fitted to its rim."""
        region = box.grow(RIM).intersect(Box.of(canvas.size))
        cover = self.coverage(region)
        hole = np.zeros(canvas.pixels.shape[:2], bool)
        hole[region.slices] = cover > 0
        before = np.ascontiguousarray(canvas.pixels[region.slices])
        made = seamless(before, repaired(canvas.pixels, hole, region), hole[region.slices])
        made[..., 3] = before[..., 3]
        inner = box.shift(-region.left, -region.top).slices
        healed = mix(before, made, cover)
        return np.ascontiguousarray(healed[inner])
