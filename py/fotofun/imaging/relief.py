"""Shapes lit from the side, as if they stood out: bevels and embossing."""

import numpy as np
from numpy.typing import NDArray

from fotofun.exact import sine_cosine
from fotofun.imaging.distance import distance
from fotofun.imaging.strips import strips
from fotofun.raster import Mask

Height = NDArray[np.uint16]
"""(H, W) uint16, 0 at the foot to `TOP`."""

TOP = 65280


def inner_height(shape: Mask, reach: float) -> Height:
    """How deep each pixel lies in the shape: 0 at its edge and outside, `TOP` from `reach` pixels on."""
    return _risen(distance(shape < 128, reach + 1.0), reach)


def outer_height(shape: Mask, reach: float) -> Height:
    """How near each pixel outside lies to the shape: `TOP` inside, 0 from `reach` pixels on."""
    return TOP - _risen(distance(shape >= 128, reach + 1.0), reach)


def _risen(away: NDArray[np.float32], reach: float) -> Height:
    """Heights from distances; pixels next to an edge are half a pixel from it."""
    height = np.empty(away.shape, np.uint16)
    for rows in strips(away.shape):
        level = np.clip((away[rows] - np.float32(0.5)) / np.float32(reach), np.float32(0.0), np.float32(1.0))
        height[rows] = (level * np.float32(TOP) + np.float32(0.5)).astype(np.uint16)
    return height


def rounded_over(height: Height) -> Height:
    """Heights whose slope fades at foot and top: h²(3 - 2h)."""
    level = np.arange(65536) / TOP
    table = np.minimum(level, 1.0)
    table = np.floor(table * table * (3.0 - 2.0 * table) * TOP + 0.5).astype(np.uint16)
    return table[height]


def smoothed(field: NDArray[np.uint16], radius: int) -> NDArray[np.uint16]:
    """Two box means after one another, in 16 bits, edges extended; depends on 2 radius pixels around each."""
    if radius < 1:
        return field
    for _ in range(2):
        for axis in (0, 1):
            field = _mean(field, radius, axis)
    return field


def _mean(field: NDArray[np.uint16], radius: int, axis: int) -> NDArray[np.uint16]:
    """The mean of 2 radius + 1 pixels along an axis."""
    width = 2 * radius + 1
    result = np.empty_like(field)
    for part in strips(field.shape) if axis else strips(field.shape[::-1]):
        lines = field[part] if axis else field[:, part]
        edges = [(0, 0), (0, 0)]
        edges[axis] = (radius + 1, radius)
        sums = np.cumsum(np.pad(lines, edges, mode="edge"), axis=axis, dtype=np.uint32)
        if axis:
            result[part] = (sums[:, width:] - sums[:, :-width] + np.uint32(radius)) // np.uint32(width)
        else:
            result[:, part] = (sums[width:] - sums[:-width] + np.uint32(radius)) // np.uint32(width)
    return result


def lit(height: Height, steepness: float, azimuth: float, altitude: float) -> NDArray[np.uint16]:
    """How bright a relief is, (H, W) uint16: `FLAT` where it is level, less in shadow, up to 2 `FLAT`.

    Lambert's law, N . L, for a far light at `azimuth` (90° is above) and `altitude`, less what a level place
    gets, as a share of the most that can be gained or lost. `steepness`: pixels that `TOP` stands high.
    """
    sine, cosine = sine_cosine(azimuth)
    up, level = sine_cosine(altitude)
    scale = np.float32(steepness / TOP / 2.0)
    across, down, upward = np.float32(cosine * level), np.float32(-sine * level), np.float32(up)
    gain, loss = np.float32(FLAT / max(1.0 - up, 0.05)), np.float32(FLAT / max(up, 0.05))
    padded = np.pad(height, 1, mode="edge").astype(np.int32)
    result = np.empty(height.shape, np.uint16)
    one, flat = np.float32(1.0), np.float32(FLAT)
    for rows in strips(height.shape):
        part = padded[rows.start : rows.stop + 2]
        x = (part[1:-1, :-2] - part[1:-1, 2:]).astype(np.float32) * scale
        y = (part[:-2, 1:-1] - part[2:, 1:-1]).astype(np.float32) * scale
        shade = (x * across + y * down + upward) / np.sqrt(x * x + y * y + one) - upward
        change = np.where(shade > 0, np.minimum(shade * gain, flat), np.maximum(shade * loss, -flat))
        result[rows] = (change + (flat + np.float32(0.5))).astype(np.uint16)
    return result


FLAT = 4080
"""What `lit` gives a level place; a multiple of 255."""
