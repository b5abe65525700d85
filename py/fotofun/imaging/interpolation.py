"""Reading a picture between its pixels, in whole numbers only.

The picture is first made twice as dense by a kernel of high quality, at the places halfway between pixels;
between those samples straight lines are good enough. All four channels of a pixel are one 32-bit number, of
which two at a time are blended as 16-bit lanes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.views import packed
from fotofun.raster import Pixels

Fixed = NDArray[np.int32]
"""Positions in samples, times 65536."""

HALFWAY = {"bicubic": ((-1, 9), 16), "lanczos": ((2, -9, 39), 64)}
"""The symmetric kernels halfway between two pixels: weights from the outside in, and their sum.

Cubic convolution with a = -1/2 (Robert Keys, "Cubic convolution interpolation for digital image processing",
1981) is exact; Lanczos with three lobes is rounded to 1/64, keeping straight ramps straight.
"""

ROWS = 32  # rows that are made denser at once, so that everything stays in the processor's cache
CELLS = 1 << 14  # how many pixels are best read at once, for the same reason


@dataclass(frozen=True)
class Samples:
    """A picture's samples: one 32-bit number each, row by row, with one more column and row repeated.

    `first`: where the first sample lies, in samples from the picture's corner; `step`: how many pixels lie
    from one sample to the next. `translucent`: colours are premultiplied; otherwise all is opaque.
    """

    values: NDArray[np.uint32]
    first: tuple[float, float]
    step: float
    translucent: bool

    @property
    def last(self) -> tuple[int, int]:
        """The greatest column and row of a sample."""
        return self.values.shape[1] - 2, self.values.shape[0] - 2

    def read(self, across: Fixed, down: Fixed, single: bool = False) -> NDArray[np.uint32]:
        """The values at positions in 0..last, (h, w): bilinear, rounded to nearest, all channels at once.

        The four weights are whole 256ths and always sum to one. `single`: only the lowest channel counts.
        Read about `CELLS` values at a time, which fit the processor's cache.
        """
        stride = self.values.shape[1]
        values = self.values.ravel()
        index = ((across >> 16) + (down >> 16) * np.int32(stride)).astype(np.intp, copy=False)
        right = ((across >> 8) & 255).view(np.uint32)
        below = ((down >> 8) & 255).view(np.uint32)
        both = right * below
        both += _HALF_WEIGHT
        both >>= _EIGHT
        right, below = right - both, below - both
        neither = 256 - right
        neither -= below
        neither -= both
        even = odd = None
        for offset, weight in ((0, neither), (1, right), (stride, below), (stride + 1, both)):
            value = values[offset:][index]
            if single:
                value *= weight
                even = value if even is None else np.add(even, value, out=even)
                continue
            low = value & _EVEN
            low *= weight
            value >>= _EIGHT
            value &= _EVEN
            value *= weight
            even = low if even is None else np.add(even, low, out=even)
            odd = value if odd is None else np.add(odd, value, out=odd)
        assert even is not None
        even += _HALVES
        even >>= _EIGHT
        even &= _EVEN
        if odd is not None:
            odd += _HALVES
            odd &= _ODD
            even |= odd
        return even


_EVEN, _ODD = np.uint32(0x00FF00FF), np.uint32(0xFF00FF00)
_HALVES = np.uint32(0x00800080)
_HALF_WEIGHT, _EIGHT = np.uint32(128), np.uint32(8)


def as_samples(part: Pixels, first: tuple[float, float], step: int, translucent: bool) -> Samples:
    """The pixels themselves as samples. part: (h, w, 4), premultiplied if `translucent`, or (h, w)."""
    values = packed(part).astype(np.uint32)
    return Samples(np.pad(values, ((0, 1), (0, 1)), mode="edge"), first, step, translucent)


def twice_as_dense(
    part: Pixels, first: tuple[float, float], step: int, kernel: str, translucent: bool
) -> Samples:
    """The pixels and the samples halfway between them. part: (h, w, 4), premultiplied, or (h, w).

    `part` has half a kernel less one of pixels around those that are asked for; `first` is where the first of
    these lies, in pixels of `part`, each of which is `step` of the picture's.
    """
    reach = len(HALFWAY[kernel][0])
    channels = part.shape[2] if part.ndim == 3 else 1
    height, width = part.shape[0] - 2 * (reach - 1), part.shape[1] - 2 * (reach - 1)
    wide = np.empty((part.shape[0], 2 * width, channels), np.uint8)
    flat = part.reshape(part.shape[0], part.shape[1] * channels)
    for top in range(0, part.shape[0], ROWS):
        band = slice(top, top + ROWS)
        rows = flat[band].astype(np.int16)
        lines = [
            rows[:, i * channels : (i + width - 1) * channels].reshape(len(rows), width - 1, channels)
            for i in range(2 * reach)
        ]
        packed(wide[band, 1:-1:2])[...] = packed(_halfway(lines, kernel, translucent))
    inner = part.reshape(*part.shape[:2], channels)[:, reach - 1 : reach - 1 + width]
    packed(wide[:, ::2])[...] = packed(inner)
    wide[:, -1] = wide[:, -2]

    dense = np.empty((2 * height, 2 * width, channels), np.uint8)
    for top in range(0, height - 1, ROWS):
        count = min(ROWS, height - 1 - top)
        rows = wide[top : top + count + 2 * reach - 1].astype(np.int16)
        lines = [rows[i : i + count] for i in range(2 * reach)]
        dense[2 * top + 1 : 2 * (top + count) : 2] = _halfway(lines, kernel, translucent)
    dense[::2] = wide[reach - 1 : reach - 1 + height]
    dense[-1] = dense[-2]
    values = packed(dense if channels == 4 else dense[..., 0]).astype(np.uint32, copy=False)
    return Samples(values, (2.0 * first[0], 2.0 * first[1]), step / 2.0, translucent)


def _halfway(lines: list[NDArray[np.int16]], kernel: str, translucent: bool) -> NDArray[np.uint8]:
    """What lies in the middle of an even number of lines, rounded; the last axis is the channel.

    Where alpha (premultiplied, the fourth channel) overshoots, the colours are scaled back with it: cutting
    each off at 255 would leave a bright rim along hard edges.
    """
    (*outer, inner), total = HALFWAY[kernel]
    result = lines[len(outer)] + lines[-1 - len(outer)]
    result *= np.int16(inner)
    for i, weight in enumerate(outer):
        pair = lines[i] + lines[-1 - i]
        if weight == -1:
            result -= pair
        else:
            pair *= np.int16(weight)
            result += pair
    result += np.int16(total // 2)
    result >>= np.int16(total.bit_length() - 1)
    if translucent and int(result[..., 3].max(initial=0)) > 255:
        over = np.nonzero(result[..., 3] > 255)
        bright = result[over].astype(np.int32)
        result[over] = bright * 255 // bright[:, 3:]
    # Few values are out of range; finding them is quicker than clipping all.
    outside = result.view(np.uint16) > 255
    if outside.any():
        result[outside] = np.where(result[outside] < 0, 0, 255)
    return result.astype(np.uint8)
