from typing import Annotated

import numpy as np

from fotofun.imaging.views import packed, unpacked
from fotofun.operation import Colour, GeneratorOperation, operation, rgba
from fotofun.raster import Box, Pixels, Size


@operation(label="Solid colour", position=100, keywords=("fill", "background", "flat", "plain", "paint"))
class SolidColour(GeneratorOperation):
    """Fill everything with one colour."""

    colour: Annotated[str, Colour()] = "#ffffff"

    uniform = True

    def draw(self, size: Size, box: Box) -> Pixels:
        """The colour in every pixel."""
        one = packed(np.array([[rgba(self.colour)]], np.uint8))[0, 0]
        return unpacked(np.full(box.size[::-1], one))
