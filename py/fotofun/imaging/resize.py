"""Resizing: each new pixel is a weighted mean of the old ones around its place.

When a picture shrinks the weights spread over all the pixels that become one, so nothing is skipped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image

from fotofun.imaging.alpha import premultiply, unpremultiply
from fotofun.imaging.views import as_array, as_image, copy_into, is_opaque
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

BLOCK = 512  # and this many pixels wide and high where alpha varies
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
    plain = resampling == "nearest" or is_opaque(pixels)
    # Where a picture is not opaque all over, small blocks find the parts where alpha has to be minded.
    columns, rows = (size[0], max(16, BAND // size[0])) if plain else (BLOCK, BLOCK)
    for y, (first, last, above, below) in _pieces(size[1], rows, top, down, resampling):
        for x, (start, end, before, after) in _pieces(size[0], columns, left, across, resampling):
            part = pixels[first:last, start:end]
            new = result[y, x]
            place = before, above, min(after, part.shape[1]), min(below, part.shape[0])
            plan = _Plan((new.shape[1], new.shape[0]), place, resampling, level_first)
            new[...] = plan.each_channel(part) if plain or is_opaque(part) else plan.with_alpha(part)
    return result


def _pieces(
    length: int, count: int, offset: float, step: float, resampling: Resampling
) -> Iterator[tuple[slice, tuple[int, int, float, float]]]:
    """Pieces of a new side, each with what it needs of the old one: (first, last, from, to in there)."""
    margin = REACH[resampling] * max(step, 1.0) + 2.0
    for start in range(0, length, count):
        end = min(start + count, length)
        before, after = offset + step * start, offset + step * end
        first = max(0, int(before - margin))
        yield slice(start, end), (first, int(after + margin) + 1, before - first, after - first)


def _reduced(pixels: Pixels, block: Size) -> Pixels:
    """The means of whole blocks of (width, height) pixels."""
    height, width = pixels.shape[:2]
    result = np.empty((-(-height // block[1]), -(-width // block[0]), *pixels.shape[2:]), np.uint8)
    rows = max(1, BAND // (width * block[1]))
    for top in range(0, len(result), rows):
        part = pixels[top * block[1] : (top + rows) * block[1]]
        if is_opaque(part):
            copy_into(result[top : top + rows], as_image(part).reduce(block))
        else:
            mean = as_array(as_image(premultiply(part)).reduce(block))
            result[top : top + rows] = unpremultiply(mean)
    return result


@dataclass(frozen=True)
class _Plan:
    """Resizing to a size what lies in a region, in one direction and then in the other."""

    size: Size
    region: Region
    resampling: Resampling
    level_first: bool

    def each_channel(self, part: Pixels) -> Pixels:
        """Every channel by itself."""
        for level in (self.level_first, not self.level_first):
            part = self._pass(part, level)
        return part

    def with_alpha(self, part: Pixels) -> Pixels:
        """Straight alpha to straight alpha; what is more opaque counts more."""
        if not part[..., 3].any():
            return np.zeros((self.size[1], self.size[0], 4), np.uint8)
        part = premultiply(part)
        for level in (self.level_first, not self.level_first):
            resized = self._pass(part, level)
            if self.resampling != "bilinear":
                resized = _tamed(resized, self._pass(np.right_shift(part, 1), level))
            part = resized
        return unpremultiply(part)

    def _pass(self, part: Pixels, level: bool) -> Pixels:
        height, width = part.shape[:2]
        left, top, right, bottom = self.region
        size = (self.size[0], height) if level else (width, self.size[1])
        region = (left, 0.0, right, float(height)) if level else (0.0, top, float(width), bottom)
        return as_array(as_image(part).resize(size, FILTERS[self.resampling], region))


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
