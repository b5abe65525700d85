from typing import Annotated

import numpy as np

from fotofun.imaging.alpha import premultiply, unpremultiply
from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.operation import Canvas, Range, StrokeOperation, operation
from fotofun.raster import Box, Pixels
from fotofun.render.blend import mix


@operation(label="Blur brush", position=130, keywords=("soften", "smooth", "defocus"))
class BlurBrush(StrokeOperation):
    """Soften what the brush touches."""

    strength: Annotated[float, Range(0.5, 50, ui=(0.5, 20), step=0.5, unit="px", label="Strength")] = 4.0

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8, towards its Gaussian blur of `strength` pixels."""
        around = box.grow(gaussian_margin(self.strength)).intersect(Box.of(canvas.size))
        soft = unpremultiply(gaussian(premultiply(canvas.pixels[around.slices]), self.strength))
        after = np.ascontiguousarray(soft[box.shift(-around.left, -around.top).slices])
        return mix(np.ascontiguousarray(canvas.pixels[box.slices]), after, self.coverage(box))
