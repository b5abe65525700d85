"""Opacities and masks as one coverage."""

import numpy as np

from fotofun.raster import Mask


def percent(value: float) -> int:
    """Percent as 0..255."""
    return int(value * 2.55 + 0.5)


def coverage(mask: Mask | None, opacity: int) -> Mask | int:
    """A mask, or all, times an opacity of 0..255."""
    return opacity if mask is None else multiplied(mask, opacity)


def multiplied(mask: Mask, by: Mask | int) -> Mask:
    """A mask times an opacity of 0..255 or another mask: uint8, rounded."""
    if isinstance(by, int) and by == 255:
        return mask
    product = mask.astype(np.uint16) * by + 128
    return ((product + (product >> 8)) >> 8).astype(np.uint8)
