import math
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats
from fotofun.imaging.noise import NORMAL, random_bits
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Choice, Range, Tile, Toggle, operation
from fotofun.raster import Box, Pixels

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache
STRONGEST = 128.0  # levels: the standard deviation at full amount


@operation(label="Add noise", position=230, keywords=("grain", "texture", "random", "dither", "banding"))
class AddNoise(AreaOperation):
    """Add random noise, for texture or against banding in smooth gradients."""

    amount: Annotated[float, Range(0, 100, ui=(0, 50), step=0.5, unit="%", label="Amount")] = 10.0
    distribution: Annotated[
        str, Choice({"gaussian": "Gaussian", "uniform": "Uniform"}, label="Distribution")
    ] = "gaussian"
    monochromatic: Annotated[
        bool, Toggle(label="Monochromatic", description="Brightness only, colours keep their hue.")
    ] = False
    seed: Annotated[
        int, Range(0, 9999, step=1, whole=True, label="Seed", description="Another one, other noise.")
    ] = 0

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Add to each channel an independent number of mean 0 whose standard deviation is 128 levels at full
        amount, by hashing the place and the seed. Alpha stays. pixels: (h, w, 4) uint8, straight alpha."""
        result = np.empty_like(pixels)
        levels = self._levels()
        for rows in strips(pixels.shape, CELLS):
            box = Box(tile.x, tile.y + rows.start, tile.x + pixels.shape[1], tile.y + rows.stop)
            for channel, noise in enumerate(self._noise(box, levels)):
                noise += pixels[rows, :, channel]
                result[rows, :, channel] = np.clip(noise, 0, 255, out=noise)
        result[..., 3] = pixels[..., 3]
        return result

    def _levels(self) -> NDArray[np.int16]:
        """What to add for each of 65536 equally likely numbers."""
        strength = self.amount / 100.0 * STRONGEST
        spread: Floats
        if self.distribution == "gaussian":
            spread = NORMAL.astype(np.float64) * strength
        else:
            spread = ((np.arange(65536, dtype=np.float64) + 0.5) / 32768.0 - 1.0) * (
                strength * math.sqrt(3.0)
            )
        return np.floor(spread + 0.5).astype(np.int16)

    def _noise(self, box: Box, levels: NDArray[np.int16]) -> list[NDArray[np.int16]]:
        """The three channels' noise."""
        bits = random_bits(box, self.seed)
        first = levels[bits >> np.uint32(16)]
        if self.monochromatic:
            return [first, first.copy(), first.copy()]
        more = random_bits(box, self.seed, 1) >> np.uint32(16)
        return [first, levels[bits & np.uint32(0xFFFF)], levels[more]]
