"""Ink amounts to screen colours, for print pictures whose own profile is not read."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Pixels

NOTE = "This picture was made for print (CMYK): its colours on screen are an estimate."
"""What people are told about it."""

# sRGB colours of the overprints of standard web offset inks on coated paper (SWOP):
# [cyan][magenta][yellow][black].
_Share: TypeAlias = NDArray[np.float32]

_PRINTS = np.array(
    [
        [
            [[[255, 255, 255], [35, 31, 32]], [[255, 242, 0], [27, 26, 0]]],
            [[[236, 0, 140], [35, 0, 0]], [[237, 28, 36], [34, 0, 0]]],
        ],
        [
            [[[0, 174, 239], [0, 14, 35]], [[0, 166, 80], [0, 18, 0]]],
            [[[46, 48, 146], [0, 0, 1]], [[54, 54, 57], [0, 0, 0]]],
        ],
    ],
    np.float32,
)


def rgba_from_cmyk(ink: NDArray[np.uint8]) -> Pixels:
    """(H, W, 4) uint8 inks, 255 is full, to (H, W, 4) uint8 opaque sRGB.

    Neugebauer's model: a halftone is seen as the mean of the 16 overprints, weighted by the area each covers
    (Demichel). Averaging the encoded values stands for the spreading of light in paper (Yule and Nielsen).
    """
    out = np.full(ink.shape, 255, np.uint8)
    cyan, magenta, yellow, black = np.moveaxis(ink, -1, 0).astype(np.float32) / np.float32(255)
    for channel in range(3):
        prints = _PRINTS[..., channel]
        mixed: list[_Share] = [bare + black * (inked - bare) for bare, inked in prints.reshape(8, 2)]
        for area in (yellow, magenta, cyan):
            mixed = [
                bare + area * (inked - bare) for bare, inked in zip(mixed[::2], mixed[1::2], strict=True)
            ]
        out[..., channel] = mixed[0] + np.float32(0.5)
    return out
