"""Any run of point operations as one look-up table.

Operations that treat channels apart need 256 entries a channel. Where the others are linear in colour
(saturation, hue), a matrix follows those entries. Both are exact to the rounding. What mixes channels in
other ways is, for the viewport, a cube between two sets of curves: position curves from the pixel's value
into the cube, the cube of codes, tone curves from code to result. Leading and trailing separable operations
live in the curves. A cube only comes near; export asks the operations themselves (`render.apply`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from fotofun.operation import PointOperation
from fotofun.raster import Colours

NODES = 33
STEPS = 256  # positions between two nodes
CODES = 8191  # 13 bits: a code times a weight of up to 256 fits a lane of 21 bits
NODE_RANGE = (-1.0, 4.0)  # what may enter the cube; sRGB-encoded 4 is about five stops over white
SEEN_RANGE = (-1.0, 2.0)
LONGEST_REMEMBERED = 400  # each of a run asks for the one before
TONE_SAMPLES = 2048  # the least width of a texture that every WebGL2 allows


@dataclass(frozen=True, eq=False)
class Curves:
    """A table for operations that treat channels apart. `results`: (256, 3) float64, clipped to 0..1."""

    results: Colours

    def bytes(self) -> NDArray[np.uint8]:
        """(256, 3) uint8, rounded half up."""
        return to_bytes(self.results)


@dataclass(frozen=True, eq=False)
class Linear:
    """A table for operations that mix channels by a matrix: exact, and quick to make and to draw.

    `entering`: (256, 3) float64, what the channels are before they mix. `matrix`: (3, 3), from an entering
    colour to the result, to which `offset`, (3,), is added.
    """

    operations: tuple[PointOperation, ...]
    entering: Colours
    matrix: Colours
    offset: Colours


@dataclass(frozen=True, eq=False)
class Cube:
    """A table for operations that mix channels in any way, made from them when it is needed.

    `positions`: (256, 3) uint16, 0..(NODES - 1) * STEPS. `codes`: (NODES**3, 3) uint16, 0..CODES, red
    fastest. `tone_samples`: (TONE_SAMPLES, 3) float64, 0..1, for textures.
    """

    operations: tuple[PointOperation, ...]

    @property
    def positions(self) -> NDArray[np.uint16]:
        """Where in the cube a channel's value lies."""
        return self._made[0]

    @property
    def codes(self) -> NDArray[np.uint16]:
        """The cube's nodes."""
        return self._made[1]

    @property
    def tone_samples(self) -> Colours:
        """The results of evenly spaced codes."""
        return self._made[2]

    @cached_property
    def _made(self) -> tuple[NDArray[np.uint16], NDArray[np.uint16], Colours]:
        before, mixing, after = split(self.operations)
        entering = chain(before, ramp())
        low, high = np.clip((entering.min(), entering.max()), *NODE_RANGE)
        high = max(high, low + 1e-3)
        share = (np.clip(entering, low, high) - low) / (high - low)
        axis = low + (high - low) * (np.arange(NODES) / (NODES - 1))
        leaving = _at_nodes(tuple(mixing), tuple(axis.tolist()))
        if not after:  # clipped anyway; the codes are spent on what can be seen, and on cells at the border
            leaving = np.clip(leaving, *SEEN_RANGE)
        least, most = leaving.min(), max(leaving.max(), leaving.min() + 1.0)
        codes = least + (most - least) * (np.arange(TONE_SAMPLES) / (TONE_SAMPLES - 1))
        tones = chain(after, np.repeat(codes[:, np.newaxis], 3, axis=1))
        return (
            round_half_up(share * ((NODES - 1) * STEPS)).astype(np.uint16),
            round_half_up((leaving - least) / (most - least) * CODES).astype(np.uint16),
            np.clip(tones, 0.0, 1.0),
        )


Table = Curves | Linear | Cube


def ramp() -> Colours:
    """Every value of a pixel, for all channels: (256, 3) float64, 0..1."""
    return np.repeat(np.arange(256)[:, np.newaxis] / 255.0, 3, axis=1)


def fuse(operations: Sequence[PointOperation]) -> Table:
    """One table for the operations in their order; the same object for the same operations."""
    return _fused(tuple(operations))


@lru_cache(maxsize=16)
def _fused(operations: tuple[PointOperation, ...]) -> Table:
    before, mixing, after = split(operations)
    entering = chain(before, ramp())
    if not mixing:
        return Curves(np.clip(entering, 0.0, 1.0))
    if not after and all(each.linear for each in mixing):
        offset = chain(mixing, np.zeros(3))
        matrix = (chain(mixing, np.eye(3)) - offset).T
        return Linear(operations, entering, matrix, offset)
    return Cube(operations)


@lru_cache(maxsize=8)
def _at_nodes(operations: tuple[PointOperation, ...], axis: tuple[float, ...]) -> Colours:
    """What the operations make of a cube's nodes, (NODES**3, 3), red fastest.

    Where one more operation joins a long run, or the last one changes, only that one is evaluated.
    """
    if 0 < len(operations) <= LONGEST_REMEMBERED:
        leaving = operations[-1].transform(_at_nodes(operations[:-1], axis))
    else:
        blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
        leaving = chain(operations, np.stack([red, green, blue], axis=-1).reshape(-1, 3))
    leaving.flags.writeable = False
    return leaving


def split(
    operations: Sequence[PointOperation],
) -> tuple[Sequence[PointOperation], Sequence[PointOperation], Sequence[PointOperation]]:
    """(before, mixing, after): the separable operations at the start and at the end, and all between."""
    before = list(takewhile(lambda each: each.separable, operations))
    rest = operations[len(before) :]
    after = list(takewhile(lambda each: each.separable, reversed(rest)))[::-1]
    return before, rest[: len(rest) - len(after)], after


def chain(operations: Sequence[PointOperation], rgb: Colours) -> Colours:
    """The operations one after the other in float64, with nothing clipped between."""
    for each in operations:
        rgb = each.transform(rgb)
    return rgb


def to_bytes(colours: Colours) -> NDArray[np.uint8]:
    """0..1 to 0..255, rounded half up."""
    return round_half_up(colours * 255.0).astype(np.uint8)


def round_half_up(values: Colours) -> Colours:
    """Rounds; what is a half but for the last bits goes up, so that no machine's last bit decides."""
    return np.floor(values + (0.5 + 1e-9))
