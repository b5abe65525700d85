"""Resampling a picture or a mask through a projective map, into any rectangle of the new plane."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.matrices import Matrix, Point, invert, is_affine
from fotofun.imaging.projection import fade, project, project_nearest
from fotofun.imaging.resize import Resampling, resize
from fotofun.imaging.views import packed, unpacked
from fotofun.raster import Box, Pixels


def warp(pixels: Pixels, matrix: Matrix, box: Box, resampling: Resampling, outside: int = 0) -> Pixels:
    """The rectangle `box` of the plane into which a matrix (old to new positions) lays a picture.

    pixels: (H, W, 4) uint8 with straight alpha, transparent outside; or a mask, (H, W) uint8, with the value
    `outside` around it. The result has the box's height and width.

    Moves by whole pixels, flips and quarter turns copy bytes, upright scaling resizes, all else projects.
    Inside the picture nothing fades, and an edge pixel shows as much as the picture covers of it. "nearest"
    takes the pixel under the new one's middle. Raises InvalidParameter for a matrix without an inverse.
    """
    width, height = box.size
    around = outside if pixels.ndim == 2 else 0
    result = np.full((height, width, *pixels.shape[2:]), around, np.uint8)
    if box.is_empty or pixels.size == 0:
        return result
    inverse = invert(matrix)
    if _is_copy(matrix):
        _copy(pixels, matrix, box, result)
    elif resampling == "nearest":
        project_nearest(pixels, matrix, inverse, box, result, around)
    elif _is_upright(matrix):
        _scale(pixels, matrix, box, resampling, result, around)
    else:
        project(pixels, matrix, box, resampling, result, around)
    return result


def _is_upright(matrix: Matrix) -> bool:
    """Whether rows stay rows, or become columns."""
    (a, b, _), (c, d, _), _ = matrix
    return is_affine(matrix) and ((b == 0.0 and c == 0.0) or (a == 0.0 and d == 0.0))


def _is_copy(matrix: Matrix) -> bool:
    """Whether every pixel goes wholly to one new pixel."""
    (a, b, x), (c, d, y), _ = matrix
    sizes = abs(a), abs(b), abs(c), abs(d)
    whole = x == round(x) and y == round(y)
    return whole and is_affine(matrix) and sizes in ((1.0, 0.0, 0.0, 1.0), (0.0, 1.0, 1.0, 0.0))


def _oriented(pixels: NDArray[Any], matrix: Matrix) -> tuple[NDArray[Any], Point, Point]:
    """A view of a picture, and positive (factor, offset) across and down that do the rest of an upright map.

    pixels: (H, W), a number for each pixel.
    """
    (a, b, x), (c, d, y), _ = matrix
    if a == 0.0:
        pixels, a, d = pixels.T, b, c
    if a < 0.0:
        pixels, a, x = pixels[:, ::-1], -a, x + a * pixels.shape[1]
    if d < 0.0:
        pixels, d, y = pixels[::-1], -d, y + d * pixels.shape[0]
    return pixels, (a, x), (d, y)


def _copy(pixels: Pixels, matrix: Matrix, box: Box, result: Pixels) -> None:
    old, (_, x), (_, y) = _oriented(packed(pixels), matrix)
    left, top = round(x), round(y)
    part = Box(left, top, left + old.shape[1], top + old.shape[0]).intersect(box)
    if not part.is_empty:
        old = old[part.shift(-left, -top).slices]
        packed(result)[part.shift(-box.left, -box.top).slices] = old


def _scale(
    pixels: Pixels, matrix: Matrix, box: Box, resampling: Resampling, result: Pixels, around: int
) -> None:
    old, across, down = _oriented(packed(pixels), matrix)
    (left, right), (top, bottom) = _span(across, old.shape[1]), _span(down, old.shape[0])
    part = Box(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)).intersect(box)
    if part.is_empty:
        return
    # Where the picture covers an edge pixel only partly, its edge goes on beyond.
    more = [
        0 if start == round(start) and end == round(end) else math.ceil(1.0 / factor)
        for (start, end), factor in (((left, right), across[0]), ((top, bottom), down[0]))
    ]
    if any(more):
        old = np.pad(old, ((more[1], more[1]), (more[0], more[0])), mode="edge")
    region = (
        max((part.left - left) / across[0] + more[0], 0.0),
        max((part.top - top) / down[0] + more[1], 0.0),
        min((part.right - left) / across[0] + more[0], float(old.shape[1])),
        min((part.bottom - top) / down[0] + more[1], float(old.shape[0])),
    )
    straight = unpacked(np.ascontiguousarray(old))
    new = result[part.shift(-box.left, -box.top).slices]
    new[...] = resize(straight, part.size, resampling, region)
    alpha = new if new.ndim == 2 else new[..., 3]
    for column, share in _partly(left, right, part.left, part.right):
        fade(alpha[:, column], share, around)
    for row, share in _partly(top, bottom, part.top, part.bottom):
        fade(alpha[row], share, around)


def _span(axis: Point, length: int) -> Point:
    """Where a picture begins and ends along an axis; what is whole but for rounding becomes so."""
    start, end = axis[1], axis[1] + axis[0] * length
    return (
        float(round(start)) if abs(start - round(start)) < 1e-6 else start,
        float(round(end)) if abs(end - round(end)) < 1e-6 else end,
    )


def _partly(start: float, end: float, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Of the lines first..last-1 those that start..end covers partly, with how much of 255; from 0."""
    for line in sorted({first, last - 1}):
        covered = min(line + 1.0, end) - max(float(line), start)
        if covered < 1.0:
            yield line - first, math.floor(covered * 255.0 + 0.5)
