"""The document's pixels: layers blended over one another, as they are exported and seen.

Every function works on a box of the document, so that a picture can be made band by band or tile by tile.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from fotofun.document.document import Document
from fotofun.document.layer import AdjustmentLayer, AnyLayer, GroupLayer, Layers, PixelLayer
from fotofun.document.tree import walk
from fotofun.imaging.views import is_opaque
from fotofun.operation import AreaOperation, PointOperation, Tile, rgba
from fotofun.raster import Box, Mask, Pixels, Size
from fotofun.render.apply import Applier
from fotofun.render.belonging import entries, passes_through, take_leading, take_run
from fotofun.render.blend import composite, mix
from fotofun.render.coverage import coverage, percent
from fotofun.render.sources import extent, mask_in
from fotofun.render.styles import Body, body_of, composite_styled
from fotofun.render.table import fuse

BAND_PIXELS = 1 << 20

Below: TypeAlias = Callable[[Box], Pixels]
"""Gives what lies below some layers in any box of the document."""


def render(document: Document, out: Pixels) -> Iterator[float]:
    """Fills out, (H, W, 4) uint8, band by band; yields the fraction done after each band."""
    for band in _bands(document):
        out[band.slices] = composed(document, band)
        yield band.bottom / document.height


def rendered(document: Document) -> Pixels:
    """The whole picture, (H, W, 4) uint8."""
    return composed(document, Box.of(document.size))


def composed(document: Document, box: Box) -> Pixels:
    """The visible layers together in a box of the document, (h, w, 4) uint8, over its background."""
    result = compose(document.layers, box, document.size)
    if document.background is None:
        return result
    return composite(np.full_like(result, np.array(rgba(document.background), np.uint8)), result)


def compose(layers: Layers, box: Box, size: Size, below: Below | None = None) -> Pixels:
    """Layers, bottom to top, over what is below (nothing if None), in a box of a document of `size`."""
    result = below(box) if below else None
    is_lowest = below is None  # by the layers, not by what lies in the box: every part is made alike
    rest = entries(layers)
    while rest:
        layer, clipped = rest.pop(0)
        if not layer.visible or layer.opacity == 0.0:
            continue
        match layer:
            case AdjustmentLayer(operation=AreaOperation() as operation):
                result = _filtered(operation, layer, _up_to(layer, layers, size, below), box, size)
            case AdjustmentLayer(operation=PointOperation()):
                run = take_run(rest, layer)
                if result is not None:
                    result = _adjusted(run, result, box, size)
            case GroupLayer() if passes_through(layer, clipped):
                under = _up_to(layer, layers, size, below)
                result = _passed_through(layer, under, result, box, size)
            case _:
                leading = take_leading(rest, layer, clipped) if is_lowest else []
                result = _laid(layer, clipped, leading, result, box, size, is_lowest)
        is_lowest &= isinstance(layer, AdjustmentLayer)
    return np.zeros((box.size[1], box.size[0], 4), np.uint8) if result is None else result


# --- one layer -------------------------------------------------------------------------------------


def _laid(
    layer: AnyLayer,
    clipped: Layers,
    adjustments: Sequence[PointOperation],
    backdrop: Pixels | None,
    box: Box,
    size: Size,
    is_lowest: bool,
) -> Pixels | None:
    """A layer with pixels, and what is clipped to it, over the backdrop."""
    if isinstance(layer, PixelLayer) and adjustments:
        layer = replace(layer, adjustments=(*layer.adjustments, *adjustments))
    part = box if layer.effects or isinstance(layer, GroupLayer) else _extent(layer).intersect(box)
    if part.is_empty:
        return backdrop

    body = body_with(layer, clipped, size)
    if layer.effects:
        under = _or_nothing(backdrop, box)
        return composite_styled(under, layer, body, box, size)
    pixels = body(part)
    cover = _coverage(layer, part, size)
    # Hidden colours of a lowest layer that covers the document stay: a picture is exported as it was opened.
    if is_lowest and part == box and (isinstance(layer, GroupLayer) or _covers(layer, size)):
        if layer.blend_mode != "dissolve" and isinstance(cover, int) and cover == 255:
            return pixels
        return _faded(pixels, cover, layer.blend_mode, part)
    under, corner = _or_nothing(backdrop, box), (part.left, part.top)
    if part == box:
        return composite(under, pixels, layer.blend_mode, cover, origin=corner)
    result, inner = under.copy(), part.shift(-box.left, -box.top).slices
    result[inner] = composite(under[inner], pixels, layer.blend_mode, cover, origin=corner)
    return result


def body_with(layer: AnyLayer, clipped: Layers, size: Size) -> Body:
    """The pixels of a layer, or of a group's layers, with what is clipped to it; before its mask."""

    def own(box: Box) -> Pixels:
        if isinstance(layer, GroupLayer):
            return compose(layer.layers, box, size)
        assert not isinstance(layer, AdjustmentLayer)
        return body_of(layer)(box)

    def body(box: Box) -> Pixels:
        around = _around(clipped, box, size)
        made = _with_clipped(own(around), clipped, around, size)
        return made if around == box else made[box.shift(-around.left, -around.top).slices]

    return body


