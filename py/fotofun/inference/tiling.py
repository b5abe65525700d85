"""A picture taken piece by piece, so that any size fits into memory, and work can be told of and stopped."""

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Box, Size


def pieces(size: Size, piece: Size) -> list[Box]:
    """Boxes of one size, at most `piece`, that cover a picture of `size` (width, height), by rows.

    The last of a row or column begins earlier where the picture ends, so that all are equally large: a model
    is then made ready for one size only.
    """
    width, height = (min(whole, part) for whole, part in zip(size, piece, strict=True))
    lefts, tops = (
        [min(start, whole - part) for start in range(0, whole, part)]
        for whole, part in zip(size, (width, height), strict=True)
    )
    return [Box(left, top, left + width, top + height) for top in tops for left in lefts]


def with_halo(colours: NDArray[np.uint8], box: Box, halo: int, multiple: int = 1) -> NDArray[np.uint8]:
    """The box of (H, W, channels) with `halo` pixels around it; beyond the picture's edge it is mirrored.

    At the right and at the bottom there are as many more as make each side a multiple of `multiple`.
    """
    height, width = colours.shape[:2]
    more = [-(length + 2 * halo) % multiple for length in box.size]
    rows = _mirrored(box.top - halo, box.bottom + halo + more[1], height)
    columns = _mirrored(box.left - halo, box.right + halo + more[0], width)
    return colours[rows[:, np.newaxis], columns]


def _mirrored(start: int, stop: int, length: int) -> NDArray[np.intp]:
    """Places start..stop of a line that goes on to and fro beyond its `length` pixels."""
    period = max(2 * (length - 1), 1)
    places = np.arange(start, stop) % period
    return np.minimum(places, period - places) if length > 1 else np.zeros_like(places)
