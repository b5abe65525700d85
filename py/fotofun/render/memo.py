"""A function of colours on pixels: photos have millions of pixels, but few different colours."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Pixels

Levels = NDArray[np.uint8]
"""(n, 3) uint8: colours one after the other."""

Evaluate = Callable[[Levels, Levels], None]
"""Writes the results for colours, each for itself, into the second array."""

_Packed = NDArray[np.uint32]  # a colour in one number: red in the lowest byte, alpha or 0 in the highest

BAND = 1 << 18  # pixels whose new colours are evaluated together
CHUNK = 1 << 14  # pixels that are looked up at once, so that everything stays in the processor's cache
BATCH = 1 << 15  # colours that are evaluated at once, likewise
SLOT_BITS = 22
FUTILE = 0.3  # of a band's pixels are new colours: looking them up is not worth it
REST = 7  # bands until it is tried again

_SLOTS = np.uint32(1 << SLOT_BITS)
_TAGS = np.uint32(1 << (24 - SLOT_BITS))
_APART = np.uint32(64 + (160 << 8))  # of red and green, between colours that share a slot
_RESULT = np.uint32(24)
_COLOUR = np.uint32(0xFFFFFF)
_ALPHA = np.uint32(0xFF000000)


class Memo:
    """Evaluates each colour about once, and looks it up from then on.

    A table of 16 MB in which each colour has one slot, that it shares with three quite different ones; the
    one that was seen last is kept. Similar colours lie together, as they do in photos. A slot holds the
    result, and above it which of the four it belongs to, plus 4.
    """

    def __init__(self, evaluate: Evaluate) -> None:
        self._evaluate = evaluate
        self._slots: _Packed = np.zeros(1 << SLOT_BITS, np.uint32)
        self._rest = 0

    def __call__(self, pixels: Pixels, out: Pixels) -> None:
        """Writes the results for pixels into out; both (H, W, 4) uint8, alpha is copied."""
        rows = max(1, BAND // max(1, pixels.shape[1]))
        for top in range(0, pixels.shape[0], rows):
            source = np.ascontiguousarray(pixels[top : top + rows])
            out[top : top + rows] = self._band(source.view(np.uint32).ravel()).reshape(source.shape)

    def _band(self, source: _Packed) -> NDArray[np.uint8]:
        if self._rest:
            self._rest -= 1
            results = self._evaluated(source)
        else:
            results = self._remembered(source)
        results &= _COLOUR
        results |= source & _ALPHA
        return results.view(np.uint8)

    def _remembered(self, source: _Packed) -> _Packed:
        results = np.empty_like(source)
        unknown = []
        for start in range(0, source.size, CHUNK):
            part = slice(start, start + CHUNK)
            results[part], missing = self._look_up(source[part])
            if len(missing):
                unknown.append(missing + start)
        if unknown:
            places = np.concatenate(unknown)
            results[places], new = self._learn(source[places])
            if new > FUTILE * source.size and source.size > BAND // 2:
                self._rest = REST
        return results

    def _look_up(self, colours: _Packed) -> tuple[_Packed, NDArray[np.intp]]:
        """What the slots hold, and where that belongs to another colour; alpha does not matter."""
        slots, tags = _places(colours)
        found = self._slots[slots]
        return found, np.flatnonzero(found >> _RESULT != tags)

    def _learn(self, colours: _Packed) -> tuple[_Packed, int]:
        """The result of each; evaluates the different ones among them, so many, and keeps them."""
        slots, tags = _places(colours)
        numbers = np.arange(len(colours), dtype=np.uint32)
        self._slots[slots] = numbers
        owners = np.flatnonzero(self._slots[slots] == numbers)  # in each slot one of those that want it
        distinct = colours[owners]
        self._slots[slots[owners]] = (self._evaluated(distinct) & _COLOUR) | tags[owners] << _RESULT
        results, lost = self._look_up(colours)
        new = len(owners)
        if len(lost):  # colours that had to leave their slot to another
            results[lost], more = self._learn(colours[lost])
            new += more
        return results, new

    def _evaluated(self, colours: _Packed) -> _Packed:
        levels = colours.view(np.uint8).reshape(-1, 4)
        results = np.empty_like(levels)
        for start in range(0, len(levels), BATCH):
            part = slice(start, start + BATCH)
            self._evaluate(levels[part, :3], results[part, :3])
        return results.view(np.uint32).ravel()


def _places(colours: _Packed) -> tuple[_Packed, _Packed]:
    """The slot of each colour, and which of those that share it it is, plus how many they are."""
    tags = colours >> np.uint32(SLOT_BITS)
    tags &= _TAGS - 1
    slots = tags * _APART
    slots += colours
    slots &= _SLOTS - 1
    tags |= _TAGS
    return slots, tags
