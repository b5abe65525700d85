from typing import Annotated

import numpy as np

from fotofun.imaging.brush import Dab, Tip, dab_box, shape
from fotofun.operation import Canvas, PaintOperation, Position, Range, operation
from fotofun.raster import Box, Pixels
from fotofun.render.blend import mix


@operation(label="Red eye", position=40, keywords=("flash", "pupil", "portrait", "eyes"))
class RedEye(PaintOperation):
    """Take the red of a flash out of an eye."""

    place: Annotated[tuple[float, float], Position(label="Eye")] = (0.0, 0.0)
    size: Annotated[float, Range(2, 2000, ui=(4, 200), step=1, unit="px", label="Size")] = 40.0
    darken: Annotated[float, Range(0, 100, step=1, unit="%", label="Darken")] = 40.0

    def bounds(self, canvas: Canvas) -> Box:
        """The box of the eye."""
        return dab_box(self._dab)

    @property
    def _dab(self) -> Dab:
        return Dab(self.place[0], self.place[1], self.size / 2.0, 1.0)

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8: red far above the mean of green and blue becomes that mean.

        After Gaubatz and Ulichney, "Automatic red-eye detection and correction", 2002. What is less red
        changes less; alpha stays.
        """
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        colours = before[..., :3].astype(np.int32)
        other = (colours[..., 1] + colours[..., 2] + 1) // 2
        # From nothing at 1.5 times to all at 2.1 times as much red.
        redness = np.clip((colours[..., 0] * 10 - other * 15) * 255 // np.maximum(other * 6, 60), 0, 255)
        dark = round((100.0 - self.darken) * 2.56)
        after = before.copy()
        after[..., :3] = ((np.stack([other, colours[..., 1], colours[..., 2]], axis=-1)) * dark + 128) >> 8
        reach = shape(self._dab, Tip(self.size, 0.7), box)
        cover = np.floor(redness.astype(np.float32) * reach + np.float32(0.5)).astype(np.uint8)
        return mix(before, after, cover)
