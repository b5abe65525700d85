"""Gradients over the plane: how far along a gradient each pixel lies, and pixels coloured so."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import sine_cosine
from fotofun.imaging.ramp import Stops, packed_ramp, ramp
from fotofun.imaging.views import unpacked
from fotofun.raster import Box, Pixels

Kind = Literal["linear", "reflected", "radial", "diamond", "conic"]
Beyond = Literal["clamp", "repeat", "mirror"]

KINDS = {
    "linear": "Linear",
    "radial": "Radial",
    "conic": "Conic",
    "reflected": "Reflected",
    "diamond": "Diamond",
}
BEYOND = {"clamp": "Go on in the last colour", "repeat": "Repeat", "mirror": "Repeat, mirrored"}

_STEPS = 4096
_CELLS = 1 << 16
# The arctangent over 0..1, in turns: Abramowitz and Stegun, 4.4.49, to 1e-5 radians.
_ARCTANGENT = [c / 6.283185307179586 for c in (0.9998660, -0.3302995, 0.1801410, -0.0851330, 0.0208351)]
# Bayer's threshold matrix (1973), as what is added to 256ths of a level before they are cut off.
_BAYER = np.zeros((1, 1), np.uint64)
for _ in range(3):
    _BAYER = np.block([[4 * _BAYER, 4 * _BAYER + 2], [4 * _BAYER + 3, 4 * _BAYER + 1]])
_BAYER = _BAYER * 4 + 2

Place = NDArray[np.float32]


@dataclass(frozen=True)
class Span:
    """A gradient's kind, and where it starts and ends: a line, a centre and a point on the rim.

    Conic gradients start at the direction of `end` and run clockwise, diamonds have a corner there.
    """

    kind: Kind
    start: tuple[float, float]
    end: tuple[float, float]
    beyond: Beyond = "clamp"

    def coloured(self, stops: Stops, box: Box, linear: bool = False, dither: bool = True) -> Pixels:
        """The pixels of `box`, (h, w, 4) uint8.

        `dither` spreads the rounding to whole levels by an ordered pattern, which hides the steps between
        them; it depends on the place alone.
        """
        pixels = np.empty((*box.size[::-1], 4), np.uint8)
        smooth = ramp(stops, _STEPS, linear).astype("<u2").view("<u8")[:, 0] if dither else None
        whole = packed_ramp(stops, _STEPS, linear)
        columns = np.arange(box.left, box.right) % 8
        pattern = _BAYER[:, columns] * np.uint64(0x0001000100010001)
        for rows, places in self.places(box):
            index = (places * np.float32(_STEPS - 1) + np.float32(0.5)).astype(np.uint16)
            if smooth is None:
                pixels[rows] = unpacked(whole[index])
            else:
                levels = smooth[index] + pattern[(np.arange(rows.start, rows.stop) + box.top) % 8]
                pixels[rows] = levels[..., np.newaxis].view(np.uint8)[..., 1::2]
        return pixels

    def places(self, box: Box) -> Iterator[tuple[slice, Place]]:
        """Bands of rows with how far along each pixel's centre lies, 0..1; a band may be one column wide."""
        across, down = self.end[0] - self.start[0], self.end[1] - self.start[1]
        square = max(across * across + down * down, 1e-6)
        x = np.arange(box.left, box.right) + 0.5 - self.start[0]
        y = np.arange(box.top, box.bottom) + 0.5 - self.start[1]
        along = (x * (across / square)).astype(np.float32), (y * (down / square)).astype(np.float32)
        aside = (x * (-down / square)).astype(np.float32), (y * (across / square)).astype(np.float32)
        rows = max(1, _CELLS // max(1, len(x)))
        for top in range(0, len(y), rows):
            band = slice(top, min(top + rows, len(y)))
            u = along[0] + along[1][band, None] if across else along[1][band, None]
            if self.kind in ("linear", "reflected"):
                places = u if self.kind == "linear" else np.abs(u)
            else:
                v = aside[0] + aside[1][band, None]
                if self.kind == "radial":
                    places = np.sqrt(u * u + v * v)
                elif self.kind == "diamond":
                    places = np.abs(u) + np.abs(v)
                else:
                    yield band, _turns(u, v)
                    continue
            yield band, self._extended(places)

    def _extended(self, places: Place) -> Place:
        if self.beyond == "repeat":
            part: Place = places - np.floor(places)
            return part
        if self.beyond == "mirror":
            half = places * np.float32(0.5)
            aside: Place = np.abs(np.float32(1.0) - np.float32(2.0) * (half - np.floor(half)))
            return np.float32(1.0) - aside
        clamped: Place = np.clip(places, np.float32(0.0), np.float32(1.0))
        return clamped


def _turns(x: Place, y: Place) -> Place:
    """The angle of (x, y) in turns, 0..1, from x towards y."""
    wide, high = np.abs(x), np.abs(y)
    slope = np.minimum(wide, high) / np.maximum(np.maximum(wide, high), np.float32(1e-30))
    square = slope * slope
    turns = np.full_like(slope, _ARCTANGENT[-1])
    for factor in _ARCTANGENT[-2::-1]:
        turns *= square
        turns += np.float32(factor)
    turns *= slope
    turns = np.where(high > wide, np.float32(0.25) - turns, turns)
    turns = np.where(x < 0, np.float32(0.5) - turns, turns)
    return np.where(y < 0, np.float32(1.0) - turns, turns)


def across(box: Box, kind: Kind, degrees: float, scale: float, beyond: Beyond = "clamp") -> Span:
    """A gradient that just fills a box, at an angle, times a scale.

    0° runs to the right, 90° upwards. Linear ones reach from corner to corner; others start in the middle.
    """
    sine, cosine = sine_cosine(degrees)
    width, height = box.size
    middle = (box.left + box.right) / 2.0, (box.top + box.bottom) / 2.0
    reach = (abs(cosine) * width + abs(sine) * height) / 2.0 * scale
    if kind in ("radial", "diamond", "conic"):
        reach = math.sqrt(width * width + height * height) / 2.0 * scale
    end = middle[0] + cosine * reach, middle[1] - sine * reach
    start = (middle[0] - cosine * reach, middle[1] + sine * reach) if kind == "linear" else middle
    return Span(kind, start, end, beyond)
