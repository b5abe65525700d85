"""Resizing: each new pixel is a weighted mean of the old ones around its place.

When a picture shrinks the weights spread over all the pixels that become one, so nothing is skipped.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image

from fotofun.imaging.alpha import premultiply, unpremultiply
from fotofun.imaging.views import as_image, is_opaque
from fotofun.raster import Pixels, Size

Resampling = Literal["nearest", "bilinear", "bicubic", "lanczos"]
Region = tuple[float, float, float, float]

FILTERS = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}
REACH = {"nearest": 1, "bilinear": 1, "bicubic": 2, "lanczos": 3}
"""How many pixels (of the coarser grid) a filter sees on each side."""

BAND = 1 << 22  # new pixels that are made at once, to bound what is needed beside the result
GAP = 3.0  # an averaging over whole pixels may first shrink a picture to this multiple of its new size


def resize(pixels: Pixels, size: Size, resampling: Resampling, region: Region | None = None) -> Pixels:
    """A picture, or the part `region` (left, top, right, bottom) of it, in another size.

    pixels: (H, W, 4) uint8 with straight alpha, or a mask (H, W) uint8. Pixels around the region are seen.
    Filters: triangle; cubic convolution with a = -1/2 (Robert Keys, 1981); Lanczos, three lobes.
    """
    height, width = pixels.shape[:2]
    left, top, right, bottom = region or (0.0, 0.0, float(width), float(height))
    across, down = (right - left) / size[0], (bottom - top) / size[1]
    block = max(1, int(across / GAP)), max(1, int(down / GAP))
    if block != (1, 1) and resampling != "nearest":
        pixels = _reduced(pixels, block)
        left, right, across = left / block[0], right / block[0], across / block[0]
        top, bottom, down = top / block[1], bottom / block[1], down / block[1]
    # What goes first shows where values are cut off. It depends on the scale alone: a part is like the whole.
    wide, high = 1.0 / across, 1.0 / down
    level_first = max(wide, 1.0) + wide * max(high, 1.0) <= max(high, 1.0) + high * max(wide, 1.0)
    result = np.empty((size[1], size[0], *pixels.shape[2:]), np.uint8)
    margin = REACH[resampling] * max(down, 1.0) + 2.0
    rows = max(16, BAND // size[0])
    for start in range(0, size[1], rows):
        end = min(start + rows, size[1])
        above, below = top + down * start, bottom if end == size[1] else top + down * end
        first = max(0, int(above - margin))
        part = pixels[first : int(below + margin) + 1]
        place = (left, above - first, right, below - first)
        result[start:end] = _mixed(part, (size[0], end - start), place, resampling, level_first)
    return result


def _reduced(pixels: Pixels, block: Size) -> Pixels:
    """The means of whole blocks of (width, height) pixels."""
    height, width = pixels.shape[:2]
    result = np.empty((-(-height // block[1]), -(-width // block[0]), *pixels.shape[2:]), np.uint8)
    rows = max(1, BAND // (width * block[1]))
    for top in range(0, len(result), rows):
        part = pixels[top * block[1] : (top + rows) * block[1]]
        if is_opaque(part):
            result[top : top + rows] = np.asarray(as_image(part).reduce(block))
        else:
            mean = np.asarray(as_image(premultiply(part)).reduce(block))
            result[top : top + rows] = unpremultiply(mean)
    return result


def _mixed(part: Pixels, size: Size, region: Region, resampling: Resampling, level_first: bool) -> Pixels:
    """Resized in one direction, then in the other, with regard to alpha."""
    plain = resampling == "nearest" or is_opaque(part)
    if not plain:
        if not part[..., 3].any():
            return np.zeros((size[1], size[0], 4), np.uint8)
        part = premultiply(part)
    for level in (level_first, not level_first):
        old = part.shape[1], part.shape[0]
        new = (size[0], old[1]) if level else (old[0], size[1])
        place = (region[0], 0.0, region[2], old[1]) if level else (0.0, region[1], old[0], region[3])
        once = _Pass(new, place, FILTERS[resampling])
        resized = once(part)
        if not plain and resampling != "bilinear":
            resized = _tamed(resized, once(np.right_shift(part, 1)))
        part = resized
    return part if plain else unpremultiply(part)


@dataclass(frozen=True)
class _Pass:
    """Resizing in one direction, every channel by itself."""

    size: Size
    region: Region
    kernel: Image.Resampling

    def __call__(self, part: Pixels) -> Pixels:
        return np.asarray(as_image(part).resize(self.size, self.kernel, self.region))


def _tamed(result: Pixels, half: Pixels) -> Pixels:
    """Corrects premultiplied colours beside hard edges of alpha.

    There the filter overshoots: alpha is cut off at 255 and the colour is not, which would be a bright rim.
    `half` is the same of halved values, where nothing is cut off: its ratios are the colours.
    """
    over = (result[..., 3] == 255) & (half[..., 3] > 127)
    if not over.any():
        return result
    share = half[over].astype(np.int32)
    colours = (share * 255 + share[:, 3:] // 2) // share[:, 3:]
    result = result.copy()
    result[over] = np.minimum(colours, 255)
    return result
