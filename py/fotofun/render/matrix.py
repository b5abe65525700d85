"""A matrix on pixels, by Pillow: single precision, but so that no machine has anything to round."""

import math

import numpy as np

from fotofun.imaging.views import as_image, copy_into
from fotofun.raster import Colours, Pixels

BAND = 1 << 17  # pixels at once
DIGITS = 24  # binary ones of a number in single precision
LEAST = 12  # binary places that keep the result within 1/10 of a level


class Matrix:
    """Colours of 8 bits times a matrix, plus an offset.

    Its numbers are rounded to so few binary places that products and sums are exact in single precision:
    then it does not matter whether a compiler fuses multiplication and addition.
    """

    def __init__(self, matrix: Colours, offset: Colours) -> None:
        rows = np.concatenate([matrix, offset[:, np.newaxis] * 255.0], axis=1)
        most = np.abs(rows) * np.array([255.0, 255.0, 255.0, 1.0])
        reach = (most[:, 0] + most[:, 1] + most[:, 2] + most[:, 3]).max()
        places = DIGITS - math.frexp(float(reach) + 2.0)[1]
        self.is_exact = places >= LEAST
        """Whether that rounding hardly shows."""
        scale = float(1 << max(places, 0))
        self._twelve = tuple((np.floor(rows * scale + 0.5) / scale).ravel().tolist())

    def __call__(self, pixels: Pixels, out: Pixels) -> None:
        """Writes the results for pixels into out; both (H, W, 4) uint8, alpha is copied."""
        rows = max(1, BAND // max(1, pixels.shape[1]))
        for top in range(0, pixels.shape[0], rows):
            part = np.ascontiguousarray(pixels[top : top + rows])
            copy_into(out[top : top + rows], as_image(part).convert("RGB").convert("RGB", self._twelve))
            out[top : top + rows, :, 3] = part[..., 3]
