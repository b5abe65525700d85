"""A small document for tests of operations that paint, select or measure."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from fotofun.raster import Mask, Pixels, Size


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