def _with_clipped(base: Pixels, clipped: Layers, box: Box, size: Size) -> Pixels:
    """Layers that only show where their base does: laid over it as if it were opaque."""
    for layer in clipped:
        if not layer.visible:
            continue
        if isinstance(layer, AdjustmentLayer):
            if isinstance(layer.operation, PointOperation):
                base = _adjusted([layer], base, box, size)
            else:
                base = _laid_inside(base, _run_area(layer.operation, base, box, size), layer, box, size)
            continue
        inner = compose((replace(layer, clipped=False, blend_mode="normal"),), box, size)
        base = composite(base, inner, layer.blend_mode, origin=(box.left, box.top), keep_alpha=True)
    return base


def _around(clipped: Layers, box: Box, size: Size) -> Box:
    """The box in which a base must be known, so that the filters clipped to it come out right in a box."""
    for layer in clipped:
        if (
            isinstance(layer, AdjustmentLayer)
            and isinstance(layer.operation, AreaOperation)
            and layer.visible
        ):
            if needs_whole(layer.operation):
                return Box.of(size).union(box)
            box = box.grow(layer.operation.margin(size)).intersect(Box.of(size).union(box))
    return box


def _adjusted(run: list[AdjustmentLayer], backdrop: Pixels, box: Box, size: Size) -> Pixels:
    """Adjustment layers, all but a lone one plain, over a backdrop."""
    operations = [layer.operation for layer in run if isinstance(layer.operation, PointOperation)]
    changed = np.empty_like(backdrop)
    Applier(fuse(operations))(backdrop, changed)
    if not is_opaque(backdrop):
        changed[backdrop[..., 3] == 0] = 0
    return _laid_inside(backdrop, changed, run[0], box, size)


def _laid_inside(backdrop: Pixels, changed: Pixels, layer: AnyLayer, box: Box, size: Size) -> Pixels:
    """A changed backdrop in the place of the backdrop, by a layer's blend mode, opacity and mask."""
    cover = _coverage(layer, box, size)
    if layer.blend_mode == "normal" and isinstance(layer, AdjustmentLayer):
        return changed if isinstance(cover, int) and cover == 255 else mix(backdrop, changed, cover)
    changed = changed.copy()
    changed[..., 3] = 255
    return composite(backdrop, changed, layer.blend_mode, cover, origin=(box.left, box.top), keep_alpha=True)


def _filtered(operation: AreaOperation, layer: AnyLayer, below: Below, box: Box, size: Size) -> Pixels:
    """A filter on everything below its layer."""
    around = box.grow(operation.margin(size)).intersect(Box.of(size))
    if needs_whole(operation):
        around = Box.of(size)
    source = below(around)
    made = _run_area(operation, source, around, size)
    inner = box.shift(-around.left, -around.top).slices
    return _laid_inside(source[inner], np.ascontiguousarray(made[inner]), layer, box, size)


def _run_area(operation: AreaOperation, pixels: Pixels, box: Box, size: Size) -> Pixels:
    prepared = operation.prepare(pixels) if needs_whole(operation) else None
    return operation.filter(pixels, Tile(box.left, box.top, size, prepared))


def _up_to(layer: AnyLayer, layers: Layers, size: Size, below: Below | None) -> Below:
    """What lies below one of the layers."""
    index = next(i for i, each in enumerate(layers) if each.id == layer.id)
    return lambda box: compose(layers[:index], box, size, below)


def _passed_through(group: GroupLayer, under: Below, known: Pixels | None, box: Box, size: Size) -> Pixels:
    """A group whose layers blend with what lies below it; `known` is that in the box."""
    before = _or_nothing(known, box)
    after = compose(group.layers, box, size, lambda other: before if other == box else under(other))
    return mix(before, after, _coverage(group, box, size))


def needs_whole(operation: AreaOperation) -> bool:
    """Whether a filter must see the whole picture before it can make a part of it."""
    return type(operation).prepare is not AreaOperation.prepare


def _bands(document: Document) -> Iterator[Box]:
    """Bands high enough for every filter in the document; one band where a filter must see everything."""
    size, reach = document.size, 0
    for layer in walk(document.layers):
        if isinstance(layer, AdjustmentLayer) and isinstance(layer.operation, AreaOperation):
            whole = needs_whole(layer.operation)
            reach += document.height if whole else layer.operation.margin(size)
        reach += max((effect.margin() for effect in layer.effects), default=0)
    rows = max(BAND_PIXELS // document.width, 4 * reach, 1)
    for top in range(0, document.height, rows):
        yield Box(0, top, document.width, min(top + rows, document.height))


# --- coverage --------------------------------------------------------------------------------------


def _coverage(layer: AnyLayer, box: Box, size: Size) -> Mask | int:
    opacity = percent(layer.opacity * layer.fill_opacity / 100.0)
    return coverage(mask_in(layer.mask, box, size), opacity)


def _faded(pixels: Pixels, cover: Mask | int, mode: str, box: Box) -> Pixels:
    """The lowest layer's pixels: what its mask hides is cleared, so that it does not travel in a file."""
    nothing = np.zeros_like(pixels)
    mode = mode if mode == "dissolve" else "normal"
    return composite(nothing, pixels, mode, cover, origin=(box.left, box.top))


def _extent(layer: AnyLayer) -> Box:
    assert not isinstance(layer, GroupLayer | AdjustmentLayer)
    return extent(layer)


def _covers(layer: AnyLayer, size: Size) -> bool:
    return _extent(layer).intersect(Box.of(size)) == Box.of(size)


def _or_nothing(pixels: Pixels | None, box: Box) -> Pixels:
    return np.zeros((box.size[1], box.size[0], 4), np.uint8) if pixels is None else pixels
