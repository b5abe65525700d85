"""Noise that depends on the place and a seed alone: the same on every machine, and in any tile."""

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import exp
from fotofun.raster import Box

Bits = NDArray[np.uint32]
Noise = NDArray[np.float32]


def random_bits(box: Box, seed: int, channel: int = 0) -> Bits:
    """32 even and independent bits for every pixel of a box, (h, w) uint32; channels are independent.

    A hash of row, seed and channel, to which the column is added and hashed again. The hash is Chris Wellons'
    lowbias32 ("Prospecting for hash functions", 2018).
    """
    columns = np.arange(box.left, box.right).astype(np.uint32) * np.uint32(0x9E3779B1)
    rows = np.arange(box.top, box.bottom).astype(np.uint32) * np.uint32(0x85EBCA77)
    start = (seed * 0xC2B2AE3D + channel * 0x27D4EB2F + 0x165667B1) & 0xFFFFFFFF  # 0 would hash to 0
    return _scattered(_scattered(rows + _scattered(np.array([start], np.uint32)))[:, np.newaxis] + columns)


def uniform(box: Box, seed: int, channel: int = 0) -> Noise:
    """Evenly spread numbers 0 <= n < 1 for every pixel of a box, (h, w) float32, multiples of 2**-24."""
    return (random_bits(box, seed, channel) >> np.uint32(8)).astype(np.float32) * np.float32(2.0**-24)


def normal(box: Box, seed: int, channel: int = 0) -> Noise:
    """Normally distributed numbers for every pixel of a box, (h, w) float32: mean 0, standard deviation 1.

    The inverse of the distribution at 65536 even steps, so none is beyond 4.3.
    """
    field: Noise = NORMAL[random_bits(box, seed, channel) >> np.uint32(16)]
    return field


def two_normals(box: Box, seed: int, channel: int = 0) -> tuple[Noise, Noise]:
    """Two independent fields such as `normal`'s, the first of which it is, for little more than the price."""
    bits = random_bits(box, seed, channel)
    return NORMAL[bits >> np.uint32(16)], NORMAL[bits & np.uint32(0xFFFF)]


def _scattered(value: Bits) -> Bits:
    value = value ^ (value >> np.uint32(16))
    value *= np.uint32(0x7FEB352D)
    value ^= value >> np.uint32(15)
    value *= np.uint32(0x846CA68B)
    value ^= value >> np.uint32(16)
    return value


def _quantiles() -> Noise:
    """Where the normal distribution reaches (i + 1/2) / 65536, to about 1e-6, by Simpson's rule."""
    step = 1.0 / 1024.0
    fine = np.arange(0, 16 * 1024 + 1) * (step / 2.0)
    density = exp(-0.5 * fine * fine)
    area = np.cumsum(density[:-2:2] + 4.0 * density[1::2] + density[2::2])
    share = np.concatenate([[0.0], area / area[-1]])
    wanted = (np.arange(32768) + 0.5) / 32768.0
    after = np.searchsorted(share, wanted)
    within = (wanted - share[after - 1]) / (share[after] - share[after - 1])
    upper = ((after - 1 + within) * step).astype(np.float32)
    return np.concatenate([-upper[::-1], upper])


NORMAL = _quantiles()
"""The quantiles of the normal distribution: NORMAL[n] for 16 random bits n is normally distributed."""
