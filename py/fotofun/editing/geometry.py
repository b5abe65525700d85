"""Mapping a whole document: every layer, mask, selection and channel goes where its positions go."""

from dataclasses import replace

import numpy as np

from fotofun.document.document import Channel, Document
from fotofun.document.layer import AdjustmentLayer, AnyLayer, GeneratedLayer, LayerMask, PixelLayer
from fotofun.document.tree import changed
from fotofun.imaging.blur import gaussian
from fotofun.imaging.matrices import IDENTITY, bounds, multiply, translate
from fotofun.imaging.warp import warp
from fotofun.operation import Mapping, Matrix, Resampling
from fotofun.raster import Box, Pixels, Plane, Size

SHARPEN_RADIUS = 0.5


def mapped(document: Document, mapping: Mapping) -> Document:
    """The document after a geometry operation.

    Turns by any angle and changes of perspective are kept as the layers' matrices, so that several are
    resampled once; what is upright (crops, flips, quarter turns, sizes) is carried out at once.
    """
    matrix, size = mapping.matrix, mapping.size
    frame = Box.of(size)
    # A map of the old frame onto the new one loses nothing; other maps cut, unless they hide.
    cuts = not mapping.hide and bounds(matrix, document.size) != frame
    stretch = _stretch(matrix)

    def layer_mapped(layer: AnyLayer) -> AnyLayer:
        if layer.mask and layer.mask.linked:
            layer = replace(layer, mask=_mask_mapped(layer.mask, mapping, frame))
        if stretch and stretch != (1.0, 1.0):
            layer = replace(layer, effects=tuple(effect.scaled(*stretch) for effect in layer.effects))
        match layer:
            case PixelLayer():
                return _pixels_mapped(layer, mapping, frame if cuts else None)
            case GeneratedLayer():
                return _content_mapped(layer, matrix, size, stretch)
            case AdjustmentLayer() if stretch and stretch != (1.0, 1.0):
                return replace(layer, operation=layer.operation.scaled(*stretch))
        return layer

    def plane_mapped(plane: Plane) -> Plane:
        return Plane(warp(plane.data, matrix, frame, _soft(mapping)))

    return replace(
        document,
        width=size[0],
        height=size[1],
        layers=changed(document.layers, layer_mapped),
        selection=plane_mapped(document.selection) if document.selection else None,
        channels=tuple(Channel(each.name, plane_mapped(each.plane)) for each in document.channels),
    )


def _pixels_mapped(layer: PixelLayer, mapping: Mapping, cut: Box | None) -> PixelLayer:
    total = multiply(mapping.matrix, layer.matrix)
    height, width = layer.pixels.data.shape[:2]
    if not mapping.hide and not _is_upright(mapping.matrix) and not mapping.sharpen:
        return replace(layer, matrix=total, resampling=mapping.resampling)
    if mapping.hide and _is_upright(total):
        return replace(layer, matrix=total, resampling=mapping.resampling)
    box = bounds(total, (width, height))
    if cut:
        box = box.intersect(cut)
    if box.is_empty:
        box = cut or Box(0, 0, 1, 1)
    pixels = warp(layer.pixels.data, total, box, mapping.resampling)
    if mapping.sharpen:
        pixels = _sharpened(pixels, mapping.sharpen)
    corner = translate(box.left, box.top) if (box.left, box.top) != (0, 0) else IDENTITY
    return replace(layer, pixels=Plane(pixels), matrix=corner)


def _content_mapped(
    layer: GeneratedLayer, matrix: Matrix, size: Size, stretch: tuple[float, float] | None
) -> GeneratedLayer:
    if layer.content.kind == "fill":
        content = layer.content.scaled(*stretch) if stretch else layer.content
        return replace(layer, content=content, size=size, matrix=IDENTITY)
    if stretch and layer.matrix == IDENTITY:
        return replace(layer, content=layer.content.scaled(*stretch), size=size)
    return replace(layer, matrix=multiply(matrix, layer.matrix))


def _mask_mapped(mask: LayerMask, mapping: Mapping, frame: Box) -> LayerMask:
    total = multiply(mapping.matrix, mask.matrix)
    if not _is_upright(mapping.matrix):
        return replace(mask, matrix=total)
    plane = Plane(warp(mask.plane.data, total, frame, _soft(mapping), mask.outside))
    return replace(mask, plane=plane, matrix=IDENTITY)


def _soft(mapping: Mapping) -> Resampling:
    return "nearest" if mapping.resampling == "nearest" else "bilinear"


def _sharpened(pixels: Pixels, percent: float) -> Pixels:
    """Unsharp mask of a small radius; alpha stays."""
    soft = gaussian(pixels, SHARPEN_RADIUS)
    result = pixels.copy()
    for top in range(0, len(pixels), 256):
        band = slice(top, top + 256)
        sharp = pixels[band, :, :3].astype(np.int32)
        detail = (sharp - soft[band, :, :3]) * round(percent * 256 / 100)
        result[band, :, :3] = np.clip(sharp + ((detail + 128) >> 8), 0, 255)
    return result


def _is_upright(matrix: Matrix) -> bool:
    (a, b, _), (c, d, _), last = matrix
    return last == (0.0, 0.0, 1.0) and ((b == 0.0 and c == 0.0) or (a == 0.0 and d == 0.0))


def _stretch(matrix: Matrix) -> tuple[float, float] | None:
    """By how much a map stretches both ways, if that is all it does."""
    (a, b, x), (c, d, y), last = matrix
    plain = last == (0.0, 0.0, 1.0) and b == c == x == y == 0.0 and a > 0.0 and d > 0.0
    return (a, d) if plain else None
