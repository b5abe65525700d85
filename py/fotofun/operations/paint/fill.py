from typing import Annotated

import numpy as np

from fotofun.errors import CommandError
from fotofun.imaging.region import alike, connected, soften
from fotofun.operation import Canvas, Colour, PaintOperation, Position, Range, Toggle, operation, rgba
from fotofun.raster import Box, Mask, Pixels
from fotofun.render.blend import composite


@operation(label="Paint bucket", position=40, keywords=("fill", "flood", "colour", "bucket"), shortcut="G")
class Fill(PaintOperation):
    """Fill an area of similar colour."""

    place: Annotated[tuple[float, float], Position(label="Place")] = (0.0, 0.0)
    colour: Annotated[str, Colour(label="Colour")] = "#000000"
    tolerance: Annotated[int, Range(0, 255, whole=True, label="Tolerance")] = 32
    opacity: Annotated[float, Range(0, 100, step=1, unit="%", label="Opacity")] = 100.0
    contiguous: Annotated[bool, Toggle(label="Contiguous")] = True
    all_layers: Annotated[bool, Toggle(label="Sample all layers")] = False
    antialias: Annotated[bool, Toggle(label="Anti-alias")] = True

    def bounds(self, canvas: Canvas) -> Box:
        """The whole picture; CommandError for a place outside."""
        width, height = canvas.size
        if not (0 <= self.place[0] < width and 0 <= self.place[1] < height):
            raise CommandError("That place is outside the picture.", advice="Click inside the picture.")
        return Box.of(canvas.size)

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The colour over the layer, (H, W, 4) uint8, where levels differ by at most `tolerance`."""
        before = np.ascontiguousarray(canvas.pixels[box.slices])
        colour = np.empty_like(before)
        colour[:] = rgba(self.colour)
        share = round(self.opacity * 2.56)
        cover = ((self._area(canvas).astype(np.uint16) * share + 128) >> 8).astype(np.uint8)
        return composite(before, colour, coverage=cover)

    def _area(self, canvas: Canvas) -> Mask:
        picture = canvas.composite if self.all_layers else canvas.pixels
        x, y = int(self.place[0]), int(self.place[1])
        red, green, blue, alpha = (int(level) for level in picture[y, x])
        allowed = alike(picture, (red, green, blue, alpha), self.tolerance)
        area = allowed.view(np.uint8) * np.uint8(255)
        if self.contiguous:
            area = connected(allowed, np.array([y * picture.shape[1] + x]))
        return soften(area) if self.antialias else area
