"""How often each value occurs in a picture, and what follows from that."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.exact import power
from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.strips import strips
from fotofun.raster import Pixels

SAMPLE = 1 << 18
STEPS = 1 << 20  # from 0 to 1: sums of whole numbers are the same in any order


@dataclass(frozen=True, eq=False)
class Histogram:
    """Counts of the pixels that can be seen (alpha above 0) by value, (256,) int64 each."""

    red: NDArray[np.int64]
    green: NDArray[np.int64]
    blue: NDArray[np.int64]
    luma: NDArray[np.int64]

    @classmethod
    def of(cls, pixels: Pixels) -> Self:
        """The histogram of (H, W, 4) uint8 pixels, straight alpha."""
        red, green, blue = colour_counts(pixels)
        return cls(red, green, blue, luma_counts(pixels))

    @classmethod
    def of_greyish(cls, pixels: Pixels) -> Self:
        """A histogram in which pixels count (255 (1 - saturation))**2, with the saturation of HSV.

        Of large pictures every n-th row and column is counted.
        """
        step = 1
        while (pixels.shape[0] // step) * (pixels.shape[1] // step) > SAMPLE:
            step += 1
        sample = pixels[::step, ::step].reshape(-1, 4)
        sample = sample[sample[:, 3] > 0]
        most, least = sample[:, :3].max(axis=-1), sample[:, :3].min(axis=-1)
        grey = least.astype(np.int64) * 255 // np.maximum(most, 1)
        grey[most == 0] = 255
        weight = grey * grey
        values = [sample[:, 0], sample[:, 1], sample[:, 2], luma_bytes(sample)]
        counts = [np.bincount(each, weight, 256).astype(np.int64) for each in values]  # below 2**53: exact
        return cls(*counts)


def colour_counts(pixels: Pixels) -> NDArray[np.int64]:
    """Counts of red, green and blue, (3, 256), in the pixels that can be seen of (H, W, 4) uint8."""
    counts = np.zeros((3, 256), np.int64)
    for rows in strips(pixels.shape):
        picture = Image.fromarray(np.ascontiguousarray(pixels[rows]))
        found = picture.histogram()
        if found[768]:  # some have an alpha of 0
            found = picture.histogram(_seen(pixels[rows]))
        counts += np.array(found[:768]).reshape(3, 256)
    return counts


def luma_counts(pixels: Pixels) -> NDArray[np.int64]:
    """Counts of luma, (256,), in the pixels that can be seen of (H, W, 4) uint8."""
    counts = np.zeros(256, np.int64)
    for rows in strips(pixels.shape):
        part = pixels[rows]
        mask = None if part[..., 3].all() else _seen(part)
        counts += np.array(Image.fromarray(luma_bytes(part)).histogram(mask))
    return counts


def _seen(pixels: Pixels) -> Image.Image:
    return Image.fromarray((pixels[..., 3] > 0).view(np.uint8) * np.uint8(255))


def limits(counts: NDArray[np.int64], below: float, above: float) -> tuple[int, int]:
    """(low, high) values with at most these shares of the pixels under low and over high.

    (0, 255) where there is nothing to tell them apart: no pixel, or all of one value.
    """
    total = int(counts.sum())
    low = int(np.argmax(np.cumsum(counts) > below * total))
    high = 255 - int(np.argmax(np.cumsum(counts[::-1]) > above * total))
    return (low, high) if total and low < high else (0, 255)


def mean_between(counts: NDArray[np.int64], low: int, high: int, gamma: float = 1.0) -> float:
    """The mean of the values after low..high has become t = 0..1, and then t**(1 / gamma); 0.5 of none."""
    total = int(counts.sum())
    stretched = np.clip((np.arange(256) - low) / (high - low), 0.0, 1.0)
    bent = np.rint(power(stretched, 1.0 / gamma) * STEPS).astype(np.int64)
    return int((counts * bent).sum()) / (total * STEPS) if total else 0.5
