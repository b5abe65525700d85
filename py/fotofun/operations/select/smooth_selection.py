from typing import Annotated

import numpy as np
from PIL import Image, ImageFilter

from fotofun.imaging.selection import existing, found
from fotofun.imaging.views import as_array
from fotofun.operation import Canvas, Range, SelectOperation, operation
from fotofun.raster import Mask


@operation(label="Smooth", position=170, keywords=("round corners", "jagged", "specks", "holes", "clean"))
class SmoothSelection(SelectOperation):
    """Round the selection's corners and notches, and drop specks and holes."""

    radius: Annotated[float, Range(1, 200, ui=(1, 50), step=1, unit="px", label="Radius")] = 5.0

    def select(self, canvas: Canvas) -> Mask | None:
        """What is selected by most pixels around, (H, W) uint8: a blur, then a steep ramp about its middle.

        The blur is a Gaussian of standard deviation radius / 2. Across a straight edge it rises by
        255 / (1.25 radius) per pixel; the ramp makes that a whole step within 1.5 pixels.

        Raises CommandError without selection, and where nothing but specks was selected.
        """
        selection = Image.fromarray(existing(canvas.selection))
        blurred = selection.filter(ImageFilter.GaussianBlur(self.radius / 2.0))
        steepness = max(1.0, self.radius * 1.25 / 1.5)
        ramp = (np.arange(256) - 127.5) * steepness + 127.5
        levels = np.floor(np.clip(ramp, 0.0, 255.0) + 0.5).astype(np.uint8)
        return found(as_array(blurred.point(levels.tolist())))
