"""Pillow, with its errors turned into ours and its pixels read without a second copy of the picture."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.ImageFile import ImageFile

from fotofun.codecs import refusals
from fotofun.errors import FotoFunError
from fotofun.raster import Mask, Pixels

_STRIP = 1 << 16  # pixels a strip: what is worked on at once stays in a processor's cache


@contextmanager
def guarded(label: str) -> Iterator[None]:
    """Everything that Pillow finds wrong with a file becomes a BrokenFile; MemoryError stays.

    Damaged files make Pillow raise nearly any exception, hence the breadth.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (FotoFunError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise refusals.out_of_memory() from error
    except Exception as error:
        missing = "truncated" in str(error).lower()
        raise (refusals.cut_off if missing else refusals.damaged)(label) from error


def strips(image: ImageFile, convert: Callable[[Image.Image], Pixels]) -> Iterator[Pixels]:
    """The rows of a loaded image, some at a time, each strip converted to (rows, W, 4).

    The image's own memory is freed after the last one.
    """
    rows = max(1, _STRIP // image.width)
    for top in range(0, image.height, rows):
        yield convert(image.crop((0, top, image.width, min(top + rows, image.height))))
    image.close()


_Rows = TypeVar("_Rows", NDArray[np.uint8], NDArray[np.uint8] | NDArray[np.uint16])


def slices(pixels: _Rows) -> Iterator[_Rows]:
    """The rows of an array, some at a time."""
    rows = max(1, _STRIP // pixels.shape[1])
    for top in range(0, len(pixels), rows):
        yield pixels[top : top + rows]


def rgba(image: Image.Image) -> Pixels:
    """An image of mode 1, L, LA, RGB, RGBX or RGBA as (H, W, 4) uint8."""
    if image.mode == "1":
        image = image.convert("L")
    return array(image if image.mode == "RGBA" else image.convert("RGBA"))


def array(image: Image.Image) -> Pixels:
    """An image's 8-bit samples, (H, W, channels) or (H, W)."""
    channels = len(image.getbands())
    shape = (image.height, image.width, channels) if channels > 1 else (image.height, image.width)
    return np.frombuffer(image.tobytes(), np.uint8).reshape(shape)


def coloured(table: Pixels, indices: Mask | NDArray[np.uint16]) -> Pixels:
    """The colours of a (N, 4) table at these indices: as whole numbers, four times as fast as by channels."""
    return table.view(np.uint32)[:, 0][indices][..., None].view(np.uint8)


def shared(pixels: Pixels, mode: str) -> Image.Image:
    """An image of mode RGBA or RGBX over the pixels' own memory."""
    height, width = pixels.shape[:2]
    flat: NDArray[np.uint8] = np.ascontiguousarray(pixels)
    return Image.frombuffer(mode, (width, height), flat, "raw", mode, 0, 1)


def is_opaque(pixels: Pixels) -> bool:
    """Whether no pixel is transparent."""
    return bool(pixels[..., 3].min() == 255)


def whole_dpi(dpi: tuple[float, float] | None) -> tuple[int, int]:
    """A resolution as formats with whole numbers take it; zeros if there is none."""
    return (min(max(1, round(dpi[0])), 65535), min(max(1, round(dpi[1])), 65535)) if dpi else (0, 0)
