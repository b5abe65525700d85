"""A picture made small by whole blocks: the mean colour of what can be seen in each."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.strips import STRIP
from fotofun.raster import Colours, Pixels


@dataclass(frozen=True, eq=False)
class BlockMeans:
    """Blocks of `factor` x `factor` pixels, the last ones cut by the picture's edge.

    `colours`: (h, w, 3) float64, 0..255, the mean of the block's pixels with alpha above 0. `seen`: (h, w)
    bool, whether there are any; where not, the colour is 0.
    """

    factor: int
    colours: Colours
    seen: NDArray[np.bool_]

    @classmethod
    def of(cls, pixels: Pixels, factor: int) -> Self:
        """The blocks of (H, W, 4) uint8 pixels, straight alpha."""
        height, width = pixels.shape[:2]
        across = -(-width // factor)
        sums = np.zeros((-(-height // factor), across, 4), np.int64)
        rows = max(1, STRIP // (width * factor)) * factor
        for top in range(0, height, rows):
            part = _summed(pixels[top : top + rows], factor)
            sums[top // factor : top // factor + part.shape[0]] = part
        count = sums[..., 3:]
        return cls(factor, sums[..., :3] / np.maximum(count, 1), count[..., 0] > 0)


def _summed(pixels: Pixels, factor: int) -> NDArray[np.int64]:
    """Sums over blocks of red, green, blue and 1 over what can be seen, in integers."""
    visible = pixels[..., 3] > 0
    part = pixels.copy()
    part[..., 3] = visible
    if not visible.all():
        part[~visible] = 0
    lines = np.add.reduceat(part, np.arange(0, part.shape[0], factor), axis=0, dtype=np.uint32)
    return np.add.reduceat(lines, np.arange(0, part.shape[1], factor), axis=1, dtype=np.int64)
