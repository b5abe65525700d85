"""How far pixels belong to a family of colours: near given ones, to a hue, to a range of tones, to skin."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from fotofun.exact import Floats
from fotofun.imaging.strips import strips
from fotofun.raster import Mask, Pixels

HUES = ("reds", "yellows", "greens", "cyans", "blues", "magentas")
TONES = ("shadows", "midtones", "highlights")
_CUBE = 33


def near_colours(pixels: Pixels, colours: Sequence[tuple[int, int, int]], fuzziness: float) -> Mask:
    """How near each of (H, W, 4) uint8 pixels is to the nearest of some colours, (H, W) uint8.

    255 up to half of `fuzziness`, 0 at all of it; times alpha. The distance, 0..255, is a third of
    sqrt((2 + r / 256) dR² + 4 dG² + (2 + (255 - r) / 256) dB²), with r the mean of both reds: Thiadmer
    Riemersma, "Colour metric" (CompuPhase).
    """
    result = np.empty(pixels.shape[:2], np.uint8)
    away = np.sqrt(np.arange(9 * 255 * 255 + 1) / 9.0)
    share = np.clip(2.0 * (1.0 - away / max(fuzziness, 0.4)), 0.0, 1.0)
    levels = np.floor(share * 255.0).astype(np.uint8)
    for rows in strips(pixels.shape):
        part = pixels[rows].astype(np.int32)
        nearest = None
        for colour in colours:
            square = _squared_distance(part, colour)
            nearest = square if nearest is None else np.minimum(nearest, square)
        result[rows] = levels[nearest] if nearest is not None else 0
        _fade(result[rows], pixels[rows])
    return result


def in_family(pixels: Pixels, family: str, fuzziness: float) -> Mask:
    """How far each of (H, W, 4) uint8 pixels belongs to one of HUES, TONES or "skin", (H, W) uint8.

    The family's share times alpha; `fuzziness`, 0..255, widens its limits. Computed for a cube of 33 x 33 x
    33 colours, between which Pillow interpolates.
    """
    axis = np.arange(_CUBE) * (255.0 / (_CUBE - 1))
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    share = np.clip(_share(np.stack([red, green, blue], axis=-1), family, fuzziness), 0.0, 1.0)
    cube = ImageFilter.Color3DLUT(_CUBE, np.repeat(share.reshape(-1), 3).tolist())
    result = np.empty(pixels.shape[:2], np.uint8)
    for rows in strips(pixels.shape):
        strip = Image.fromarray(np.ascontiguousarray(pixels[rows])).filter(cube)
        result[rows] = np.asarray(strip)[..., 0]
        _fade(result[rows], pixels[rows])
    return result


def _share(rgb: Floats, family: str, fuzziness: float) -> Floats:
    """How far colours, (..., 3) in 0..255, belong to a family; may lie outside 0..1."""
    if family in HUES:
        return _hue_share(rgb, HUES.index(family), fuzziness)
    if family in TONES:
        return _tone_share(rgb, family, fuzziness)
    return _skin_share(rgb, fuzziness)


def _hue_share(rgb: Floats, sixth: int, fuzziness: float) -> Floats:
    """Of a colour as white plus a secondary plus a primary, that part which has the hue, against the rest.

    The greatest channel less the middle one is the primary's part, the middle less the least the secondary's.
    """
    least, middle, greatest = np.moveaxis(np.sort(rgb, axis=-1), -1, 0)
    channel = (sixth // 2 if sixth % 2 == 0 else (sixth // 2 + 2)) % 3
    if sixth % 2 == 0:
        part = np.where(rgb[..., channel] == greatest, greatest - middle, 0.0)
    else:
        part = np.where(rgb[..., channel] == least, middle - least, 0.0)
    strength = part / (greatest + 16.0)
    share: Floats = (strength - 0.05) / (0.05 + 0.7 * (1.0 - fuzziness / 255.0))
    return share


def _tone_share(rgb: Floats, family: str, fuzziness: float) -> Floats:
    """Luma (Rec. 601) below 1/3, above 2/3 or between; the limits are ramps `fuzziness` wide."""
    luma = 0.299 * rgb[..., 0] + 0.587 * rgb[..., 1] + 0.114 * rgb[..., 2]
    width = max(8.0, fuzziness)
    dark: Floats = np.clip(0.5 + (85.0 - luma) / width, 0.0, 1.0)
    bright: Floats = np.clip(0.5 + (luma - 170.0) / width, 0.0, 1.0)
    middle: Floats = 1.0 - dark - bright
    return {"shadows": dark, "midtones": middle, "highlights": bright}[family]


def _skin_share(rgb: Floats, fuzziness: float) -> Floats:
    """Cb in 77..127 and Cr in 133..173, which hold skin of all complexions, with a soft margin.

    Douglas Chai and King Ngan, "Face segmentation using skin-color map in videophone applications" (1999).
    """
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    cb = 128.0 - 0.168736 * red - 0.331264 * green + 0.5 * blue
    cr = 128.0 + 0.5 * red - 0.418688 * green - 0.081312 * blue
    beyond = np.maximum(np.maximum(77.0 - cb, cb - 127.0), np.maximum(133.0 - cr, cr - 173.0))
    share: Floats = 1.0 - beyond / (2.0 + fuzziness / 8.0)
    return share


def _squared_distance(part: NDArray[np.int32], colour: tuple[int, int, int]) -> NDArray[np.int32]:
    red = part[..., 0]
    mean = (red + colour[0]) >> 1
    across = red - colour[0]
    square = (512 + mean) * (across * across)
    across = part[..., 2] - colour[2]
    square += (767 - mean) * (across * across)
    square >>= 8
    across = part[..., 1] - colour[1]
    square += 4 * (across * across)
    return square


def _fade(mask: Mask, pixels: Pixels) -> None:
    """Multiplies a mask by the pixels' alpha, in place."""
    alpha = pixels[..., 3]
    if alpha.min() < 255:
        product = mask.astype(np.uint16) * alpha + np.uint16(128)
        mask[...] = (product + (product >> 8)) >> 8
