"""Regular patterns, and pictures repeated as tiles.

Everything is placed from the document's own corner, so that a part equals the whole's part.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.exact import Floats, sine_cosine
from fotofun.imaging.alpha import premultiply, unpremultiply
from fotofun.imaging.interpolation import CELLS, Samples
from fotofun.imaging.views import as_array, as_image, packed, unpacked
from fotofun.raster import Box, Mask, Pixels

PATTERNS = {
    "checker": "Chequers",
    "stripes": "Stripes",
    "hatch": "Cross-hatch",
    "grid": "Grid",
    "dots": "Dots",
    "polka": "Staggered dots",
    "zigzag": "Zigzag",
}

_WRAP = 8
_LARGEST_SIDE = 8192

Lengths = NDArray[np.float32]


# --- drawn patterns ----------------------------------------------------------------------------------


def ink(
    kind: str, period: float, share: float, degrees: float, origin: tuple[float, float], box: Box
) -> Mask:
    """How much of each pixel of `box` a pattern's ink covers, (h, w) uint8.

    `period`: from one repetition to the next, in pixels; `share`: how much of it is ink, 0..1. The pattern is
    turned clockwise by an angle. Edges are as soft as a pixel: the distance to the edge, in pixels, plus 1/2.
    """
    mask = np.empty(box.size[::-1], np.uint8)
    p, s = np.float32(period), np.float32(share)
    for rows, u, v in _turned(degrees, origin, box):
        if kind == "stripes":
            cover = _line(v, p, s)
        elif kind == "checker":
            across, down = (_line(each, np.float32(2.0) * p, np.float32(0.5)) for each in (u, v))
            cover = across * down + (np.float32(1.0) - across) * (np.float32(1.0) - down)
        elif kind == "zigzag":
            cover = _line(v + _triangles(u, p), p, s)
        elif kind in ("grid", "hatch"):
            if kind == "hatch":
                u, v = (u + v) * _DIAGONAL, (v - u) * _DIAGONAL
            cover = np.maximum(_line(u, p, s), _line(v, p, s))
        else:
            cover = _dots(u, v, p, s)
            if kind == "polka":
                half = p * np.float32(0.5)
                cover = np.maximum(cover, _dots(u + half, v + half, p, s))
        mask[rows] = (cover * np.float32(255.0) + np.float32(0.5)).astype(np.uint8)
    return mask


_DIAGONAL = np.float32(0.70710678)


def _turned(
    degrees: float, origin: tuple[float, float], box: Box
) -> Iterator[tuple[slice, Lengths, Lengths]]:
    """Bands of rows with where pixel centres lie along the pattern's axes, (1, w) and (h, 1) if upright."""
    sine, cosine = sine_cosine(degrees)
    x, y = np.arange(box.left, box.right) + 0.5 - origin[0], np.arange(box.top, box.bottom) + 0.5 - origin[1]
    rows = max(1, CELLS // max(1, len(x)))
    for top in range(0, len(y), rows):
        band = slice(top, min(top + rows, len(y)))
        yield band, _sum(x * cosine, y[band] * sine), _sum(-x * sine, y[band] * cosine)


def _sum(across: NDArray[np.floating], down: NDArray[np.floating]) -> Lengths:
    x: Lengths = across.astype(np.float32)[None, :]
    y: Lengths = down.astype(np.float32)[:, None]
    if not across.any():
        return y
    return x if not down.any() else x + y


def _from_middle(place: Lengths, period: np.float32) -> Lengths:
    """The signed distance from the middle of the nearest repetition; the first one's middle is at half."""
    turns = place / period
    away: Lengths = (turns - np.floor(turns) - np.float32(0.5)) * period
    return away


def _triangles(place: Lengths, period: np.float32) -> Lengths:
    """Up and down between 0 and half a period."""
    height: Lengths = np.abs(_from_middle(place, period + period)) * np.float32(0.5)
    return height


def _line(place: Lengths, period: np.float32, share: np.float32) -> Lengths:
    """The cover of lines of a width across an axis."""
    width = period * share
    edge = width * np.float32(0.5) - np.abs(_from_middle(place, period)) + np.float32(0.5)
    one = np.float32(1.0)
    cover: Lengths = np.clip(edge, max(np.float32(0.0), one - (period - width)), min(one, width))
    return cover


def _dots(u: Lengths, v: Lengths, period: np.float32, share: np.float32) -> Lengths:
    """The cover of discs in a square lattice; their diameter is a share of the period."""
    across, down = _from_middle(u, period), _from_middle(v, period)
    radius = period * share * np.float32(0.5)
    edge = radius - np.sqrt(across * across + down * down) + np.float32(0.5)
    cover: Lengths = np.clip(edge, np.float32(0.0), min(np.float32(1.0), radius + radius))
    return cover


# --- tiles -------------------------------------------------------------------------------------------


def tiled(tile: Pixels, scale: float, degrees: float, origin: tuple[float, float], box: Box) -> Pixels:
    """The pixels of `box`, (h, w, 4) uint8, of a picture that repeats in both directions.

    Scaled by Lanczos' filter to whole pixels; where it is turned (clockwise), between these bilinear.
    """
    tile = _scaled(tile, scale)
    if degrees % 90.0 == 0.0:
        tile = np.ascontiguousarray(np.rot90(tile, -round(degrees / 90.0)))
        return _upright(tile, origin, box)
    small = premultiply(tile)
    height, width = small.shape[:2]
    values = np.pad(packed(small).astype(np.uint32), ((0, 1), (0, 1)), mode="wrap")
    values = np.pad(values, ((0, 1), (0, 1)), mode="edge")
    samples = Samples(values, (0.5, 0.5), 1.0, True)
    sine, cosine = sine_cosine(degrees)
    x, y = np.arange(box.left, box.right) + 0.5 - origin[0], np.arange(box.top, box.bottom) + 0.5 - origin[1]
    pixels = np.empty((len(y), len(x), 4), np.uint8)
    rows = max(1, CELLS // max(1, len(x)))
    for top in range(0, len(y), rows):
        band = slice(top, top + rows)
        u = (x * cosine)[None, :] + (y[band] * sine)[:, None]
        v = (x * -sine)[None, :] + (y[band] * cosine)[:, None]
        pixels[band] = unpacked(samples.read(_within(u - 0.5, width), _within(v - 0.5, height)))
    return unpremultiply(pixels)


def _within(place: Floats, period: int) -> NDArray[np.int32]:
    """Places in 65536ths of a sample, within one repetition."""
    fixed = np.floor(place * 65536.0 + 0.5).astype(np.int64) % (period << 16)
    return fixed.astype(np.int32)


def _upright(tile: Pixels, origin: tuple[float, float], box: Box) -> Pixels:
    height, width = tile.shape[:2]
    columns = (np.arange(box.left, box.right) - round(origin[0])) % width
    rows = (np.arange(box.top, box.bottom) - round(origin[1])) % height
    return unpacked(packed(tile)[:, columns][rows])


def _scaled(tile: Pixels, scale: float) -> Pixels:
    height, width = tile.shape[:2]
    size = tuple(min(max(1, round(side * scale)), _LARGEST_SIDE) for side in (width, height))
    if size == (width, height):
        return np.ascontiguousarray(tile)
    around = np.pad(premultiply(tile), ((_WRAP, _WRAP), (_WRAP, _WRAP), (0, 0)), mode="wrap")
    middle = (_WRAP, _WRAP, _WRAP + width, _WRAP + height)
    made = as_image(around).resize((size[0], size[1]), Image.Resampling.LANCZOS, middle)
    return unpremultiply(as_array(made))
