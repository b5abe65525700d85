"""The mean of a picture in motion: turned or enlarged step by step about a centre."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.exact import sines_cosines
from fotofun.imaging.views import as_array, as_image
from fotofun.raster import Box, Pixels, Size

TILE = 256
STEPS = float(1 << 15)  # matrices are in whole 1/32768, so that no place is ever rounded

Linear: TypeAlias = tuple[float, float, float, float]
"""Two rows of a 2 x 2 matrix."""


def turns(degrees: float, count: int) -> list[Linear]:
    """An odd number of rotations, evenly over an angle around none."""
    sines, cosines = sines_cosines(degrees * _places(count))
    return [(c, s, -s, c) for s, c in zip(_rounded(sines), _rounded(cosines), strict=True)]


def enlargements(share: float, count: int) -> list[Linear]:
    """An odd number of scales, evenly over `share` around 1."""
    return [(scale, 0.0, 0.0, scale) for scale in _rounded(1.0 + share * _places(count))]


def sweep_mean(image: Pixels, maps: list[Linear], centre: tuple[float, float], box: Box) -> Pixels:
    """For each pixel of a box the mean of those that the maps about a centre lead to, as far as they exist.

    image: (H, W, 4) uint8; all channels alike. Each reading is the nearest pixel. Depends on the whole image.
    """
    whole = as_image(image)
    inside = Image.new("L", whole.size, 1)
    middle = tuple(np.floor(each * 2.0 + 0.5) / 2.0 for each in centre)
    result = np.empty((box.bottom - box.top, box.right - box.left, 4), np.uint8)
    for tile in _tiles(box):
        total = np.zeros((tile.bottom - tile.top, tile.right - tile.left, 4), np.uint16)
        count = np.zeros((*total.shape[:2], 1), np.uint16)
        for a, b, c, d in maps:
            x = middle[0] + a * (tile.left - middle[0]) + b * (tile.top - middle[1])
            y = middle[1] + c * (tile.left - middle[0]) + d * (tile.top - middle[1])
            matrix = a, b, x, c, d, y
            total += as_array(whole.transform(tile.size, Image.Transform.AFFINE, matrix))
            if _leads_outside(matrix, tile.size, whole.size):
                count[..., 0] += np.asarray(inside.transform(tile.size, Image.Transform.AFFINE, matrix))
            else:
                count += np.uint16(1)
        mean = total / count.astype(np.float32)
        mean += np.float32(0.5)
        result[tile.shift(-box.left, -box.top).slices] = mean.astype(np.uint8)
    return result


def _leads_outside(matrix: tuple[float, ...], tile: Size, size: Size) -> bool:
    """Whether some pixel of a tile may lead out of the picture."""
    a, b, x, c, d, y = matrix
    corners = [(i, j) for i in (0, tile[0]) for j in (0, tile[1])]
    xs, ys = [a * i + b * j + x for i, j in corners], [c * i + d * j + y for i, j in corners]
    return min(*xs, *ys) < 0.0 or max(xs) >= size[0] or max(ys) >= size[1]


def _places(count: int) -> NDArray[np.float64]:
    """`count` places evenly over -1/2 .. 1/2, so that each stands for its own share."""
    return (np.arange(count) - count // 2) / count


def _rounded(values: NDArray[np.float64]) -> list[float]:
    rounded: list[float] = (np.floor(values * STEPS + 0.5) / STEPS).tolist()
    return rounded


def _tiles(box: Box) -> Iterator[Box]:
    for top in range(box.top, box.bottom, TILE):
        for left in range(box.left, box.right, TILE):
            yield Box(left, top, left + TILE, top + TILE).intersect(box)
