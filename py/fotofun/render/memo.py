"""A function of colours on pixels: photos have millions of pixels, but few different colours."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Pixels

Levels = NDArray[np.uint8]
"""(n, 3) uint8: colours one after the other."""

Evaluate = Callable[[Levels], Levels]
"""The results for colours, each for itself."""

_Packed = NDArray[np.uint32]  # a colour in one number: red in the lowest byte, what is above blue is 0

BAND = 1 << 19  # pixels whose new colours are evaluated together
CHUNK = 1 << 14  # pixels that are looked up at once, so that everything stays in the processor's cache
BATCH = 1 << 13  # colours that are evaluated at once, likewise
SLOT_BITS = 20
_SPREAD = np.uint32(0x9E3779 << 8)  # odd, times 256: the product's upper 24 bits are a colour's own number
_TAG_SHIFT = np.uint32(24)
_COLOUR = np.uint32(0xFFFFFF)
_ALPHA = np.uint32(0xFF000000)


class Memo:
    """Evaluates each colour about once, and looks it up from then on.

    A table of 4 MB in which each colour has one slot, that it shares with 15 others; the one that was seen
    last is kept. A slot holds the result, and above it which of the 16 it belongs to, plus 16.
    """

    def __init__(self, evaluate: Evaluate) -> None:
        self._evaluate = evaluate
        self._slots: _Packed = np.zeros(1 << SLOT_BITS, np.uint32)

    def __call__(self, pixels: Pixels, out: Pixels) -> None:
        """Writes the results for pixels into out; both (H, W, 4) uint8, alpha is copied."""
        rows = max(1, BAND // max(1, pixels.shape[1]))
        for top in range(0, pixels.shape[0], rows):
            self._band(pixels[top : top + rows], out[top : top + rows])

    def _band(self, pixels: Pixels, out: Pixels) -> None:
        source = np.ascontiguousarray(pixels).view(np.uint32).ravel()
        results = np.empty_like(source)
        unknown = []
        for start in range(0, source.size, CHUNK):
            part = slice(start, start + CHUNK)
            results[part], missing = self._look_up(source[part])
            if len(missing):
                unknown.append(missing + start)
        if unknown:
            places = np.concatenate(unknown)
            results[places] = self._learn(source[places] & _COLOUR)
        results &= _COLOUR
        results |= source & _ALPHA
        out[:] = results.view(np.uint8).reshape(pixels.shape)

    def _look_up(self, colours: _Packed) -> tuple[_Packed, NDArray[np.intp]]:
        """What the slots hold, and where that belongs to another colour; alpha does not matter."""
        spread = colours * _SPREAD
        found = self._slots[spread >> np.uint32(12)]
        spread >>= np.uint32(8)
        spread &= np.uint32(15)
        spread |= np.uint32(16)
        return found, np.flatnonzero(found >> _TAG_SHIFT != spread)

    def _learn(self, colours: _Packed) -> _Packed:
        """Evaluates the different ones among colours, and keeps them; the result of each."""
        slots = (colours * _SPREAD) >> np.uint32(12)
        numbers = np.arange(len(colours), dtype=np.uint32)
        self._slots[slots] = numbers
        owners = np.flatnonzero(self._slots[slots] == numbers)  # in each slot one of those that want it
        distinct = colours[owners]
        tags = (((distinct * _SPREAD) >> np.uint32(8)) & np.uint32(15)) | np.uint32(16)
        self._slots[slots[owners]] = self._evaluated(distinct) | tags << _TAG_SHIFT
        results, lost = self._look_up(colours)
        if len(lost):  # colours that had to leave their slot to another
            results[lost] = self._learn(colours[lost])
        return results

    def _evaluated(self, colours: _Packed) -> _Packed:
        levels = colours.view(np.uint8).reshape(-1, 4)
        results = np.zeros_like(levels)
        for start in range(0, len(levels), BATCH):
            part = slice(start, start + BATCH)
            results[part, :3] = self._evaluate(levels[part, :3])
        return results.view(np.uint32).ravel()
