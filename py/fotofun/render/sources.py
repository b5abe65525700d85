"""A layer's own pixels and its mask, as they lie in the document, before anything is blended."""

from functools import reduce

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fotofun.document.layer import AnyLayer, GeneratedLayer, LayerMask, PixelLayer
from fotofun.document.tree import walk
from fotofun.imaging.blur import gaussian
from fotofun.imaging.matrices import bounds, is_integer_translation, multiply, translate
from fotofun.imaging.warp import warp
from fotofun.operation import Matrix, Resampling
from fotofun.raster import Box, Mask, Pixels, Plane, Size
from fotofun.render.apply import Applier
from fotofun.render.cache import CACHE
from fotofun.render.table import fuse

RESAMPLING: Resampling = "bicubic"


def extent(layer: PixelLayer | GeneratedLayer) -> Box:
    """The rectangle of the document, possibly reaching beyond it, outside which a layer has no pixels."""
    if isinstance(layer, PixelLayer):
        height, width = layer.pixels.data.shape[:2]
        return bounds(layer.matrix, (width, height))
    box = layer.content.bounds(layer.size)
    if is_integer_translation(layer.matrix):
        return box.shift(*offset(layer.matrix))
    moved = _after_translation(layer.matrix, box.left, box.top)
    return bounds(moved, box.size)


def visible(*layers: AnyLayer) -> Box | None:
    """The rectangle of the document outside which layers, and what is in them, are fully transparent.

    None where they are everywhere, or have no pixels.
    """
    inner = [each for each in walk(layers) if isinstance(each, PixelLayer | GeneratedLayer)]
    boxes = [box for box in map(_visible, inner) if not box.is_empty]
    return reduce(Box.union, boxes) if boxes else None


def _visible(layer: PixelLayer | GeneratedLayer) -> Box:
    if isinstance(layer, GeneratedLayer):
        return extent(layer)
    plane = layer.pixels
    left, top, right, bottom = (
        int(each) for each in CACHE.get(("seen", plane.revision), lambda: _seen(plane)).view(np.int32)
    )
    return bounds(multiply(layer.matrix, translate(float(left), float(top))), (right - left, bottom - top))


def _seen(plane: Plane) -> NDArray[np.uint8]:
    """Left, top, right and bottom of what is not transparent, as the bytes of four int32."""
    box = Image.fromarray(plane.data[..., 3]).getbbox() or (0, 0, 0, 0)
    return np.array(box, np.int32).view(np.uint8)


def pixels_in(layer: PixelLayer | GeneratedLayer, box: Box, adjusted: bool = True) -> Pixels:
    """A layer's pixels in a box within its extent, with its own adjustments; read-only, may be a view."""
    if isinstance(layer, PixelLayer):
        found = _in_plane(layer, box)
        if adjusted and layer.adjustments:
            result = np.empty_like(found)
            Applier(fuse(layer.adjustments))(found, result)
            return result
        return found
    if is_integer_translation(layer.matrix):
        x, y = offset(layer.matrix)
        return layer.content.draw(layer.size, box.shift(-x, -y))
    drawn = layer.content.bounds(layer.size)
    moved = _after_translation(layer.matrix, drawn.left, drawn.top)
    whole = bounds(moved, drawn.size)
    made = CACHE.get(
        (layer.content, layer.size, layer.matrix),
        lambda: warp(layer.content.draw(layer.size, drawn), moved, whole, RESAMPLING),
    )
    return made[box.shift(-whole.left, -whole.top).slices]


def mask_in(mask: LayerMask | None, box: Box, size: Size) -> Mask | None:
    """How much of a layer its mask shows in a box of a document of `size`; None for all of it."""
    if mask is None or not mask.enabled:
        return None
    values = _mask_values(mask, box, size)
    if mask.density < 100.0:
        share = mask.density / 100.0
        shown = np.floor(255.0 - share * (255.0 - np.arange(256)) + 0.5).astype(np.uint8)
        values = shown[values]
    return values


def offset(matrix: Matrix) -> tuple[int, int]:
    """By how much an integer translation moves: (x, y)."""
    return round(matrix[0][2]), round(matrix[1][2])


def _mask_values(mask: LayerMask, box: Box, size: Size) -> Mask:
    height, width = mask.plane.data.shape
    if not mask.feather and is_integer_translation(mask.matrix):
        x, y = offset(mask.matrix)
        inside = box.shift(-x, -y)
        if inside == inside.intersect(Box(0, 0, width, height)):
            return mask.plane.data[inside.slices]
        return warp(mask.plane.data, mask.matrix, box, "nearest", mask.outside)

    def whole() -> Mask:
        laid = warp(mask.plane.data, mask.matrix, Box.of(size), RESAMPLING, mask.outside)
        return gaussian(laid, mask.feather) if mask.feather else laid

    key = (mask.plane.revision, mask.matrix, mask.feather, mask.outside, size)
    return CACHE.get(key, whole)[box.slices]


def _in_plane(layer: PixelLayer, box: Box) -> Pixels:
    plane, matrix = layer.pixels, layer.matrix
    height, width = plane.data.shape[:2]
    if is_integer_translation(matrix):
        x, y = offset(matrix)
        return plane.data[box.shift(-x, -y).slices]
    whole = bounds(matrix, (width, height))
    key = (plane.revision, matrix, layer.resampling)
    made = CACHE.get(key, lambda: warp(plane.data, matrix, whole, layer.resampling))
    return made[box.shift(-whole.left, -whole.top).slices]


def _after_translation(matrix: Matrix, x: int, y: int) -> Matrix:
    """The matrix for pixels whose top left corner lies at (x, y) of the plane that it lays."""
    a, b, c = ((row[0], row[1], row[0] * x + row[1] * y + row[2]) for row in matrix)
    return (a, b, c)
