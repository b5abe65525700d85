"""Smoothing that does not mix across edges."""

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.strips import strips
from fotofun.raster import Mask

CELLS = 1 << 13  # pixels at once, so that everything stays in the processor's cache
AROUND = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1) if (y, x) != (0, 0)]


def edge_avoiding_mean(
    planes: list[Mask], reach: int, tolerance: int, guides: tuple[Mask, ...] = ()
) -> list[Mask]:
    """Planes, (H, W) uint8 each, smoothed where they are alike within `reach` pixels; edges go on.

    Means of a pixel and its eight neighbours at ever smaller distances; a neighbour's weight falls from 1 to
    0 as the greatest difference in any plane, or guide, rises to `tolerance` (1..255). After Holger Dammertz
    et al., "Edge-avoiding A-Trous wavelet transform for fast global illumination filtering" (2010). Depends
    on `reach` pixels around each."""
    for step in _steps(reach):
        planes = _level(planes, guides, step, tolerance)
    return planes


def _steps(reach: int) -> list[int]:
    """Distances that add up to the reach, each half of what is left: coarse ones leave a pattern to fine
    ones."""
    steps = []
    while reach > 0:
        steps.append((reach + 1) // 2)
        reach -= steps[-1]
    return steps


def _level(planes: list[Mask], guides: tuple[Mask, ...], step: int, tolerance: int) -> list[Mask]:
    width = planes[0].shape[1]
    padded = [np.pad(plane, step, mode="edge").astype(np.int16) for plane in (*planes, *guides)]
    results = [np.empty_like(plane) for plane in planes]
    shift = 0 if tolerance < 128 else 2  # so that eight weighted differences stay below 2**15
    for rows in strips(planes[0].shape, CELLS):
        count = rows.stop - rows.start
        centres = [plane[rows.start + step : rows.stop + step, step : step + width] for plane in padded]
        weight = np.full((count, width), tolerance >> shift, np.int16)
        sums = [np.zeros((count, width), np.int16) for _ in planes]
        for y, x in AROUND:
            top, left = rows.start + step * (1 + y), step * (1 + x)
            differences = [
                plane[top : top + count, left : left + width] - centre
                for plane, centre in zip(padded, centres, strict=True)
            ]
            share = _share(differences, tolerance)
            if shift:
                share >>= np.int16(shift)
            weight += share
            for total, difference in zip(sums, differences, strict=False):
                difference *= share
                total += difference
        inverse = np.float32(1.0) / weight
        for result, total, centre in zip(results, sums, centres, strict=False):
            mean = total.astype(np.float32)
            mean *= inverse
            mean += np.float32(256.5)  # to round down below 0 too
            change = mean.astype(np.int16)
            change += centre
            change -= np.int16(256)
            result[rows] = change
    return results


def _share(differences: list[NDArray[np.int16]], tolerance: int) -> NDArray[np.int16]:
    """tolerance less the greatest difference, not below 0."""
    share = np.abs(differences[0])
    for difference in differences[1:]:
        np.maximum(share, np.abs(difference), out=share)
    np.minimum(share, np.int16(tolerance), out=share)
    return np.subtract(np.int16(tolerance), share, out=share)
