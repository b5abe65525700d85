"""Fractal noise: soft spots of many sizes, as in clouds, smoke and marble."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import sine_cosine
from fotofun.imaging.noise import random_bits
from fotofun.raster import Box

Field = NDArray[np.float32]

_DIRECTIONS = np.array([sine_cosine(22.5 * i + 11.25) for i in range(16)], np.float32)
_CELLS = 1 << 16


@dataclass(frozen=True)
class Clouds:
    """Gradient noise in octaves, each half as large as the one before and `roughness` times as strong.

    Ken Perlin, "Improving Noise" (2002), with sixteen gradients in the plane that are chosen by a hash of the
    lattice's nodes. `scale`: how far the nodes of the first octave are apart, in pixels.
    """

    scale: float
    octaves: int
    roughness: float
    seed: int

    def bands(self, box: Box) -> Iterator[tuple[slice, Field]]:
        """Bands of rows, (h, w) float32, about -1..1: mean 0, and the same spread whatever the octaves."""
        strengths = [1.0]
        while len(strengths) < self.octaves and self.scale >= 2 ** len(strengths):
            strengths.append(strengths[-1] * self.roughness)
        power = np.float32(0.0)
        for each in strengths:
            power += np.float32(each * each)
        whole = np.float32(1.0) / np.sqrt(power)
        rows = max(1, _CELLS // max(1, box.size[0]))
        layers = [_Octave(self.scale / 2**i, self.seed, i, box) for i in range(len(strengths))]
        for top in range(box.top, box.bottom, rows):
            band = slice(top, min(top + rows, box.bottom))
            total = np.zeros((band.stop - band.start, box.size[0]), np.float32)
            for strength, layer in zip(strengths, layers, strict=True):
                layer.add(band, np.float32(strength) * whole * np.float32(1.5), total)
            yield slice(band.start - box.top, band.stop - box.top), total


class _Octave:
    """One octave of a box: between two rows of nodes it is a sum of four products.

    Along a row of nodes the gradients' x parts, times the distance, and their y parts are each interpolated
    once for all rows of pixels in between.
    """

    def __init__(self, scale: float, seed: int, octave: int, box: Box) -> None:
        self._scale, self._seed, self._octave = scale, seed, octave
        self._columns, self._weights, self._offsets = _split(box.left, box.right, scale)
        self._left = int(self._columns.min())
        self._nodes = int(self._columns.max()) - self._left + 2
        self._known: dict[int, tuple[Field, Field]] = {}

    def add(self, band: slice, strength: np.float32, total: Field) -> None:
        """Adds the octave's part of a band of rows."""
        rows, weights, offsets = _split(band.start, band.stop, self._scale)
        for node in np.unique(rows).tolist():
            chosen = rows == node
            here = slice(int(np.argmax(chosen)), int(np.argmax(chosen)) + int(chosen.sum()))
            weight, offset = weights[here, None], offsets[here, None]
            above, below = self._row(node), self._row(node + 1)
            one = np.float32(1.0)
            up, down = (one - weight) * strength, weight * strength
            part = above[0] * up
            part += above[1] * (up * offset)
            part += below[0] * down
            part += below[1] * (down * (offset - one))
            total[here] += part
        self._known = {node: row for node, row in self._known.items() if node >= int(rows[-1])}

    def _row(self, node: int) -> tuple[Field, Field]:
        """What a row of nodes gives at the columns: (x parts, y parts to be multiplied by the distance)."""
        if node not in self._known:
            box = Box(self._left, node, self._left + self._nodes, node + 1)
            bits = random_bits(box, self._seed, self._octave)[0] >> np.uint32(28)
            x, y = _DIRECTIONS[bits, 0], _DIRECTIONS[bits, 1]
            index, weight, offset = self._columns - self._left, self._weights, self._offsets
            one = np.float32(1.0)
            across = (one - weight) * (x[index] * offset) + weight * (x[index + 1] * (offset - one))
            self._known[node] = across, (one - weight) * y[index] + weight * y[index + 1]
        return self._known[node]


def _split(first: int, last: int, scale: float) -> tuple[NDArray[np.int64], Field, Field]:
    """For pixels first..last-1: the node before each, the weight of the next one, the distance in cells."""
    place = (np.arange(first, last) + 0.5) / scale
    node = np.floor(place)
    share = place - node
    weight = share * share * share * (share * (share * 6.0 - 15.0) + 10.0)
    return node.astype(np.int64), weight.astype(np.float32), share.astype(np.float32)
