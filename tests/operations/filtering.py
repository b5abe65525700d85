"""What tests of filters have in common: running them, whole or tile by tile, and pictures to run them on."""

from typing import Any

import numpy as np

from fotofun.catalog import find
from fotofun.operation import AreaOperation, Tile
from fotofun.raster import Box, Pixels, Size


def made(name: str, /, **params: Any) -> AreaOperation:
    operation = find(name).create(params)
    assert isinstance(operation, AreaOperation)
    return operation


def run(name: str, pixels: Pixels, /, **params: Any) -> Pixels:
    """A filter on the whole picture at once."""
    operation = made(name, **params)
    size = pixels.shape[1], pixels.shape[0]
    return operation.filter(pixels, Tile(0, 0, size, operation.prepare(pixels)))


def run_in_tiles(name: str, pixels: Pixels, tile: Size, /, **params: Any) -> Pixels:
    """The same in tiles of a size, each with its margin."""
    operation, out = made(name, **params), np.empty_like(pixels)
    size = pixels.shape[1], pixels.shape[0]
    margin, prepared = operation.margin(size), operation.prepare(pixels)
    for top in range(0, size[1], tile[1]):
        for left in range(0, size[0], tile[0]):
            box = Box(left, top, left + tile[0], top + tile[1]).intersect(Box.of(size))
            seen = box.grow(margin).intersect(Box.of(size))
            part = operation.filter(pixels[seen.slices], Tile(seen.left, seen.top, size, prepared))
            out[box.slices] = part[box.shift(-seen.left, -seen.top).slices]
    return out


def scene(width: int = 160, height: int = 110) -> Pixels:
    """Opaque: waves of colour, hard edges, points of light, and a little noise."""
    y, x = np.mgrid[:height, :width]
    channels = [
        120 + 70 * np.sin(x / 11.0),
        110 + 60 * np.cos(y / 8.0 + x / 31.0),
        90 + 0.6 * x + 50 * ((x // 24 + y // 20) % 2),
    ]
    pixels = np.zeros((height, width, 4))
    pixels[..., :3] = np.stack(channels, axis=-1)
    pixels += np.random.default_rng(0).normal(0, 5, pixels.shape)
    pixels[20::37, 13::41] = 255
    pixels[..., 3] = 255
    return np.clip(pixels, 0, 255).astype(np.uint8)


def cut_out(width: int = 160, height: int = 110, hidden: tuple[int, int, int] = (0, 255, 0)) -> Pixels:
    """The scene inside a soft disc; what is fully transparent has a colour of its own."""
    pixels = scene(width, height)
    rows, columns = np.mgrid[:height, :width] + 0.5
    away = np.hypot(columns - width / 2, rows - height / 2)
    pixels[..., 3] = np.clip((min(width, height) * 0.4 - away) * 50, 0, 255)
    pixels[pixels[..., 3] == 0, :3] = hidden
    return pixels


def grey(level: int, width: int = 60, height: int = 40) -> Pixels:
    pixels = np.full((height, width, 4), level, np.uint8)
    pixels[..., 3] = 255
    return pixels
