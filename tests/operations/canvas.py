"""A small document for tests of operations that paint, select or measure."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from fotofun.imaging.matrices import apply, invert
from fotofun.imaging.warp import warp
from fotofun.operation import GeometryOperation, Mapping
from fotofun.raster import Box, Mask, Pixels, Size


@dataclass(frozen=True)
class SmallCanvas:
    """A canvas of arrays: the active layer is all there is."""

    pixels: Pixels
    selection: Mask | None = None

    @property
    def size(self) -> Size:
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def composite(self) -> Pixels:
        return self.pixels

    @classmethod
    def of(cls, width: int, height: int, seed: int = 0, selected: bool = False) -> Self:
        """Noise over a ramp, some of it transparent; with a soft selection where asked for."""
        pixels = picture(width, height, seed)
        selection = np.random.default_rng(seed + 1).integers(0, 256, (height, width), dtype=np.uint8)
        for array in (pixels, selection):
            array.flags.writeable = False
        return cls(pixels, selection if selected else None)


def picture(width: int, height: int, seed: int = 0) -> Pixels:
    """(height, width, 4) uint8: a ramp with noise; alpha is 0, 255 or between."""
    rng = np.random.default_rng(seed)
    ramp = np.add.outer(np.arange(height) * 3, np.arange(width) * 2)[..., np.newaxis]
    pixels = np.clip(ramp + rng.integers(-40, 160, (height, width, 4)), 0, 255).astype(np.uint8)
    pixels[..., 3] = rng.choice(np.array([0, 90, 255, 255, 255], np.uint8), (height, width))
    return pixels


def plain(width: int, height: int) -> Pixels:
    """Opaque grey."""
    return np.full((height, width, 4), (90, 90, 90, 255), np.uint8)


def blank(width: int, height: int, selection: Mask | None = None) -> SmallCanvas:
    return SmallCanvas(plain(width, height), selection)


def drawn(operation: GeometryOperation, pixels: Pixels, selection: Mask | None = None) -> Pixels:
    """What becomes of a layer that fills the document."""
    mapping = operation.map(SmallCanvas(pixels, selection))
    return warp(pixels, mapping.matrix, Box.of(mapping.size), mapping.resampling)


def has_no_empty_corner(mapping: Mapping, old: tuple[int, int]) -> bool:
    """Whether the new frame lies wholly on the picture, give or take a hundredth of a pixel."""
    back = invert(mapping.matrix)
    width, height = mapping.size
    corners = [apply(back, corner) for corner in ((0, 0), (width, 0), (width, height), (0, height))]
    return all(-0.01 <= x <= old[0] + 0.01 and -0.01 <= y <= old[1] + 0.01 for x, y in corners)
