"""What a coarse matte still lacks: the picture's own fine edges, and colours without the old background."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from fotofun.imaging.hidden import without_hidden
from fotofun.raster import Mask, Pixels

# Levels from which a matte is sure of what is in, and up to which of what is out.
_IN, _OUT = 250, 5

# A difference between subject and background, in levels, at which colours say as much as the matte does.
_EVEN = 24.0

# How much farther than the matte may move sure colours are looked for.
_FAR = 24


def refine_matte(matte: Mask, pixels: Pixels, reach: int = 4) -> Mask:
    """A matte that was enlarged, with the picture's fine edges: hair and fur; (H, W) uint8.

    pixels: (H, W, 4) uint8. Within `reach` pixels of where the matte is unsure, a pixel's colour is placed
    between those of what is surely inside and surely outside nearby. Where these differ little, and
    everywhere else, the matte stays.
    """
    inside, outside = _surely(matte >= _IN, reach), _surely(matte <= _OUT, reach)
    between = ~(inside | outside)
    subject, ground = (_colours(pixels, sure, _FAR * reach) for sure in (inside, outside))
    known = between & (subject[..., 3] > 0) & (ground[..., 3] > 0)
    near, far, seen = (each[known][:, :3].astype(np.float32) for each in (subject, ground, pixels))
    way = near - far
    length = np.square(way).sum(axis=1)
    share = np.clip(((seen - far) * way).sum(axis=1) / np.maximum(length, 1.0), 0.0, 1.0) * 255.0
    trust = length / (length + np.float32(_EVEN * _EVEN))
    result = matte.copy()
    result[known] = np.rint(matte[known] + (share - matte[known]) * trust).astype(np.uint8)
    return result


def decontaminate(pixels: Pixels, matte: Mask, reach: int = 24) -> Pixels:
    """The pixels with the background's colour taken out of where the matte is between in and out.

    There they are mixed with the colour of what is surely inside nearby, at most `reach` pixels away, the
    more the less they are inside. Alpha stays.
    """
    nearby = _colours(pixels, matte >= _IN, reach)
    # Where nothing sure is near, the pixels stay as they are.
    between = (matte > 0) & (matte < _IN) & (nearby[..., 3] > 0)
    share = matte[between][:, np.newaxis].astype(np.uint16)
    mixed = pixels[between][:, :3] * share + nearby[between][:, :3] * (255 - share)
    result = pixels.copy()
    result[..., :3][between] = (mixed + 127) // 255
    return result


def _surely(region: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Where the region goes on for `reach` pixels to all sides."""
    image = Image.fromarray(region.view(np.uint8) * np.uint8(255))
    sure: NDArray[np.bool_] = np.asarray(image.filter(ImageFilter.BoxBlur(reach))) == 255
    return sure


def _colours(pixels: Pixels, sure: NDArray[np.bool_], reach: int) -> Pixels:
    """The colours of the sure pixels, and around them means of those nearby; alpha 0 where none is near."""
    only = pixels.copy()
    only[..., 3] = sure * np.uint8(255)
    return without_hidden(only, reach)
