"""A smooth function of colours, interpolated where in the cube of colours that is exact enough."""

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Colours
from fotofun.render.memo import Levels
from fotofun.render.table import CODES, NODES, SEEN_RANGE, STEPS, Chain, round_half_up, to_bytes

CELLS = NODES - 1  # along each axis
TOLERANCE = 0.2  # levels: what interpolation may miss at a probe; half a level more is lost in rounding
LANE = 21  # bits per channel in a packed node: 13 of code, 8 of weight
STRIDES = (1, NODES, NODES * NODES)  # red, green, blue
UNKNOWN, SMOOTH, ROUGH = 0, 1, 2
PROBES = np.array(
    [(0.5, 0.5, 0.5), *((r, g, b) for r in (0.27, 0.73) for g in (0.27, 0.73) for b in (0.27, 0.73))]
)  # where in a cell interpolation is tried out


class Cells:
    """`function` on colours: interpolated where a cell's probes agree with it, itself everywhere else.

    A cell is about 8 levels wide. Whether it is smooth is decided when its first colour comes, by the cell
    alone, so that the results do not depend on what else there is in a picture.
    """

    def __init__(self, function: Chain) -> None:
        self._function = function
        self._state = np.zeros(CELLS**3, np.uint8)
        self._known = np.zeros(NODES**3, bool)
        self._nodes = np.zeros(NODES**3, np.uint64)

    def __call__(self, levels: Levels) -> Levels:
        """The results for colours, (n, 3) uint8, rounded half up, within 1 of the function's value."""
        cell, share = _PLACES[levels], _SHARES[levels]
        index = cell[:, 0] + CELLS * (cell[:, 1] + CELLS * cell[:, 2])
        state = self._state[index]
        if not state.all():
            self._explore(np.unique(index[state == UNKNOWN]))
            state = self._state[index]
        smooth = state == SMOOTH
        if smooth.all():
            return _TONES[self._interpolated(cell, share)]
        results = np.empty_like(levels)
        results[smooth] = _TONES[self._interpolated(cell[smooth], share[smooth])]
        results[~smooth] = evaluated(self._function, levels[~smooth])
        return results

    def _explore(self, indices: NDArray[np.intp]) -> None:
        """Decides about cells."""
        cell = np.stack([indices % CELLS, indices // CELLS % CELLS, indices // (CELLS * CELLS)], axis=-1)
        self._make_nodes(cell)
        probes = (cell[:, np.newaxis] + PROBES).reshape(-1, 3)
        exact = np.clip(self._function(probes / CELLS), 0.0, 1.0) * 255.0
        share = np.rint((probes - np.floor(probes)) * STEPS).astype(np.int32)
        codes = self._interpolated(np.repeat(cell, len(PROBES), axis=0), share)
        away = np.abs(_LEVELS[codes] - exact).reshape(len(indices), -1).max(axis=1)
        self._state[indices] = np.where(away <= TOLERANCE, SMOOTH, ROUGH)

    def _make_nodes(self, cell: NDArray[np.intp]) -> None:
        """Evaluates the corners of cells that are not known yet."""
        corners = np.array([(r, g, b) for r in (0, 1) for g in (0, 1) for b in (0, 1)])
        around = ((cell[:, np.newaxis] + corners) * np.array(STRIDES)).sum(axis=-1)
        nodes = np.unique(around)
        nodes = nodes[~self._known[nodes]]
        places = np.stack([nodes % NODES, nodes // NODES % NODES, nodes // (NODES * NODES)], axis=-1)
        low, high = SEEN_RANGE
        results = np.clip(self._function(places / CELLS), low, high)
        codes = round_half_up((results - low) / (high - low) * CODES).astype(np.uint64)
        self._nodes[nodes] = codes[:, 0] | codes[:, 1] << np.uint64(LANE) | codes[:, 2] << np.uint64(2 * LANE)
        self._known[nodes] = True

    def _interpolated(self, cell: NDArray[np.intp], share: NDArray[np.int32]) -> NDArray[np.intp]:
        """Codes by tetrahedral interpolation: of a cell's eight nodes the four around a colour.

        Sorting the fractions gives the way from the cell's lowest node to its highest, one axis at a time;
        the weights are the differences between neighbouring fractions. Greys stay on the grey axis.
        """
        node = cell[:, 0] + NODES * (cell[:, 1] + NODES * cell[:, 2])
        red, green, blue = (np.ascontiguousarray(share[:, channel]) for channel in range(3))
        order = (red >= green).view(np.uint8) + 2 * (green >= blue).view(np.uint8)
        order += 4 * (blue >= red).view(np.uint8)
        most = np.maximum(np.maximum(red, green), blue)
        least = np.minimum(np.minimum(red, green), blue)
        middle = red + green + blue - most - least
        total = self._nodes[node] * (STEPS - most).astype(np.uint64)
        total += self._nodes[node + _FIRST[order]] * (most - middle).astype(np.uint64)
        total += self._nodes[node + _SECOND[order]] * (middle - least).astype(np.uint64)
        total += self._nodes[node + sum(STRIDES)] * least.astype(np.uint64)
        total += _HALF
        codes = np.empty(cell.shape, np.intp)
        for channel in range(3):
            codes[:, channel] = (total >> np.uint64(channel * LANE + 8)) & np.uint64(CODES)
        return codes


def evaluated(function: Chain, levels: Levels) -> Levels:
    """The function itself on colours, (n, 3) uint8, rounded half up."""
    return to_bytes(np.clip(function(levels / 255.0), 0.0, 1.0))


_POSITIONS = np.arange(256) * CELLS / 255.0
_PLACES = np.minimum(_POSITIONS.astype(np.intp), CELLS - 1)
_SHARES = np.rint((_POSITIONS - _PLACES) * STEPS).astype(np.int32)
_LEVELS: Colours = np.clip(
    (SEEN_RANGE[0] + (SEEN_RANGE[1] - SEEN_RANGE[0]) * np.arange(CODES + 1) / CODES) * 255.0, 0.0, 255.0
)
_TONES = to_bytes(_LEVELS / 255.0)
_HALF = np.uint64(sum((STEPS // 2) << (LANE * channel) for channel in range(3)))


def _ways() -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The strides to the second and third node for each of the eight outcomes of three comparisons."""
    first, second = np.zeros(8, np.intp), np.zeros(8, np.intp)
    for way in permutations(range(3)):
        red, green, blue = (way.index(channel) for channel in range(3))
        order = (red < green) + 2 * (green < blue) + 4 * (blue < red)
        first[order] = STRIDES[way[0]]
        second[order] = STRIDES[way[0]] + STRIDES[way[1]]
    return first, second


_FIRST, _SECOND = _ways()
