"""What a filter makes of a layer where it is seen, no finer than it is seen: soon enough to follow a hand."""

import math
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from fotofun.document.document import Document
from fotofun.document.layer import PixelLayer
from fotofun.editing.frame import editable
from fotofun.imaging.matrices import chain, scale, translate
from fotofun.operation import AreaOperation, Tile
from fotofun.raster import Box, Mask, Pixels, Plane, Size
from fotofun.render.blend import mix
from fotofun.render.cache import CACHE
from fotofun.render.styles import body_of

WORTH = 0.6
"""A glimpse of more than this share of the picture's pixels would hardly come sooner than the picture."""
FINE = 0.75
"""Pixels that are seen nearly as large as they are are taken as they are."""


@dataclass(frozen=True)
class Seen:
    """The part of the document that is seen, and how many pixels of the screen one of its pixels has."""

    box: Box
    scale: float


def glimpse(document: Document, edit: AreaOperation, seen: Seen) -> Document | None:
    """The document with the part of the filtered layer that is seen; None where all of it comes as soon.

    Lengths of the filter are scaled with the picture. Beyond what is seen the layer is missing.
    """
    layer = editable(document)
    share = seen.scale if seen.scale < FINE else 1.0
    size = _scaled(document.size, share)
    across, down = size[0] / document.width, size[1] / document.height
    small_edit = edit.scaled(across, down)
    margin = small_edit.margin(size)
    # What looks at the whole picture, and effects of what the layer covers, need it all.
    needs_all = type(edit).prepare is not AreaOperation.prepare or bool(layer.effects)
    box = Box.of(size) if needs_all else _small(seen.box, across, down).grow(2).intersect(Box.of(size))
    around = box.grow(margin).intersect(Box.of(size))
    if box.is_empty or math.prod(around.size) > WORTH * math.prod(document.size):
        return None
    before = _pixels(document, layer, size, around)
    tile = Tile(around.left, around.top, size, small_edit.prepare(before) if needs_all else None)
    after = small_edit.filter(before, tile)
    inner = box.shift(-around.left, -around.top).slices
    made = _limited(document, size, before[inner], after[inner], box)
    matrix = chain(translate(box.left, box.top), scale(1.0 / across, 1.0 / down))
    filtered = replace(layer, pixels=Plane(made), matrix=matrix, resampling="bilinear", adjustments=())
    return document.with_active(filtered)


def _scaled(size: Size, share: float) -> Size:
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _small(box: Box, across: float, down: float) -> Box:
    return Box(
        math.floor(box.left * across),
        math.floor(box.top * down),
        math.ceil(box.right * across),
        math.ceil(box.bottom * down),
    )


def _pixels(document: Document, layer: PixelLayer, size: Size, box: Box) -> Pixels:
    """The layer's pixels in a box of the document at another size."""
    body = body_of(layer)
    if size == document.size:
        return np.ascontiguousarray(body(box))
    key = ("glimpse", layer.pixels.revision, layer.matrix, layer.adjustments, document.size, size)
    whole = CACHE.get(key, lambda: _reduced(body(Box.of(document.size)), size))
    return np.ascontiguousarray(whole[box.slices])


def _reduced(pixels: Pixels, size: Size) -> Pixels:
    """A smaller picture: means of squares, weighted by alpha."""
    image = Image.fromarray(pixels)
    if pixels[..., 3].all():
        return np.array(image.resize(size, Image.Resampling.BOX, reducing_gap=2.0))
    image = image.convert("RGBa").resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    return np.array(image.convert("RGBA"))


def _limited(document: Document, size: Size, before: Pixels, after: Pixels, box: Box) -> Pixels:
    """What a selection and a locked alpha leave of the result; see `editing.frame.limited`."""
    if "alpha" in document.active.locks:
        after = after.copy()
        after[..., 3] = before[..., 3]
    if document.selection is None:
        return np.ascontiguousarray(after)
    selection = document.selection

    def reduced() -> Mask:
        return np.array(Image.fromarray(selection.data).resize(size, Image.Resampling.BOX))

    small = CACHE.get(("glimpse", selection.revision, size), reduced)
    return mix(
        np.ascontiguousarray(before), np.ascontiguousarray(after), np.ascontiguousarray(small[box.slices])
    )
