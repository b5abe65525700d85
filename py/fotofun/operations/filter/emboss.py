import math
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import sine_cosine
from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.hidden import without_hidden
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Choice, Range, Tile, operation
from fotofun.raster import Mask, Pixels, Size

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache
PARTS = 8  # of a pixel, in which places between pixels are counted


@operation(label="Emboss", position=340, keywords=("relief", "bump", "stamp", "3d", "carved", "metal"))
class Emboss(AreaOperation):
    """Make a relief of the picture, lit from one side."""

    angle: Annotated[
        float, Range(-360, 360, ui=(-180, 180), step=1, unit="°", dial="direction", label="Light from")
    ] = 135.0
    height: Annotated[float, Range(0.5, 100, ui=(0.5, 20), step=0.5, unit="px", label="Height")] = 3.0
    amount: Annotated[float, Range(0, 500, ui=(0, 300), step=1, unit="%", label="Amount")] = 100.0
    surface: Annotated[str, Choice({"grey": "Grey", "photo": "The photo"}, label="Surface")] = "grey"

    def margin(self, size: Size) -> int:
        """Half the height to either side, and again what hidden colours there are made of."""
        return 2 * self._reach()

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Add amount times the difference of the luma half the height away from the light and towards it, to
        grey or to each channel. Between pixels luma is bilinear, in eighths. What is transparent does not
        count, alpha stays. pixels: (h, w, 4) uint8, straight alpha."""
        luma = luma_bytes(without_hidden(pixels, self._reach()))
        relief = self._relief(luma)
        result = np.empty_like(pixels)
        for rows in strips(pixels.shape, CELLS):
            for channel in range(3):
                ground = np.int16(128) if self.surface == "grey" else pixels[rows, :, channel]
                result[rows, :, channel] = np.clip(relief[rows] + ground, 0, 255)
        result[..., 3] = pixels[..., 3]
        return result

    def _reach(self) -> int:
        return math.ceil(self.height / 2.0) + 1

    def _relief(self, luma: Mask) -> NDArray[np.int16]:
        """amount * (luma away from the light - luma towards it)."""
        sine, cosine = sine_cosine(self.angle)
        x, y = (math.floor(each * self.height / 2.0 * PARTS + 0.5) for each in (cosine, -sine))
        reach = self._reach()
        padded = np.pad(luma, reach, mode="edge").astype(np.int16)
        gain = round(self.amount / 100.0 * 256.0)
        result = np.empty(luma.shape, np.int16)
        for rows in strips(luma.shape, CELLS):
            across, down = (slice(reach, reach + luma.shape[1]), slice(rows.start + reach, rows.stop + reach))
            change = _read(padded, down, across, -y, -x).astype(np.int32)
            change -= _read(padded, down, across, y, x)
            change *= np.int32(gain)
            change += np.int32(1 << 13)
            result[rows] = change >> np.int32(14)
        return result


def _read(padded: NDArray[np.int16], down: slice, across: slice, y: int, x: int) -> NDArray[np.int16]:
    """64 times what lies y and x eighths of a pixel away."""
    (y, below), (x, right) = divmod(y, PARTS), divmod(x, PARTS)
    total = np.zeros((down.stop - down.start, across.stop - across.start), np.int16)
    for i, by_row in ((0, PARTS - below), (1, below)):
        for j, by_column in ((0, PARTS - right), (1, right)):
            if by_row * by_column:
                part = padded[
                    down.start + y + i : down.stop + y + i, across.start + x + j : across.stop + x + j
                ]
                total += part * np.int16(by_row * by_column)
    return total
