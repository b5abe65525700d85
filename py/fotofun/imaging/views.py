"""Other ways to look at an array of pixels, without copying it, and the shortest way out of an image."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.raster import Pixels


def packed(pixels: Pixels) -> NDArray[Any]:
    """Each pixel of (H, W, 4) uint8 as one number, alpha highest, (H, W); masks as they are."""
    return pixels.view("<u4")[..., 0] if pixels.ndim == 3 and pixels.shape[2] == 4 else pixels


def unpacked(numbers: NDArray[Any]) -> Pixels:
    """The pixels, (H, W, 4) uint8, of numbers such as `packed` makes, (H, W); masks as they are."""
    return numbers if numbers.dtype == np.uint8 else numbers[..., np.newaxis].view(np.uint8)


def as_image(pixels: Pixels) -> Image.Image:
    """(H, W, 4) uint8 as an image of four equal channels, none of which is alpha to Pillow; or a mask.

    An array that is not contiguous is copied.
    """
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    mode = "L" if pixels.ndim == 2 else "RGBX"
    return Image.frombuffer(mode, (width, height), pixels, "raw", mode, 0, 1)


def as_array(image: Image.Image) -> NDArray[np.uint8]:
    """The pixels of an image with one or four channels: (H, W) or (H, W, 4) uint8.

    `np.asarray` goes through bytes, twice: that takes as long as many a filter.
    """
    width, height = image.size
    result = np.empty((height, width) if image.mode == "L" else (height, width, 4), np.uint8)
    copy_into(result, image)
    return result


def looked_up(image: Image.Image, values: list[int]) -> Image.Image:
    """An image with each channel looked up in 256 values of its own; `Image.point` rounds them all first."""
    return image._new(image.im.point(values, None))


def copy_into(out: NDArray[np.uint8], image: Image.Image) -> None:
    """Writes the pixels of an image into an array of its size; of three channels, the fourth is undefined."""
    if out.flags.c_contiguous and out.size:
        as_image(out).im.paste(image.im, (0, 0, *image.size))
    else:
        out[..., : len(image.getbands())] = np.asarray(image).reshape(*out.shape[:2], -1)


def is_opaque(pixels: Pixels) -> bool:
    """Whether no pixel of (H, W, 4) uint8 lets anything through; a mask is."""
    return pixels.ndim == 2 or bool((packed(pixels) >= np.uint32(0xFF000000)).all())
