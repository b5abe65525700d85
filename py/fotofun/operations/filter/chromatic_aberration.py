import math
from typing import Annotated

import numpy as np
from PIL import Image

from fotofun.imaging.views import as_image, is_opaque
from fotofun.operation import AreaOperation, Position, Range, Tile, operation
from fotofun.raster import Mask, Pixels, Size

STEPS = float(1 << 20)  # scales are in whole 1/1048576, so that no place is ever rounded
FARTHEST = 200.0  # percent: no centre is farther out
KERNEL = 2  # pixels that cubic convolution sees on each side


@operation(
    label="Chromatic aberration",
    position=380,
    keywords=("colour fringes", "lens", "red cyan", "glitch", "rgb split", "vhs"),
)
class ChromaticAberration(AreaOperation):
    """Shift red and blue against green towards the corners, as a lens does; or undo what a lens did."""

    red: Annotated[
        float,
        Range(
            -100, 100, ui=(-20, 20), step=0.1, unit="px", label="Red", description="Outwards, in the corners."
        ),
    ] = 4.0
    blue: Annotated[
        float,
        Range(
            -100,
            100,
            ui=(-20, 20),
            step=0.1,
            unit="px",
            label="Blue",
            description="Outwards, in the corners.",
        ),
    ] = -4.0
    centre: Annotated[tuple[float, float], Position(unit="%", label="Centre")] = (50.0, 50.0)

    def margin(self, size: Size) -> int:
        """The farthest shift, and the kernel."""
        x, y = self._centre(size)
        across, down = max(abs(x), abs(size[0] - x)), max(abs(y), abs(size[1] - y))
        most = max(abs(self._scale(shift, size) - 1.0) for shift in (self.red, self.blue))
        return math.ceil(max(across, down) * most) + KERNEL + 1

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Red and blue are enlarged about the centre so that the picture's corners move by that many pixels
        when the centre is its middle; by cubic convolution (Keys, 1981), edges go on. Colours count by their
        alpha, which stays. pixels: (h, w, 4) uint8, straight alpha."""
        result = pixels.copy()
        opaque = is_opaque(pixels)
        for channel, shift in ((0, self.red), (2, self.blue)):
            if shift == 0.0:
                continue
            plane = np.ascontiguousarray(pixels[..., channel])
            if opaque:
                result[..., channel] = self._enlarged(plane, shift, tile)
            else:
                alpha = np.ascontiguousarray(pixels[..., 3])
                weighted = (plane * alpha.astype(np.uint16) + np.uint16(127)) // np.uint16(255)
                above = self._enlarged(weighted.astype(np.uint8), shift, tile).astype(np.int32)
                below = self._enlarged(alpha, shift, tile).astype(np.int32)
                seen = np.minimum((above * 255 + below // 2) // np.maximum(below, 1), 255)
                result[..., channel] = np.where(below > 0, seen, plane)
        return result

    def _enlarged(self, plane: Mask, shift: float, tile: Tile) -> Mask:
        """A plane of the tile, enlarged about the picture's centre."""
        scale, margin = 1.0 / self._scale(shift, tile.size), self.margin(tile.size)
        scale = math.floor(scale * STEPS + 0.5) / STEPS
        padded = np.pad(plane, margin, mode="edge")
        x, y = self._centre(tile.size)
        left = x + scale * (tile.x - x) - tile.x + margin
        top = y + scale * (tile.y - y) - tile.y + margin
        matrix = scale, 0.0, left, 0.0, scale, top
        size = plane.shape[1], plane.shape[0]
        # In floats, because Pillow cuts whole numbers off instead of rounding them.
        image = as_image(padded).convert("F")
        values = np.array(image.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC))
        values += np.float32(0.5)
        return np.clip(values, 0.0, 255.0, out=values).astype(np.uint8)

    def _scale(self, shift: float, size: Size) -> float:
        """How much a channel is enlarged."""
        return max(1.0 + shift / (math.sqrt(size[0] * size[0] + size[1] * size[1]) / 2.0), 0.1)

    def _centre(self, size: Size) -> tuple[float, float]:
        """The centre, in half pixels."""
        x, y = (min(max(each, -FARTHEST), FARTHEST) / 100.0 for each in self.centre)
        return math.floor(x * size[0] * 2.0 + 0.5) / 2.0, math.floor(y * size[1] * 2.0 + 0.5) / 2.0
