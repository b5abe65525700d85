"""Smoothing like strokes of a brush: every pixel takes the colour of its most even side."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.exact import sine_cosine
from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.strips import strips
from fotofun.imaging.views import as_array
from fotofun.raster import Mask, Pixels

CELLS = 1 << 13  # pixels at once, so that everything stays in the processor's cache
SIDES = 8
MOST = 31  # the greatest weight: eight of them times 255 stay below 2**16


def kuwahara(pixels: Pixels, radius: float, softness: int) -> Pixels:
    """(H, W, 4) uint8, every channel alike: the mean of the even ones among eight blobs around each pixel.

    Each blob is a Gaussian, half the radius from the pixel. Its weight falls from full, for the one whose
    luma varies least, to 0 at `softness` levels of standard deviation more. Giuseppe Papari et al., "Artistic
    edge and corner enhancing smoothing" (2007), with whole numbers; depends on `kuwahara_margin(radius)`
    pixels around each.
    """
    sigma = radius / 3.0
    mean = gaussian(pixels, sigma)
    spread = _spread(pixels, mean, sigma)
    places = _places(radius)
    reach = max(max(abs(y), abs(x)) for y, x in places)
    planes = [np.pad(mean[..., channel], reach, mode="edge") for channel in range(3)]
    spread = np.pad(spread, reach, mode="edge")
    result = np.empty(pixels.shape, np.uint8)
    result[..., 3] = pixels[..., 3]
    width = pixels.shape[1]
    for rows in strips(pixels.shape, CELLS):
        sides = [
            (slice(rows.start + reach + y, rows.stop + reach + y), slice(reach + x, reach + x + width))
            for y, x in places
        ]
        shares = _shares([spread[side] for side in sides], softness)
        weight = shares[0].copy()
        for share in shares[1:]:
            weight += share
        inverse = np.float32(1.0) / weight.astype(np.float32)
        for channel, plane in enumerate(planes):
            total = np.zeros(shares[0].shape, np.uint16)
            for share, side in zip(shares, sides, strict=True):
                total += share * plane[side]
            colour = total.astype(np.float32)
            colour *= inverse
            colour += np.float32(0.5)
            result[rows, :, channel] = colour
    return result


def kuwahara_margin(radius: float) -> int:
    """How many pixels around a pixel its colour depends on."""
    return 2 * gaussian_margin(radius / 3.0) + max(max(abs(y), abs(x)) for y, x in _places(radius))


def _places(radius: float) -> list[tuple[int, int]]:
    """Where the blobs lie: rows and columns from the pixel."""
    turns = [sine_cosine(360.0 / SIDES * i) for i in range(SIDES)]
    return [(int(np.floor(s * radius / 2.0 + 0.5)), int(np.floor(c * radius / 2.0 + 0.5))) for s, c in turns]


def _spread(pixels: Pixels, mean: Pixels, sigma: float) -> Mask:
    """The standard deviation of luma around each pixel, (H, W) uint8, in half levels."""
    away = np.abs(np.subtract(luma_bytes(pixels), luma_bytes(mean), dtype=np.int16)).astype(np.uint8)
    level = np.arange(256)
    squares = np.minimum(level * level // 16, 255).tolist()
    roots = np.minimum(np.floor(np.sqrt(level * 16.0) * 2.0 + 0.5), 255).astype(int).tolist()
    variance = gaussian(as_array(Image.fromarray(away).point(squares)), sigma)
    return as_array(Image.fromarray(variance).point(roots))


def _shares(spreads: list[Mask], softness: int) -> list[NDArray[np.uint16]]:
    """The weight of each blob, 0..MOST."""
    least = spreads[0].copy()
    for spread in spreads[1:]:
        np.minimum(least, spread, out=least)
    shares = []
    for spread in spreads:
        more = (spread - least).astype(np.uint16)
        more *= np.uint16(max(1, round(MOST * 8 / (2 * softness))))
        more >>= np.uint16(3)
        np.minimum(more, np.uint16(MOST), out=more)
        shares.append(np.subtract(np.uint16(MOST), more, out=more))
    return shares
