"""Working on a smaller picture whose pixels are squares of the whole picture, the same in every tile."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.imaging.views import as_array, as_image
from fotofun.raster import Pixels, Size


@dataclass(frozen=True)
class Coarse:
    """A grid of squares of `factor` pixels from the picture's corner; `factor` is a power of two.

    The tile that it covers has its corner at (x, y) in the picture. Incomplete squares at the tile's rim are
    filled up from its edge. Enlarging sees `margin` pixels around each.
    """

    factor: int
    x: int
    y: int
    shape: tuple[int, int]

    @property
    def margin(self) -> int:
        """How far a pixel may depend on others because of the squares and of the enlarging between them."""
        return coarse_margin(self.factor)

    @property
    def offset(self) -> Size:
        """(columns, rows) of the first square that lie before the tile."""
        return self.x % self.factor, self.y % self.factor

    def filled_up(self, image: NDArray[Any]) -> NDArray[Any]:
        """The tile, (h, w, ...), enlarged to whole squares."""
        if self.factor == 1:
            return image
        (left, top), (height, width) = self.offset, self.shape
        below, right = -(top + height) % self.factor, -(left + width) % self.factor
        rest = ((0, 0),) * (image.ndim - 2)
        return np.pad(image, ((top, below), (left, right), *rest), mode="edge")

    @property
    def small(self) -> tuple[int, int]:
        """(rows, columns) of squares that hold the tile."""
        (left, top), (height, width) = self.offset, self.shape
        return -(-(top + height) // self.factor), -(-(left + width) // self.factor)

    def means_of(self, plane: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """The mean over each square, rounded, of a plane that is filled up, (h, w), with sums below 2**32."""
        if self.factor == 1:
            return plane
        rows = plane[:: self.factor].copy()
        for i in range(1, self.factor):
            rows += plane[i :: self.factor]
        total = rows[:, :: self.factor].copy()
        for i in range(1, self.factor):
            total += rows[:, i :: self.factor]
        count = self.factor * self.factor
        total += np.uint32(count // 2)
        total //= np.uint32(count)
        return total

    def means(self, image: Pixels) -> Pixels:
        """The mean over each square, rounded, of the tile, (h, w) or (h, w, 4) uint8."""
        if self.factor == 1:
            return image
        return as_array(as_image(self.filled_up(image)).reduce(self.factor))

    def enlarged(self, small: Pixels) -> Pixels:
        """Back to the tile's size: (h, w) or (h, w, 4) uint8 from squares, by cubic convolution.

        Places between squares are fractions with powers of two, which Pillow computes without rounding.
        """
        if self.factor == 1:
            return small
        (left, top), (height, width) = self.offset, self.shape
        region = tuple(each / self.factor for each in (left, top, left + width, top + height))
        made = as_image(small).resize((width, height), Image.Resampling.BICUBIC, region)  # type: ignore[arg-type]
        return as_array(made)


def coarse_margin(factor: int) -> int:
    """The margin of such a grid: two squares for enlarging, and one that is incomplete."""
    return 0 if factor == 1 else 3 * factor
