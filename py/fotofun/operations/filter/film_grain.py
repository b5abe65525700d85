import math
from functools import cache
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.noise import random_bits
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Range, Tile, Toggle, operation
from fotofun.raster import Box, Mask, Pixels

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache
STRONGEST = 50.0  # levels: the standard deviation in middle tones at full amount
CLUMPS = 2.5  # how much wider the clumps of rough grain are
ENDS = 0.3  # how strong grain is in black and in white


@operation(label="Film grain", position=240, keywords=("analogue", "noise", "texture", "iso", "vintage"))
class FilmGrain(AreaOperation):
    """Add the grain of film: soft, clumped, and strongest in the middle tones."""

    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 20.0
    grain: Annotated[float, Range(0.5, 20, ui=(0.5, 6), step=0.1, unit="px", label="Size")] = 1.6
    roughness: Annotated[
        float, Range(0, 100, step=1, unit="%", label="Roughness", description="How uneven the grain is.")
    ] = 40.0
    coloured: Annotated[bool, Toggle(label="Coloured", description="Each dye has its own grain.")] = False
    seed: Annotated[
        int, Range(0, 9999, step=1, whole=True, label="Seed", description="Another one, other grain.")
    ] = 0

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Add noise blurred to the grain's size, with noise 2.5 times as coarse in the share of the
        roughness; its standard deviation is 50 levels at full amount, times 0.3 + 0.7 * 4 v (1 - v) for a
        luma v in 0..1. Alpha stays. pixels: (h, w, 4) uint8, straight alpha."""
        result = np.empty_like(pixels)
        box = Box(tile.x, tile.y, tile.x + pixels.shape[1], tile.y + pixels.shape[0])
        fields = [self._field(box, channel) for channel in range(3 if self.coloured else 1)]
        strength = _strength()
        for rows in strips(pixels.shape, CELLS):
            weight = strength[luma_bytes(pixels[rows])]
            for channel in range(3):
                grain = fields[channel % len(fields)][rows] * weight
                grain += np.int32(1 << 15)
                grain >>= np.int32(16)
                grain += pixels[rows, :, channel]
                result[rows, :, channel] = np.clip(grain, 0, 255, out=grain)
        result[..., 3] = pixels[..., 3]
        return result

    def _field(self, box: Box, channel: int) -> NDArray[np.int32]:
        """The grain in the middle tones, in 1/256 of a level."""
        rough = self.roughness / 100.0
        scale = (
            256.0 * STRONGEST * self.amount / 100.0 / math.sqrt(rough * rough + (1.0 - rough) * (1.0 - rough))
        )
        field = np.zeros((box.bottom - box.top, box.right - box.left), np.int32)
        for layer, (share, size) in enumerate(((1.0 - rough, 1.0), (rough, CLUMPS))):
            sigma = self.grain / 2.0 * size
            seed = self.seed * 8 + channel * 2 + layer
            gain = round(share * scale / _deviation(sigma))
            if gain:
                values = _clouds(box, sigma, seed).astype(np.int32)
                values *= np.int32(2)
                values -= np.int32(255)
                values *= np.int32(gain)
                field += values
        return field


def _clouds(box: Box, sigma: float, seed: int) -> Mask:
    """Even noise, blurred."""
    margin = gaussian_margin(sigma)
    noise = (random_bits(box.grow(margin), seed) >> np.uint32(24)).astype(np.uint8)
    return gaussian(noise, sigma)[margin:-margin, margin:-margin]


@cache
def _deviation(sigma: float) -> float:
    """The standard deviation of 2 n - 255 for blurred noise n, measured on a sample, in whole numbers."""
    sample = _clouds(Box(0, 0, 256, 256), sigma, 1).astype(np.int64) * 2 - 255
    total, squares = int(sample.sum()), int((sample * sample).sum())
    return max(math.sqrt((squares - total * total / sample.size) / sample.size), 1.0)


def _strength() -> NDArray[np.int32]:
    """How strong the grain is for each luma, in 1/256."""
    value = np.arange(256) / 255.0
    return np.floor(256.0 * (ENDS + (1.0 - ENDS) * 4.0 * value * (1.0 - value)) + 0.5).astype(np.int32)
