"""The guided filter: a coarse mask gets the fine edges of a picture."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.exact import Floats
from fotofun.imaging.strips import strips
from fotofun.raster import Box, Mask, Pixels


def guided_mask(
    inside: NDArray[np.bool_], small: Pixels, pixels: Pixels, factor: int, reach: int, contrast: float
) -> Mask:
    """A coarse region, (h, w), as a mask of (H, W, 4) uint8 pixels, (H, W) uint8, that follows their edges.

    `small`: the pixels reduced to the region's size, one for each square of `factor` pixels, (h, w, 4).
    In each window of 2 `reach` + 1 coarse pixels the mask is the linear function of red, green and blue that
    fits best; the means of these functions, enlarged, act on the fine pixels. `contrast` steepens the result
    about its middle. Sums are in whole numbers.

    Kaiming He, Jian Sun, Xiaoou Tang, "Guided image filtering" (2013); He, Sun, "Fast guided filter" (2015).
    """
    slopes = _coefficients(inside, small[..., :3], reach)
    height, width = pixels.shape[:2]
    planes = [Image.fromarray(plane.astype(np.float32)) for plane in slopes]
    result = np.zeros((height, width), np.uint8)
    around = _reached(inside, factor, 2 * reach + 1).intersect(Box.of((width, height)))
    left, right = around.left, around.right
    for strip in strips((around.size[1], max(1, around.size[0]))):
        rows = slice(strip.start + around.top, strip.stop + around.top)
        box = (left / factor, rows.start / factor, right / factor, rows.stop / factor)
        red, green, blue, offset = (
            np.asarray(
                plane.resize((right - left, rows.stop - rows.start), Image.Resampling.BILINEAR, box=box)
            )
            for plane in planes
        )
        part = pixels[rows, left:right].astype(np.float32)
        share = offset + red * part[..., 0] + green * part[..., 1] + blue * part[..., 2]
        share = (share - np.float32(0.5)) * np.float32(contrast * 255.0) + np.float32(128.0)
        result[rows, left:right] = np.clip(share, 0.0, 255.0).astype(np.uint8)
    return result


def _reached(inside: NDArray[np.bool_], factor: int, reach: int) -> Box:
    """The rectangle of fine pixels outside which the mask is 0."""
    bounds = Image.fromarray(inside.view(np.uint8)).getbbox()
    if bounds is None:
        return Box(0, 0, 0, 0)
    left, top, right, bottom = Box(*bounds).grow(reach)
    return Box(left * factor, top * factor, right * factor, bottom * factor)


def _coefficients(
    inside: NDArray[np.bool_], guide: Mask, reach: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """The slopes by red, green and blue, and the offset, meaned over all windows that hold a pixel."""
    colour = guide.astype(np.int64)
    share = inside.astype(np.int64)
    count = _window_sums(np.ones_like(share), reach).astype(np.float64)

    def mean(values: NDArray[np.int64]) -> Floats:
        return _window_sums(values, reach) / count

    means = [mean(colour[..., i]) for i in range(3)]
    mean_share = mean(share)
    with_share = [mean(colour[..., i] * share) - means[i] * mean_share for i in range(3)]
    # A level of noise in the picture is not an edge.
    between = {
        (i, j): mean(colour[..., i] * colour[..., j]) - means[i] * means[j] + (16.0 if i == j else 0.0)
        for i in range(3)
        for j in range(i, 3)
    }
    slopes = _solve(between, with_share)
    offset = mean_share - slopes[0] * means[0] - slopes[1] * means[1] - slopes[2] * means[2]
    # Fixed point, to keep sums whole: slopes are far below 2**12, and 2**-32 is far below a level.
    red, green, blue, base = (
        mean(np.rint(plane * 4294967296.0).astype(np.int64)) / 4294967296.0 for plane in (*slopes, offset)
    )
    return red, green, blue, base


def _solve(between: dict[tuple[int, int], Floats], right: list[Floats]) -> list[Floats]:
    """The three unknowns of symmetric equations, by cofactors."""
    a, b, c = between[0, 0], between[0, 1], between[0, 2]
    d, e, f = between[1, 1], between[1, 2], between[2, 2]
    first, second, third = d * f - e * e, c * e - b * f, b * e - c * d
    fourth, fifth, sixth = a * f - c * c, b * c - a * e, a * d - b * b
    determinant = a * first + b * second + c * third
    x, y, z = right
    return [
        (first * x + second * y + third * z) / determinant,
        (second * x + fourth * y + fifth * z) / determinant,
        (third * x + fifth * y + sixth * z) / determinant,
    ]


def _window_sums(values: NDArray[np.int64], reach: int) -> NDArray[np.int64]:
    """Sums over squares of 2 reach + 1 pixels, as far as they lie in the picture."""
    for axis in (0, 1):
        length = values.shape[axis]
        sums = np.cumsum(values, axis=axis)
        sums = np.concatenate([np.zeros_like(sums.take([0], axis)), sums], axis=axis)
        place = np.arange(length)
        upper = sums.take(np.minimum(place + reach + 1, length), axis)
        values = upper - sums.take(np.maximum(place - reach, 0), axis)
    return values
