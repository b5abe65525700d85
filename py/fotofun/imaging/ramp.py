"""Gradients of colours, as tables: the colours at many places between a gradient's first and last stop."""

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import Floats
from fotofun.imaging.views import packed
from fotofun.raster import Pixels, decode_srgb, encode_srgb

Stops = tuple[tuple[float, tuple[int, int, int, int]], ...]
"""(place 0..1, (red, green, blue, alpha) 0..255), places not falling."""


def ramp(stops: Stops, count: int, linear: bool = False) -> NDArray[np.uint16]:
    """Colours at `count` even places from 0 to 1, (count, 4) uint16: straight alpha, 256 times the level.

    Between stops colours mix in proportion to their opacity (premultiplied), encoded as they are or as
    `linear` light. Of stops in one place the first ends what is before it, the last begins what follows.
    """
    places = np.array([place for place, _ in stops])
    colours = np.array([colour for _, colour in stops], np.float64) / 255.0
    alpha = colours[:, 3:]
    shade = decode_srgb(colours[:, :3]) if linear else colours[:, :3]
    levels = np.concatenate([shade * alpha, alpha], axis=1)

    at = np.arange(count) / (count - 1)
    after = np.clip(np.searchsorted(places, at, side="right"), 1, len(places) - 1)
    width = places[after] - places[after - 1]
    share = np.clip((at - places[after - 1]) / np.where(width > 0.0, width, 1.0), 0.0, 1.0)
    share = np.where(width > 0.0, share, np.where(at < places[after], 0.0, 1.0))[:, None]
    mixed = levels[after - 1] * (1.0 - share) + levels[after] * share

    opacity = mixed[:, 3:]
    straight: Floats = mixed[:, :3] / np.where(opacity > 0.0, opacity, 1.0)
    straight = encode_srgb(straight) if linear else straight
    # What is transparent takes its stop's colour, so that dithering does not mix black into the rest.
    straight = np.where(
        opacity > 0.0, straight, np.where(share < 0.5, colours[after - 1], colours[after])[:, :3]
    )
    table = np.concatenate([np.clip(straight, 0.0, 1.0), opacity], axis=1)
    return np.floor(table * 65280.0 + 0.5).astype(np.uint16)


def packed_ramp(stops: Stops, count: int, linear: bool = False) -> NDArray[np.uint32]:
    """The same as pixels, each as one number (`views.packed`): (count,) uint32. Transparent ones are 0."""
    levels: Pixels = ((ramp(stops, count, linear) + np.uint16(128)) >> 8).astype(np.uint8)
    levels[levels[:, 3] == 0] = 0
    numbers: NDArray[np.uint32] = packed(levels[np.newaxis])[0]
    return numbers
