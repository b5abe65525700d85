from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.hidden import without_hidden
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Choice, Range, Tile, Toggle, operation
from fotofun.raster import Mask, Pixels, Size

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache


@operation(
    label="Find edges", position=350, keywords=("outline", "sobel", "contour", "sketch", "drawing", "lines")
)
class FindEdges(AreaOperation):
    """Draw the edges of everything in the picture, as in a pencil sketch."""

    strength: Annotated[float, Range(0, 2000, ui=(0, 1000), step=1, unit="%", label="Strength")] = 400.0
    colours: Annotated[str, Choice({"each": "Of each colour", "grey": "Grey"}, label="Edges")] = "each"
    dark: Annotated[bool, Toggle(label="Dark on white", description="Otherwise bright on black.")] = True

    def margin(self, size: Size) -> int:
        """The next pixels, and again what hidden colours there are made of."""
        return 2

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Strength times the length of the gradient in levels per pixel, by Sobel's operator, of each
        channel or of luma. What is transparent does not count, alpha stays.
        pixels: (h, w, 4) uint8, straight alpha."""
        colours = without_hidden(pixels, 1)
        result = np.empty_like(pixels)
        if self.colours == "grey":
            result[..., :3] = self._edges(luma_bytes(colours))[..., np.newaxis]
        else:
            for channel in range(3):
                result[..., channel] = self._edges(colours[..., channel])
        result[..., 3] = pixels[..., 3]
        return result

    def _edges(self, plane: Mask) -> NDArray[np.uint8]:
        width = plane.shape[1]
        padded = np.pad(plane, 1, mode="edge").astype(np.int16)
        gain = np.float32(self.strength / 100.0 / 8.0)
        result = np.empty(plane.shape, np.uint8)
        for rows in strips(plane.shape, CELLS):
            part = padded[rows.start : rows.stop + 2]
            down = part[:-2] + 2 * part[1:-1] + part[2:]
            across = part[:, :width] + 2 * part[:, 1 : width + 1] + part[:, 2:]
            x = (down[:, 2:] - down[:, :width]).astype(np.float32)
            y = (across[2:] - across[:-2]).astype(np.float32)
            x *= x
            y *= y
            x += y
            length = np.sqrt(x, out=x)
            length *= gain
            length += np.float32(0.5)
            result[rows] = np.minimum(length, np.float32(255.0), out=length)
        return ~result if self.dark else result
