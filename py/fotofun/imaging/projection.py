"""Reading a picture through a projective map, tile by tile.

What shrinks is averaged first so that nothing flickers, what grows or turns is interpolated by the kernel.
A tile lies at a multiple of its size in the new plane, and nothing in it depends on what else is asked for:
a part of a warped picture equals the same part warped alone.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.imaging.alpha import premultiply, unpremultiply
from fotofun.imaging.interpolation import CELLS, HALFWAY, Fixed, Samples, as_samples, twice_as_dense
from fotofun.imaging.matrices import Matrix, apply, bounds, invert, is_affine, multiply, outline, scale
from fotofun.imaging.outline import polygon
from fotofun.imaging.resize import Resampling, resize
from fotofun.imaging.views import as_array, as_image, is_opaque, packed, unpacked
from fotofun.raster import Box, Mask, Pixels

Floats = NDArray[np.float64]

TILE = 256
LEAST_TILE = 8  # a tile that the horizon crosses is cut, down to this
SHRINK = 0.7  # below this scale a picture is first made smaller, as a whole
SPAN = 1.5  # so many old pixels may lie under a new one before it is made of several readings
READINGS = 16  # per pixel and direction, at the most
NUDGE = 1e-5  # pixels; "nearest" takes the later one of two whose border is under the middle


def project(
    pixels: Pixels, matrix: Matrix, box: Box, resampling: Resampling, result: Pixels, around: int
) -> None:
    """Writes what falls into `box` to result; pixels and result: (h, w, 4) with straight alpha, or masks."""
    shape = outline(matrix, (pixels.shape[1], pixels.shape[0]))
    reached = bounds(matrix, (pixels.shape[1], pixels.shape[0])).intersect(box)
    pixels, matrix = _shrunk(pixels, matrix, resampling)
    source = _Source(pixels, resampling)
    inverse = invert(matrix)
    for tile in _tiles(reached, inverse):
        part = tile.intersect(reached)
        under = _region(inverse, part)
        cover = None if source.holds(under, 0.0) else polygon(shape, part)
        if cover is not None and not cover.any():
            continue
        new = source.read(inverse, tile, part, under)
        if cover is not None:
            fade(new if new.ndim == 2 else new[..., 3], cover, around)
            if new.ndim == 3:
                packed(new)[new[..., 3] == 0] = 0
        result[part.shift(-box.left, -box.top).slices] = new


def fade(alpha: Mask, share: int | Mask, around: int) -> None:
    """Leaves a share, 0..255, of an alpha or a mask, and `around` for the rest; in place."""
    mixed = alpha.astype(np.int32) - around
    mixed *= share
    mixed += 127
    mixed //= 255
    alpha[...] = mixed + around


def project_nearest(
    pixels: Pixels, matrix: Matrix, inverse: Matrix, box: Box, result: Pixels, around: int
) -> None:
    """The same with the pixel under each new pixel's middle; no pixel is mixed."""
    reached = bounds(matrix, (pixels.shape[1], pixels.shape[0])).intersect(box)
    image = as_image(pixels)
    for tile in _tiles(reached, inverse):
        # From the tile's corner even where less is asked for: Pillow counts positions from there.
        part = tile.intersect(reached)
        size = part.right - tile.left, part.bottom - tile.top
        (a, b, c), (d, e, f), (g, h, i) = _seen_from(inverse, tile)
        c, f = c + NUDGE * i, f + NUDGE * i
        if g == 0.0 and h == 0.0:
            new = image.transform(size, Image.Transform.AFFINE, (a, b, c, d, e, f), fillcolor=around)
        else:
            numbers = tuple(entry / i for entry in (a, b, c, d, e, f, g, h))
            new = image.transform(size, Image.Transform.PERSPECTIVE, numbers, fillcolor=around)
        wanted = part.shift(-tile.left, -tile.top).slices
        result[part.shift(-box.left, -box.top).slices] = as_array(new)[wanted]


Region = tuple[float, float, float, float]
"""Left, top, right and bottom of what lies under a tile."""


