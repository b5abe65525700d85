"""A picture's mean colour and spread of colours, in CIE Lab."""

from typing import NamedTuple

import numpy as np

from fotofun.imaging.colour_spaces import rgb_to_lab
from fotofun.raster import Pixels

MEASURED = 1 << 16  # about so many pixels are looked at, evenly spread
SCALE = 1 << 20  # of Lab values as integers, whose sums come out the same in any order


class LabStatistics(NamedTuple):
    """`mean` and standard `deviation` of L*, a* and b*."""

    mean: tuple[float, float, float]
    deviation: tuple[float, float, float]


def statistics_of(pixels: Pixels) -> LabStatistics | None:
    """The statistics of (H, W, 4) uint8 pixels, straight alpha; None where none can be seen.

    Of large pictures every n-th row and column is measured.
    """
    step = 1
    while (pixels.shape[0] // step) * (pixels.shape[1] // step) > MEASURED:
        step += 1
    sample = pixels[::step, ::step].reshape(-1, 4)
    seen = sample[sample[:, 3] > 0, :3]
    if not len(seen):
        return None
    lab = np.rint(rgb_to_lab(seen / 255.0) * SCALE).astype(np.int64)
    count = len(seen)
    means = [int(lab[:, i].sum()) / count for i in range(3)]
    away = [lab[:, i] - np.int64(round(means[i])) for i in range(3)]
    # Squares of values below 2**28 need care: shifted, a sum of 2**18 of them stays below 2**63.
    squares = [int(((each >> 4) * (each >> 4)).sum()) * 256 / count for each in away]
    mean = tuple(value / SCALE for value in means)
    deviation = tuple(float(np.sqrt(value)) / SCALE for value in squares)
    return LabStatistics(mean, deviation)  # type: ignore[arg-type]
