"""What a coarse matte still lacks: the picture's own fine edges, and colours without the old background."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.imaging.hidden import without_hidden
from fotofun.imaging.views import as_image
from fotofun.raster import Box, Mask, Pixels, Size

# The level from which a matte is sure of what is in.
_IN = 250

# Of a window that varies less than this, in squared levels, nothing has to be explained.
_FLAT = 0.07

# Colours that differ less than this standard deviation, in levels, are grain.
_NOISE = 2.5

# The side of what is worked on at once; where the matte is even nothing has to be done.
_BLOCK = 128


def enlarge_matte(small: Mask, pixels: Pixels) -> Mask:
    """A coarse matte, (h, w) uint8, in the size of a picture and with its fine edges: hair and fur.

    pixels: (H, W, 4) uint8. In each window of 3 x 3 pixels the coarse matte is the linear function of red,
    green and blue that fits best; these functions act on the fine pixels. Where they explain the matte
    badly, as before a ground of the subject's colours, it is interpolated.

    After Kaiming He and Jian Sun, "Fast guided filter" (2015); how far to trust it is our own: the fourth
    power of the explained share of the variance was the best on photos whose matte was made small first.
    """
    height, width = pixels.shape[:2]
    size = small.shape[1], small.shape[0]
    matte = np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC))
    colours = np.asarray(as_image(pixels).resize(size, Image.Resampling.BOX))[..., :3]
    planes = _fitted(small, colours)
    images = [Image.fromarray(plane) for plane in planes]
    result = matte.copy()
    for block in _uneven(planes[4] > 0.0, (width, height)):
        trust = _part(images[4], block, (width, height)) ** 4
        unsure = trust > 0.0
        if not unsure.any():
            continue
        red, green, blue, offset = (_part(plane, block, (width, height))[unsure] for plane in images[:4])
        seen = pixels[block.slices][unsure].astype(np.float32)
        share = red * seen[:, 0] + green * seen[:, 1] + blue * seen[:, 2] + offset
        before = matte[block.slices][unsure]
        after = before + (np.clip(share, 0.0, 255.0) - before) * trust[unsure]
        result[block.slices][unsure] = np.rint(after).astype(np.uint8)
    return result


def _uneven(trusted: NDArray[np.bool_], size: Size) -> Iterator[Box]:
    """The blocks of a picture over which something is trusted in a smaller map, or beside which."""
    (width, height), (down, across) = size, trusted.shape
    whole = Box(0, 0, across, down)
    for top in range(0, height, _BLOCK):
        for left in range(0, width, _BLOCK):
            block = Box(left, top, left + _BLOCK, top + _BLOCK).intersect(Box.of(size))
            x, y = left * across // width, top * down // height
            right, bottom = -(-block.right * across // width), -(-block.bottom * down // height)
            reach = 1 + max(1, -(-across // width), -(-down // height))
            if trusted[Box(x, y, right, bottom).grow(reach).intersect(whole).slices].any():
                yield block


def _part(plane: Image.Image, block: Box, size: Size) -> NDArray[np.float32]:
    """A block of a plane that is enlarged to a size."""
    x, y = plane.width / size[0], plane.height / size[1]
    box = (block.left * x, block.top * y, block.right * x, block.bottom * y)
    return np.asarray(plane.resize(block.size, Image.Resampling.BILINEAR, box=box))


def _fitted(small: Mask, colours: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
    """Slopes by red, green and blue, offset, and trust 0..1, each (h, w), meaned over 3 x 3 pixels."""
    matte, guide = small.astype(np.float32), colours.astype(np.float32)
    mean = _window_mean(matte)
    variance = _window_mean(matte * matte) - mean * mean
    means = np.stack([_window_mean(guide[..., i]) for i in range(3)], axis=-1)
    varies = variance > _FLAT
    spread = np.zeros((int(varies.sum()), 3, 3))
    common = np.zeros((len(spread), 3))
    for i in range(3):
        product = _window_mean(guide[..., i] * matte) - means[..., i] * mean
        common[:, i] = product[varies]
        for j in range(i, 3):
            product = _window_mean(guide[..., i] * guide[..., j]) - means[..., i] * means[..., j]
            spread[:, i, j] = spread[:, j, i] = product[varies]
    spread += np.eye(3) * _NOISE * _NOISE
    slopes = np.linalg.solve(spread, common[..., np.newaxis])[..., 0]
    planes = np.zeros((5, *small.shape), np.float32)
    planes[:3, varies] = slopes.T
    planes[3] = mean - (planes[:3] * means.transpose(2, 0, 1)).sum(axis=0)
    explained = (slopes * common).sum(axis=1) / variance[varies]
    planes[4, varies] = np.clip(explained, 0.0, 1.0)
    return [_window_mean(plane) for plane in planes]


def _window_mean(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of 3 x 3 pixels around each, edges going on."""
    wide = np.pad(plane, 1, mode="edge").astype(np.float64)
    rows = wide[:-2] + wide[1:-1] + wide[2:]
    return ((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9.0).astype(np.float32)


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


def _colours(pixels: Pixels, sure: NDArray[np.bool_], reach: int) -> Pixels:
    """The colours of the sure pixels, and around them means of those nearby; alpha 0 where none is near."""
    only = pixels.copy()
    only[..., 3] = sure * np.uint8(255)
    return without_hidden(only, reach)