@dataclass(frozen=True)
class _Source:
    """The picture or mask that is read."""

    pixels: Pixels
    kernel: str

    def holds(self, region: Region, margin: float) -> bool:
        """Whether a region lies inside, that far from the edge."""
        left, top, right, bottom = region
        height, width = self.pixels.shape[:2]
        near, far = margin - 1e-6, margin - 1e-6
        return left >= near and top >= near and right <= width - far and bottom <= height - far

    def read(self, inverse: Matrix, tile: Box, part: Box, under: Region) -> Pixels:
        """The pixels of a part of a tile, with straight alpha; `under` is what lies under the part."""
        across, down, least = _spans(inverse, tile)
        block = max(1, int(least)) if least >= 2.0 else 1
        readings = _readings(across / block), _readings(down / block)
        width, height = part.size
        samples = self._samples(under, block, readings == (1, 1))
        if samples is None:
            return np.zeros((height, width, 4), np.uint8)
        places = _Places(inverse, samples, free=self.holds(under, 0.51 * block))
        xs = part.left + (np.arange(width * readings[0]) + 0.5) / readings[0]
        ys = part.top + (np.arange(height * readings[1]) + 0.5) / readings[1]
        rows = max(1, CELLS // (len(xs) * readings[1]))
        values = np.empty((height, width), np.uint32)
        for top in range(0, height, rows):
            band = slice(top * readings[1], (top + rows) * readings[1])
            read = samples.read(*places.of(xs, ys[band]), single=self.pixels.ndim == 2)
            values[top : top + rows] = _averaged(read, readings)
        if self.pixels.ndim == 2:
            return values.astype(np.uint8)
        new = unpacked(values)
        return unpremultiply(new) if samples.translucent else new

    def _samples(self, region: Region, block: int, dense: bool) -> Samples | None:
        """Samples of a region, of the picture made smaller by `block`; None where all is transparent."""
        dense = dense and self.kernel in HALFWAY
        margin = len(HALFWAY[self.kernel][0]) - 1 if dense else 0
        spans, missing = [], []
        for axis in (1, 0):
            length = -(-self.pixels.shape[axis] // block)
            first = min(max(math.floor(region[1 - axis] / block - 0.5), 0), length - 1)
            last = min(max(math.floor(region[3 - axis] / block - 0.5) + 2, first + 1), length)
            spans.append((max(first - margin, 0), min(last + margin, length)))
            missing.append((max(margin - first, 0), max(last + margin - length, 0), first))
        (left, right), (top, bottom) = spans
        part = self.pixels[top * block : bottom * block, left * block : right * block]
        translucent = not is_opaque(part)
        if translucent:
            if not part[..., 3].any():
                return None
            part = premultiply(part)
        if block > 1:
            part = as_array(as_image(part).reduce(block))
        if margin:
            (before, after, _), (above, below, _) = missing
            part = np.pad(part, ((above, below), (before, after), (0, 0))[: part.ndim], mode="edge")
        origin = missing[0][2] + 0.5, missing[1][2] + 0.5
        if dense:
            return twice_as_dense(part, origin, block, self.kernel, translucent)
        return as_samples(part, origin, block, translucent)


@dataclass(frozen=True)
class _Places:
    """Where new pixels lie among samples. `free`: all of them are well inside."""

    inverse: Matrix
    samples: Samples
    free: bool

    def of(self, xs: Floats, ys: Floats) -> tuple[Fixed, Fixed]:
        """Positions in samples for the pixels at columns xs and rows ys, (len(ys), len(xs))."""
        unit = 65536.0 / self.samples.step
        if is_affine(self.inverse):
            return self._affine(0, xs, ys, unit), self._affine(1, xs, ys, unit)
        (a, b, c), (d, e, f), (g, h, i) = self.inverse
        near = 1.0 / (g * xs + (h * ys + i)[:, np.newaxis])
        return (
            self._bounded(0, (a * xs + (b * ys + c)[:, np.newaxis]) * near * unit),
            self._bounded(1, (d * xs + (e * ys + f)[:, np.newaxis]) * near * unit),
        )

    def _affine(self, axis: int, xs: Floats, ys: Floats, unit: float) -> Fixed:
        """Columns and rows add up: each is rounded to 1/65536 by itself, wherever the tile lies."""
        by_x, by_y, offset = self.inverse[axis]
        columns = np.floor(by_x * xs * unit + 0.5).astype(np.int64)
        rows = np.floor((by_y * ys + offset) * unit + 0.5).astype(np.int64)
        start = columns[0] - round(self.samples.first[axis] * 65536.0)
        rows = np.clip(rows + start, -_FAR, _FAR).astype(np.int32)
        places: Fixed = (columns - columns[0]).astype(np.int32) + rows[:, np.newaxis]
        if not self.free:
            np.maximum(places, 0, out=places)
            np.minimum(places, self.samples.last[axis] << 16, out=places)
        return places

    def _bounded(self, axis: int, places: Floats) -> Fixed:
        places -= round(self.samples.first[axis] * 65536.0)
        np.maximum(places, 0.0, out=places)
        np.minimum(places, float(self.samples.last[axis] << 16), out=places)
        return places.astype(np.int32)


_FAR = 1 << 29


def _readings(span: float) -> int:
    """How many readings make a new pixel that is so many samples wide."""
    return min(max(math.ceil(span / SPAN), 1), READINGS)


def _averaged(values: NDArray[np.uint32], readings: tuple[int, int]) -> NDArray[np.uint32]:
    """The mean of the readings of each pixel."""
    if readings == (1, 1):
        return values
    image = as_image(unpacked(values)).reduce(readings)
    return packed(as_array(image))


def _tiles(reached: Box, inverse: Matrix) -> Iterator[Box]:
    """The tiles that a box touches, as far as they are in front of the horizon."""
    for top in range(reached.top // TILE * TILE, reached.bottom, TILE):
        for left in range(reached.left // TILE * TILE, reached.right, TILE):
            yield from _in_front(Box(left, top, left + TILE, top + TILE), inverse, reached)


def _in_front(tile: Box, inverse: Matrix, reached: Box) -> Iterator[Box]:
    g, h, i = inverse[2]
    depths = [g * x + h * y + i > 0.0 for x in (tile.left, tile.right) for y in (tile.top, tile.bottom)]
    if tile.intersect(reached).is_empty or not any(depths):
        return
    if all(depths):
        yield tile
    elif tile.size[0] > LEAST_TILE:
        half = tile.size[0] // 2
        for top in (tile.top, tile.top + half):
            for left in (tile.left, tile.left + half):
                yield from _in_front(Box(left, top, left + half, top + half), inverse, reached)


def _region(inverse: Matrix, part: Box) -> Region:
    """The least upright rectangle that lies under a rectangle in front of the horizon."""
    points = [apply(inverse, (x, y)) for x in (part.left, part.right) for y in (part.top, part.bottom)]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _spans(inverse: Matrix, tile: Box) -> tuple[float, float, float]:
    """How many old pixels at most lie under a new one's width and height, and at least in any direction.

    From the derivatives at the tile's corners; the least span is the lesser singular value.
    """
    (a, b, _), (d, e, _), (g, h, i) = inverse
    across = down = 0.0
    least = math.inf
    for x in (tile.left, tile.right):
        for y in (tile.top, tile.bottom):
            depth = g * x + h * y + i
            u, v = apply(inverse, (x, y))
            ux, vx, uy, vy = ((n / depth) for n in (a - g * u, d - g * v, b - h * u, e - h * v))
            across = max(across, math.sqrt(ux * ux + vx * vx))
            down = max(down, math.sqrt(uy * uy + vy * vy))
            size, area = ux * ux + vx * vx + uy * uy + vy * vy, abs(ux * vy - vx * uy)
            greatest = math.sqrt((size + math.sqrt(max(size * size - 4.0 * area * area, 0.0))) / 2.0)
            least = min(least, area / greatest)
    return across, down, least


def _shrunk(pixels: Pixels, matrix: Matrix, resampling: Resampling) -> tuple[Pixels, Matrix]:
    """A smaller picture, and the map that lays it like the old one, where an affine map shrinks much."""
    if not is_affine(matrix):
        return pixels, matrix
    (a, b, _), (d, e, _), _ = matrix
    old = pixels.shape[1], pixels.shape[0]
    factors = math.sqrt(a * a + d * d), math.sqrt(b * b + e * e)
    width, height = (
        length if factor >= SHRINK else max(1, math.ceil(length * factor))
        for length, factor in zip(old, factors, strict=True)
    )
    if (width, height) == old:
        return pixels, matrix
    smaller = resize(pixels, (width, height), resampling)
    return smaller, multiply(matrix, scale(old[0] / width, old[1] / height))


def _seen_from(inverse: Matrix, tile: Box) -> list[tuple[float, float, float]]:
    """The map for positions that are counted from a tile's corner."""
    return [(x, y, x * tile.left + y * tile.top + offset) for x, y, offset in inverse]
