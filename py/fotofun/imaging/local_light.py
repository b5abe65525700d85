"""How bright a picture is around each pixel, within the same surface."""

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.block_means import BlockMeans
from fotofun.imaging.colour_spaces import luma
from fotofun.imaging.guided_plane import GuidedPlane, blocks_for
from fotofun.raster import Pixels

EDGE = 22.0  # levels: what differs more is another surface


def local_light(pixels: Pixels, reach: float) -> GuidedPlane:
    """The luma around each of (H, W, 4) uint8 pixels as far as `reach` pixels, for `GuidedPlane.at`."""
    factor, blocks = blocks_for(reach, (pixels.shape[1], pixels.shape[0]))
    small = BlockMeans.of(pixels, factor)
    light = luma(small.colours)
    return GuidedPlane.of(light, light, small.seen, factor, blocks, EDGE)


def as_bytes(plane: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Levels rounded and cut to 0..255; writes to the plane."""
    plane += np.float32(0.5)
    return np.clip(plane, np.float32(0.0), np.float32(255.0), out=plane).astype(np.uint8)
