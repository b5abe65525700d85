import math
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.cells import REACH, Cells, cells
from fotofun.imaging.strips import strips
from fotofun.imaging.views import is_opaque, packed, unpacked
from fotofun.operation import AreaOperation, Choice, Colour, Range, Tile, operation, rgba
from fotofun.raster import Box, Pixels, Size

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache


@operation(
    label="Mosaic",
    position=320,
    keywords=("crystallize", "stained glass", "tiles", "hexagons", "grout", "voronoi"),
)
class Mosaic(AreaOperation):
    """Turn the picture into tiles of one colour each: crystals, hexagons or squares, with grout between."""

    tiles: Annotated[
        str,
        Choice({"crystals": "Crystals", "hexagons": "Hexagons", "squares": "Squares"}, label="Tiles"),
    ] = "crystals"
    cell: Annotated[int, Range(3, 500, ui=(3, 100), step=1, whole=True, unit="px", label="Size")] = 20
    grout: Annotated[float, Range(0, 100, ui=(0, 10), step=0.5, unit="px", label="Grout width")] = 1.5
    grout_colour: Annotated[str, Colour(label="Grout colour")] = "#1a1a1a"
    seed: Annotated[
        int, Range(0, 9999, step=1, whole=True, label="Seed", description="Another one, other crystals.")
    ] = 0

    filters_alpha = True

    def margin(self, size: Size) -> int:
        """From one end of a cell to the other."""
        return math.ceil(2.0 * REACH * self.cell) + 1

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """The mean of premultiplied colours over the pixels nearest to each seed (Worley, 1996). Grout is
        drawn over it, half of its width from each border. pixels: (h, w, 4) uint8, straight alpha."""
        box = Box(tile.x, tile.y, tile.x + pixels.shape[1], tile.y + pixels.shape[0])
        found = cells(box, self.cell, self.tiles, self.seed)
        result = _means(pixels, found)[found.nearest]
        if self.grout == 0.0:
            return unpacked(result)
        return self._with_grout(unpacked(result), found)

    def _with_grout(self, result: Pixels, found: Cells) -> Pixels:
        *colour, strength = rgba(self.grout_colour)
        for rows in strips(result.shape, CELLS):
            cover = found.depth(rows)
            cover *= np.float32(-256.0)
            cover += np.float32(128.0 * self.grout + 128.0)
            share = np.clip(cover, 0.0, 256.0, out=cover).astype(np.int32) * np.int32(strength) // 255
            for channel in range(3):
                change = (np.int32(colour[channel]) - result[rows, :, channel]) * share
                change += np.int32(128)
                change >>= np.int32(8)
                change += result[rows, :, channel]
                result[rows, :, channel] = change
        return result


def _means(pixels: Pixels, found: Cells) -> NDArray[np.uint32]:
    """The mean of each cell, straight alpha, as one number. Sums of whole numbers are exact."""
    numbers, count = found.nearest.ravel().astype(np.intp), len(found.x)
    pixel_count = np.bincount(numbers, minlength=count)
    alpha = None if is_opaque(pixels) else pixels[..., 3].astype(np.float64)
    result = np.empty((count, 4), np.uint8)
    total = pixel_count if alpha is None else np.bincount(numbers, alpha.ravel(), count)
    result[:, 3] = 255 if alpha is None else np.floor(total / np.maximum(pixel_count, 1) + 0.5)
    for channel in range(3):
        values = pixels[..., channel] if alpha is None else pixels[..., channel] * alpha
        sums = np.bincount(numbers, values.ravel(), count)
        result[:, channel] = np.floor(sums / np.maximum(total, 1) + 0.5)
    means: NDArray[np.uint32] = packed(result[np.newaxis])[0]
    return means
