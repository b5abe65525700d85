from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.guided_plane import GuidedPlane
from fotofun.imaging.local_light import as_bytes, local_light
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Pixels

SOFT = 64.0  # levels: contrast beyond is raised less, so that no edge gets a rim
STRENGTH = 1.5


@operation(
    label="Clarity",
    position=90,
    keywords=("local contrast", "structure", "punch", "texture", "crisp", "soft"),
)
class Clarity(AreaOperation):
    """Bring out structures in the middle tones, or smooth them; edges get no rims, black and white stay."""

    amount: Annotated[float, Range(-100, 100, step=1, label="Amount")] = 30.0
    radius: Annotated[
        float,
        Range(2, 1000, ui=(5, 200), step=1, unit="px", label="Radius", description="Size of structures."),
    ] = 40.0

    def prepare(self, pixels: Pixels) -> GuidedPlane:
        """The light around each pixel of the whole picture."""
        return local_light(pixels, self.radius)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Add to each channel amount * d / (1 + |d| / 64) * w, with d the luma less the local light and w
        fading to the ends as 1 - (2 luma - 1)**4; pixels are (h, w, 4) uint8.

        Unsharp masking at a large scale with an edge-aware base (a guided filter), as in Z. Farbman et al.,
        "Edge-preserving decompositions for multi-scale tone and detail manipulation", SIGGRAPH 2008.
        """
        plane: GuidedPlane = tile.prepared
        steps, added = self._steps().ravel(), _added().ravel()
        out = pixels.copy()
        for rows in strips(pixels.shape):
            part, target = pixels[rows], out[rows]
            light = luma_bytes(part)
            around = as_bytes(plane.at(light, tile.x, tile.y + rows.start))
            row = steps[around.astype(np.uint16) << 8 | light]
            for channel in range(3):
                target[..., channel] = added[row | part[..., channel]]
        return out

    def _steps(self) -> NDArray[np.uint16]:
        """How many levels are added, + 128, times 256, for each local light and luma: (256, 256) uint16."""
        levels = np.arange(256.0)
        away = levels - levels[:, np.newaxis]
        middle = levels / 127.5 - 1.0
        weight = 1.0 - middle * middle * middle * middle
        step = self.amount / 100.0 * STRENGTH * weight * away / (1.0 + np.abs(away) / SOFT)
        return ((np.clip(np.floor(step + 0.5), -128.0, 127.0) + 128.0) * 256.0).astype(np.uint16)


def _added() -> NDArray[np.uint8]:
    """A value and a step in range: (256, 256) uint8, steps from -128."""
    levels = np.arange(256)
    sums: NDArray[np.intp] = levels + levels[:, np.newaxis] - 128
    return np.clip(sums, 0, 255).astype(np.uint8)
