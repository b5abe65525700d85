"""Filters, tile by tile: each tile comes with the margin that its filter asks for."""

from collections.abc import Iterator

import numpy as np

from fotofun.operation import AreaOperation, Tile
from fotofun.raster import Box, Pixels, Size

TILE_PIXELS = 1 << 18


def bands(size: Size, margin: int) -> Iterator[Box]:
    """Bands of rows that make up a picture; high enough that their margins are little of the work."""
    width, height = size
    rows = max(TILE_PIXELS // width, min(16 * margin, height // 5), 2 * margin, 1)
    return (Box(0, top, width, min(top + rows, height)) for top in range(0, height, rows))


def filter_into(operation: AreaOperation, pixels: Pixels, out: Pixels) -> Iterator[float]:
    """Writes the filtered picture, (H, W, 4) uint8, to out; yields the fraction done after each band."""
    height, width = pixels.shape[:2]
    prepared = operation.prepare(pixels)
    margin = operation.margin((width, height))
    for band in bands((width, height), margin):
        around = band.grow(margin).intersect(Box(0, 0, width, height))
        tile = Tile(around.left, around.top, (width, height), prepared)
        made = operation.filter(pixels[around.slices], tile)
        out[band.slices] = made[band.shift(-around.left, -around.top).slices]
        yield band.bottom / height


def filtered(operation: AreaOperation, pixels: Pixels) -> Pixels:
    """The whole filtered picture, (H, W, 4) uint8."""
    out = np.empty_like(pixels)
    for _ in filter_into(operation, pixels, out):
        pass
    return out
