from typing import Annotated

import numpy as np

from fotofun.imaging.tones import TONES, tone_table
from fotofun.operation import Canvas, Choice, Range, StrokeOperation, operation
from fotofun.raster import Box, Pixels
from fotofun.render.blend import mix


@operation(label="Dodge", position=100, keywords=("lighten", "brighten", "darkroom"), shortcut="O")
class Dodge(StrokeOperation):
    """Lighten what the brush touches, as in a darkroom."""

    range: Annotated[str, Choice(TONES, label="Range")] = "midtones"
    exposure: Annotated[float, Range(1, 100, step=1, unit="%", label="Exposure")] = 50.0

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8, with the range's levels raised; alpha stays."""
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        after = before.copy()
        after[..., :3] = tone_table(self.range, self.exposure / 100.0)[before[..., :3]]
        return mix(before, after, self.coverage(box))
