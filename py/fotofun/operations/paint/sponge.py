from typing import Annotated

import numpy as np

from fotofun.operation import Canvas, Choice, Range, StrokeOperation, operation
from fotofun.raster import Box, Pixels
from fotofun.render.blend import mix


@operation(label="Sponge", position=120, keywords=("saturate", "desaturate", "colourful", "grey"))
class Sponge(StrokeOperation):
    """Make colours under the brush stronger or weaker."""

    mode: Annotated[str, Choice({"saturate": "Saturate", "desaturate": "Desaturate"}, label="Mode")] = (
        "desaturate"
    )
    amount: Annotated[float, Range(1, 100, step=1, unit="%", label="Amount")] = 50.0

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8, with each colour's distance from its luma scaled; alpha stays."""
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        scale = round((1.0 + self.amount / 100.0 * (1 if self.mode == "saturate" else -1)) * 256)
        colours = before[..., :3].astype(np.int32)
        grey = (54 * colours[..., :1] + 183 * colours[..., 1:2] + 19 * colours[..., 2:] + 128) >> 8
        after = before.copy()
        after[..., :3] = np.clip(grey + (((colours - grey) * scale + 128) >> 8), 0, 255)
        return mix(before, after, self.coverage(box))
