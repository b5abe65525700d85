import math
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.imaging.detail import ENOUGH
from fotofun.imaging.views import is_opaque
from fotofun.operation import AreaOperation, Position, Range, Tile, operation
from fotofun.raster import Pixels, Size

Floats = NDArray[np.float32]

STEPS = float(1 << 20)  # scales are in whole 1/1048576, so that no place is ever rounded
FARTHEST = 200.0  # percent: no centre is farther out
LEAST = 0.1  # no channel becomes smaller than this
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
        weight = None if is_opaque(pixels) else pixels[..., 3].astype(np.float32) / np.float32(255.0)
        for channel, shift in ((0, self.red), (2, self.blue)):
            if shift == 0.0:
                continue
            plane = pixels[..., channel].astype(np.float32)
            if weight is None:
                moved = self._enlarged(plane, shift, tile)
            else:
                share = self._enlarged(weight, shift, tile)
                moved = self._enlarged(plane * weight, shift, tile)
                scarce = share * np.float32(ENOUGH) <= weight
                moved /= np.where(scarce, np.float32(1.0), share)
                moved[scarce] = plane[scarce]
            moved += np.float32(0.5)
            result[..., channel] = np.clip(moved, 0.0, 255.0, out=moved)
        return result

    def _enlarged(self, plane: Floats, shift: float, tile: Tile) -> Floats:
        """A plane of the tile, enlarged about the centre; in floats, as Pillow cuts whole numbers off."""
        scale, margin = self._scale(shift, tile.size), self.margin(tile.size)
        padded = np.pad(plane, margin, mode="edge")
        x, y = self._centre(tile.size)
        left = x + scale * (tile.x - x) - tile.x + margin
        top = y + scale * (tile.y - y) - tile.y + margin
        matrix = scale, 0.0, left, 0.0, scale, top
        size = plane.shape[1], plane.shape[0]
        image = Image.fromarray(padded).transform(
            size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC
        )
        return np.array(image)

    def _scale(self, shift: float, size: Size) -> float:
        """How far from the centre an enlarged channel is read, as a share of where it comes to lie."""
        corner = math.sqrt(size[0] * size[0] + size[1] * size[1]) / 2.0
        scale = 1.0 / max(1.0 + shift / corner, LEAST)
        return math.floor(scale * STEPS + 0.5) / STEPS

    def _centre(self, size: Size) -> tuple[float, float]:
        """The centre, in half pixels."""
        x, y = (min(max(each, -FARTHEST), FARTHEST) / 100.0 for each in self.centre)
        return math.floor(x * size[0] * 2.0 + 0.5) / 2.0, math.floor(y * size[1] * 2.0 + 0.5) / 2.0
