from typing import Annotated

import numpy as np

from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.operation import Canvas, Range, StrokeOperation, operation
from fotofun.raster import Box, Pixels
from fotofun.render.blend import mix

RADIUS = 1.5


@operation(label="Sharpen brush", position=140, keywords=("crisp", "focus", "detail"))
class SharpenBrush(StrokeOperation):
    """Make what the brush touches crisper."""

    amount: Annotated[float, Range(1, 500, ui=(1, 200), step=1, unit="%", label="Amount")] = 80.0

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8, with its difference from a blur of 1.5 pixels added; alpha stays."""
        around = box.grow(gaussian_margin(RADIUS)).intersect(Box.of(canvas.size))
        soft = gaussian(canvas.pixels[around.slices], RADIUS)[box.shift(-around.left, -around.top).slices]
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        colours = before[..., :3].astype(np.int32)
        detail = (colours - soft[..., :3]) * round(self.amount * 2.56)
        after = before.copy()
        after[..., :3] = np.clip(colours + ((detail + 128) >> 8), 0, 255)
        return mix(before, after, self.coverage(box))
