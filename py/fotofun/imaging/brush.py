"""What a brush leaves along a stroke: round dabs, close together, that add up smoothly."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fotofun.raster import Box, Mask

LEAST_STEP = 0.5  # pixels between two dabs
MOST_DABS = 100_000


class Dab(NamedTuple):
    """One touch of the tip: its middle, its radius in pixels, and how much it covers, 0..1."""

    x: float
    y: float
    radius: float
    flow: float


@dataclass(frozen=True)
class Tip:
    """A round tip. `size` is its diameter in pixels; shares are 0..1.

    `hardness`: the part of the radius that covers fully. `spacing`: between dabs, of the size. `smoothing`:
    how much a shaky line is calmed. Pressure may set the size, the flow, or both.
    """

    size: float
    hardness: float = 1.0
    spacing: float = 0.1
    flow: float = 1.0
    smoothing: float = 0.0
    pressure_sizes: bool = False
    pressure_flows: bool = False
    aliased: bool = False


def dabs(points: Sequence[tuple[float, ...]], tip: Tip) -> list[Dab]:
    """The dabs of a stroke through points (x, y, pressure 0..1), evenly spaced along it.

    A stroke longer than MOST_DABS dabs gets wider spaces.
    """
    if not points:
        return []
    line = np.asarray(points, np.float64)
    if line.shape[1] == 2:
        line = np.column_stack([line, np.ones(len(line))])
    line = _calmed(line, tip.smoothing)
    steps = np.diff(line[:, :2], axis=0)
    lengths = np.concatenate([[0.0], np.cumsum(np.sqrt(steps[:, 0] ** 2 + steps[:, 1] ** 2))])
    step = max(tip.size * tip.spacing, LEAST_STEP, lengths[-1] / MOST_DABS)
    places = np.arange(int(lengths[-1] / step) + 1) * step
    x, y, pressure = (np.interp(places, lengths, line[:, column]) for column in range(3))
    # Dabs overlap: each covers so much less that a slow spot and a quick one come out alike.
    flow = 1.0 if tip.aliased else tip.flow
    radii = tip.size / 2.0 * (pressure if tip.pressure_sizes else np.ones_like(pressure))
    flows = flow * (pressure if tip.pressure_flows else np.ones_like(pressure))
    made = zip(x.tolist(), y.tolist(), radii.tolist(), flows.tolist(), strict=True)
    return [Dab(*each) for each in made if each[2] > 0.0 and each[3] > 0.0]


def bounds(stroke: Sequence[Dab]) -> Box:
    """The least box that all dabs lie in; empty without dabs."""
    box = Box(0, 0, 0, 0)
    for index, dab in enumerate(stroke):
        box = dab_box(dab) if index == 0 else box.union(dab_box(dab))
    return box


def dab_box(dab: Dab) -> Box:
    """The box that a dab lies in."""
    reach = dab.radius + 0.5
    return Box(
        math.floor(dab.x - reach),
        math.floor(dab.y - reach),
        math.ceil(dab.x + reach),
        math.ceil(dab.y + reach),
    )


def shape(dab: Dab, tip: Tip, box: Box) -> NDArray[np.float32]:
    """How much a dab covers of each pixel of a box, 0..1, without its flow.

    Full within the hard part, then falling by the smoothstep 3 t^2 - 2 t^3 to nothing at the rim; the rim of
    a hard tip is one pixel wide.
    """
    across = np.arange(box.left, box.right, dtype=np.float32) + np.float32(0.5 - dab.x)
    down = np.arange(box.top, box.bottom, dtype=np.float32) + np.float32(0.5 - dab.y)
    distance = np.sqrt(across * across + (down * down)[:, np.newaxis])
    if tip.aliased:
        return np.asarray(distance <= max(dab.radius, 0.5), np.float32)
    outer = np.float32(dab.radius + 0.5)
    inner = np.float32(min(tip.hardness * dab.radius, dab.radius - 0.5))
    share = np.clip((outer - distance) / (outer - inner), np.float32(0.0), np.float32(1.0))
    small = np.float32(min(1.0, (2.0 * dab.radius) ** 2))  # a tip smaller than a pixel covers part of one
    covered: NDArray[np.float32] = share * share * (np.float32(3.0) - np.float32(2.0) * share) * small
    return covered


def coverage(stroke: Sequence[Dab], tip: Tip, box: Box) -> Mask:
    """What a stroke covers of a box: (h, w) uint8. Each dab covers its flow of what is still bare."""
    width, height = box.size
    bare = np.ones((height, width), np.float32)
    for dab in stroke:
        part = dab_box(dab).intersect(box)
        if not part.is_empty:
            spot = bare[part.shift(-box.left, -box.top).slices]
            spot *= np.float32(1.0) - np.float32(dab.flow) * shape(dab, tip, part)
    levels = np.floor((np.float32(1.0) - bare) * np.float32(255.0) + np.float32(0.5))
    return np.asarray(levels, np.uint8)


def _calmed(line: NDArray[np.float64], smoothing: float) -> NDArray[np.float64]:
    """The line with each point drawn towards the middle of its neighbours, several times; ends stay."""
    share = smoothing / 2.0
    for _ in range(8 if smoothing else 0):
        middle = (line[:-2] + line[2:]) / 2.0
        line = np.concatenate([line[:1], line[1:-1] + share * (middle - line[1:-1]), line[-1:]])
    return line
