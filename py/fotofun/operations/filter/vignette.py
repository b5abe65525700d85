from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import power
from fotofun.imaging.noise import random_bits
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Box, Pixels, Size

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache
FULL = 1 << 16  # a pixel that stays as it is
STEPS = 1 << 16  # of the way from the centre to a corner


@operation(
    label="Vignette",
    position=250,
    keywords=("dark corners", "edges", "lens", "fall-off", "spotlight", "frame"),
)
class Vignette(AreaOperation):
    """Darken or lighten the corners, to lead the eye to the middle."""

    amount: Annotated[
        float,
        Range(-100, 100, step=1, label="Amount", description="Below 0 corners get darker, above lighter."),
    ] = -50.0
    midpoint: Annotated[
        float, Range(0, 100, step=1, unit="%", label="Midpoint", description="How far out it begins.")
    ] = 50.0
    roundness: Annotated[
        float,
        Range(
            -100,
            100,
            step=1,
            label="Roundness",
            description="From the picture's rectangle by an oval to a circle.",
        ),
    ] = 0.0
    feather: Annotated[
        float, Range(0, 100, step=1, unit="%", label="Feather", description="How soft the transition is.")
    ] = 60.0

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Multiply colours (or what they lack of white) by 1 - amount * smoothstep((r - midpoint) / feather).

        r is |x|**p + |y|**p to the power of 1 / p, 1 at the corners; p is 2, and up to 8 for a rectangle.
        What is below a level is decided by a hash of the place, against banding. Alpha stays. pixels: (h, w,
        4) uint8, straight alpha."""
        result = np.empty_like(pixels)
        columns, rows_ = self._ways(tile.size)
        columns = columns[tile.x : tile.x + pixels.shape[1]]
        rows_ = rows_[tile.y : tile.y + pixels.shape[0], np.newaxis]
        share = self._share()
        turned = np.uint8(255 if self.amount > 0.0 else 0)
        for rows in strips(pixels.shape, CELLS):
            box = Box(tile.x, tile.y + rows.start, tile.x + pixels.shape[1], tile.y + rows.stop)
            factor = share[columns + rows_[rows]]
            chance = random_bits(box, 0) >> np.uint32(16)
            for channel in range(3):
                value = (pixels[rows, :, channel] ^ turned) * factor
                value += chance
                value >>= np.uint32(16)
                result[rows, :, channel] = value.astype(np.uint8) ^ turned
        result[..., 3] = pixels[..., 3]
        return result

    def _ways(self, size: Size) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """|x|**p for each column and |y|**p for each row; they add up to at most STEPS, in the corners."""
        longest = max(size)
        round_ = max(self.roundness, 0.0) / 100.0
        ways = []
        for length in size:
            radius = (length + (longest - length) * round_) / 2.0
            place = np.abs(np.arange(length) + 0.5 - length / 2.0) / radius
            ways.append(power(place, self._exponent()))
        most = 1e-9 + float(ways[0][0]) + float(ways[1][0])
        across, down = (np.floor(way / most * (STEPS - 1)).astype(np.intp) for way in ways)
        return across, down

    def _exponent(self) -> float:
        return 2.0 + 6.0 * max(-self.roundness, 0.0) / 100.0

    def _share(self) -> NDArray[np.uint32]:
        """What is left of a colour, for each step of the way to a corner."""
        way = power(np.arange(STEPS) / (STEPS - 1.0), 1.0 / self._exponent())
        middle, soft = 0.3 + 0.7 * self.midpoint / 100.0, max(0.7 * self.feather / 100.0, 0.002)
        place = np.clip((way - middle) / soft + 0.5, 0.0, 1.0)
        share = 1.0 - abs(self.amount) / 100.0 * place * place * (3.0 - 2.0 * place)
        return np.floor(share * FULL + 0.5).astype(np.uint32)
