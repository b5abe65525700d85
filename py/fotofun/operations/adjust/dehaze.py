from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats
from fotofun.imaging.block_means import BlockMeans
from fotofun.imaging.colour_spaces import luma, luma_bytes
from fotofun.imaging.guided_plane import GuidedPlane
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels

MEASURED = 400  # blocks along the longer side
PATCH, REACH = 7, 24  # blocks: the half width of a patch, and of the guided filter's window
BRIGHTEST = 1000  # one in so many blocks is air
KEPT = 0.95  # of the haze, at most, is taken: a little of it makes distance
THINNEST = 0.15  # transmission below is not trusted
FAINTEST = 100.0  # levels: no air is darker
NOISE = 8.0  # levels


@dataclass(frozen=True, eq=False)
class Haze:
    """`air`: the colour of haze alone, (3,) levels. `veil`: how much haze lies before each pixel, 0..1."""

    air: Floats
    veil: GuidedPlane


@operation(
    label="Dehaze", position=100, keywords=("fog", "mist", "smog", "haze", "clear", "contrast", "distance")
)
class Dehaze(AreaOperation):
    """Take haze away so that distant things get contrast and colour, or lay more haze over the picture."""

    amount: Annotated[float, Range(-100, 100, step=1, label="Amount")] = 50.0

    def prepare(self, pixels: Pixels) -> Haze:
        """The air's colour and the depth of haze, by the dark channel of the whole picture."""
        factor = max(1, -(-max(pixels.shape[:2]) // MEASURED))
        small = BlockMeans.of(pixels, factor)
        colours = np.where(small.seen[..., np.newaxis], small.colours, 255.0)
        darkest = _least(colours.min(axis=-1), PATCH)
        air = np.maximum(_air(small.colours, darkest, small.seen), FAINTEST)
        veil = _least(np.minimum((colours / air).min(axis=-1), 1.0), PATCH)
        return Haze(air, GuidedPlane.of(luma(small.colours), veil, small.seen, factor, REACH, NOISE))

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """(value - air) / transmission + air, with transmission 1 - 0.95 amount * veil, at least 0.15; a
        negative amount lays haze on, value * transmission + air * (1 - transmission). Pixels are (h, w, 4)
        uint8.

        The veil is the least channel, relative to the air's, in a patch of 15 / 400 of the picture, refined
        by a guided filter; the air is the mean of the 1/1000 with the brightest dark channel. Kaiming He,
        Jian Sun and Xiaoou Tang, "Single image haze removal using dark channel prior", IEEE TPAMI 33 (2011).
        """
        haze: Haze = tile.prepared
        out = pixels.copy()
        for rows in strips(pixels.shape):
            part, target = pixels[rows], out[rows]
            veil = haze.veil.at(luma_bytes(part), tile.x, tile.y + rows.start)
            factor = self._factor(np.clip(veil, np.float32(0.0), np.float32(1.0), out=veil))
            for channel, air in enumerate(haze.air.astype(np.float32)):
                value = part[..., channel] - air
                value *= factor
                value += air + np.float32(0.5)
                target[..., channel] = np.clip(value, 0.0, 255.0, out=value).astype(np.uint8)
        return out

    def _factor(self, veil: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the distance from the air's colour is multiplied by."""
        through: NDArray[np.float32] = 1.0 - veil * np.float32(KEPT * abs(self.amount) / 100.0)
        if self.amount < 0.0:
            return through
        np.maximum(through, np.float32(THINNEST), out=through)
        np.divide(np.float32(1.0), through, out=through)
        return through


def _least(values: Floats, reach: int) -> Floats:
    """The least value in the square of 2 reach + 1 around each."""
    for axis in (0, 1):
        least = values.copy()
        for step in range(1, min(reach, values.shape[axis] - 1) + 1):
            near, far = (slice(None, -step), slice(step, None))
            low, high = (near, far) if axis == 0 else ((slice(None), near), (slice(None), far))
            least[low] = np.minimum(least[low], values[high])
            least[high] = np.minimum(least[high], values[low])
        values = least
    return values


def _air(colours: Floats, darkest: Floats, seen: NDArray[np.bool_]) -> Floats:
    """The mean colour of the blocks whose dark channel is brightest; white where nothing is seen."""
    values = np.rint(darkest[seen]).astype(np.int64)
    if not len(values):
        return np.full(3, 255.0)
    wanted = max(1, len(values) // BRIGHTEST)
    least = 255 - int(np.argmax(np.cumsum(np.bincount(values, minlength=256)[::-1]) >= wanted))
    chosen = np.rint(colours[seen][values >= least] * 256.0).astype(np.int64)
    return np.array([int(total) / (len(chosen) * 256.0) for total in chosen.sum(axis=0)])
