"""Halftone screens: dots or lines that grow with darkness."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import sine_cosine, sines_cosines
from fotofun.raster import Box

SIDE = 128  # steps across a cell


def screen(box: Box, size: float, degrees: float, kind: str) -> NDArray[np.int16]:
    """The threshold, 0..255, of each pixel of a box: what is darker than it takes ink, (h, w) int16.

    Cells of `size` pixels, turned by an angle about the picture's corner; `kind`: "dot" or "line".
    """
    sine, cosine = sine_cosine(degrees)
    columns, rows = np.arange(box.left, box.right), np.arange(box.top, box.bottom)
    across = _places(columns, cosine / size) + _places(rows, sine / size)[:, np.newaxis]
    down = _places(columns, -sine / size) + _places(rows, cosine / size)[:, np.newaxis]
    across >>= np.uint32(25)
    down >>= np.uint32(25)
    down *= np.uint32(SIDE)
    down += across
    thresholds: NDArray[np.int16] = _cell(kind)[down]
    return thresholds


def _places(pixels: NDArray[np.int64], per_pixel: float) -> NDArray[np.uint32]:
    """The fraction of a cell, in 2**-32."""
    fractions: NDArray[np.uint32] = (
        np.floor(pixels * per_pixel * 65536.0 + 0.5).astype(np.int64).astype(np.uint32)
    )
    fractions <<= np.uint32(16)
    return fractions


@cache
def _cell(kind: str) -> NDArray[np.int16]:
    """The thresholds of a cell, each of 256 equally often, so that tones keep their brightness.

    Dots are the classic round spot: black dots in light tones, a chessboard in the middle, white dots in
    dark."""
    _, wave = sines_cosines((np.arange(SIDE, dtype=np.float64) + 0.5) * (360.0 / SIDE))
    height = wave[:, np.newaxis] + (wave if kind == "dot" else wave * 0.0)
    order = np.argsort(np.floor(height.ravel() * 1e9), kind="stable")
    ranks = np.empty(SIDE * SIDE, np.int16)
    ranks[order] = np.arange(SIDE * SIDE) * 256 // (SIDE * SIDE)
    return ranks
