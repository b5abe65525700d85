"""Pictures in pieces that stay in the processor's cache, and what can be said of a piece at a glance."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.raster import Mask, Pixels

WIDTH, HEIGHT = 1024, 64

Packed: TypeAlias = NDArray[np.uint32]
"""One integer a pixel, alpha in the highest byte."""

CLEAR = np.uint32(0x01000000)
"""What is below this has an alpha of 0."""

OPAQUE = np.uint32(0xFF000000)
"""What is not below this has an alpha of 255."""

Coverage: TypeAlias = "Mask | int | None"
"""How much of a source counts, 0..255: everywhere the same, or (H, W) uint8; None is 255."""


def tiles(shape: tuple[int, ...]) -> Iterator[tuple[slice, slice]]:
    """(rows, columns) of every tile of a picture of (H, W, ...)."""
    for top in range(0, shape[0], HEIGHT):
        for left in range(0, shape[1], WIDTH):
            yield slice(top, min(top + HEIGHT, shape[0])), slice(left, min(left + WIDTH, shape[1]))


def packed(pixels: Pixels) -> Packed:
    """The same memory, (..., 4) uint8, as (...) integers."""
    whole: Packed = pixels.view("<u4")[..., 0]
    return whole


def unpacked(values: Packed) -> Pixels:
    """The same memory, (h, w) or (n) contiguous integers, as (..., 4) uint8."""
    return values.view(np.uint8).reshape(*values.shape, 4)


def replace_alpha(pixels: Pixels, alpha: Packed | np.uint32) -> None:
    """Writes alphas, in integers that are zero otherwise, into pixels of the same shape."""
    values = packed(pixels)
    values &= ~OPAQUE
    values |= alpha


def uniform_alpha(pixels: Pixels) -> int | None:
    """0 or 255 where all of a tile's pixels have that alpha, else None."""
    values = packed(pixels)
    first = int(pixels[0, 0, 3])
    if first == 0 and np.bitwise_or.reduce(values, axis=None) < CLEAR:
        return 0
    if first == 255 and np.bitwise_and.reduce(values, axis=None) >= OPAQUE:
        return 255
    return None


def part_of(coverage: Coverage, place: tuple[slice, slice]) -> Mask | int:
    """The coverage of a tile: a number where it is the same everywhere."""
    if not isinstance(coverage, np.ndarray):
        return 255 if coverage is None else coverage
    part = np.ascontiguousarray(coverage[place])
    first = int(part[0, 0])
    return first if first == part[-1, -1] and (part == first).all() else part


def image(pixels: Pixels | Mask) -> Image.Image:
    """An image on the memory of (h, w, 4) or (h, w) uint8, to be read."""
    return Image.fromarray(pixels)


def paste(pixels: Pixels | Mask, source: Image.Image, mask: Image.Image | None = None) -> None:
    """Writes an image into (h, w, 4) or (h, w) uint8, contiguous; by the mask's 0..255, or its alpha.

    Pillow rounds what it mixes, while the products of ImageChops are truncated.
    """
    target = Image.fromarray(pixels)
    target.readonly = 0  # else Pillow would paste into a copy
    target.paste(source, (0, 0), mask)
