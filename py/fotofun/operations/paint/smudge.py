from typing import Annotated

import numpy as np

from fotofun.imaging.brush import dab_box, shape
from fotofun.operation import Canvas, Range, StrokeOperation, operation
from fotofun.raster import Box, Pixels


@operation(label="Smudge", position=150, keywords=("smear", "finger", "drag", "mix"))
class Smudge(StrokeOperation):
    """Drag colours along the stroke like a finger through wet paint."""

    strength: Annotated[float, Range(1, 100, step=1, unit="%", label="Strength")] = 60.0

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8: each dab mixes what the one before picked up into what is under it.

        In float32 on premultiplied colours; dabs go by whole pixels.
        """
        picture = canvas.pixels[box.slices].astype(np.float32)
        picture[..., :3] *= picture[..., 3:] / np.float32(255.0)
        held = None
        for dab in self.dabs():
            whole = dab_box(dab)
            part = whole.intersect(box)
            if part.is_empty or part != whole:
                held = None
                continue
            spot = picture[part.shift(-box.left, -box.top).slices]
            if held is not None and held.shape == spot.shape:
                share = shape(dab, self.tip, part) * np.float32(self.strength / 100.0 * dab.flow)
                spot += (held - spot) * share[..., np.newaxis]
            held = spot.copy()
        alpha = picture[..., 3:]
        safe = np.where(alpha > 0, alpha, np.float32(1.0))
        picture[..., :3] = np.where(alpha > 0, picture[..., :3] * np.float32(255.0) / safe, np.float32(0.0))
        return np.asarray(np.floor(np.clip(picture, 0, 255) + np.float32(0.5)), np.uint8)
