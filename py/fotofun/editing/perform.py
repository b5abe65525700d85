"""One operation on one document, by its family."""

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Literal, TypeAlias

import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import AdjustmentLayer, AnyLayer, GeneratedLayer, LayerMask, PixelLayer
from fotofun.document.tree import inserted
from fotofun.editing.as_grey import mask_picture, selection_picture, with_mask_of, with_selection_of
from fotofun.editing.frame import Frame, editable, limited, with_frame
from fotofun.editing.geometry import mapped
from fotofun.errors import CommandError
from fotofun.operation import (
    AreaOperation,
    AutoOperation,
    EffectOperation,
    GeneratorOperation,
    GeometryOperation,
    MaskOperation,
    Operation,
    PaintOperation,
    PointOperation,
    SelectOperation,
)
from fotofun.protocol import Target
from fotofun.raster import Box, Pixels
from fotofun.render.apply import Applier
from fotofun.render.area import filter_into
from fotofun.render.blend import composite
from fotofun.render.table import fuse

Work: TypeAlias = Generator[float, None, Document]
"""Yields the fraction done, and ends with the new document. Given up half-way, it has changed nothing."""


_CHANGES_PIXELS = (AutoOperation, PointOperation, AreaOperation, GeneratorOperation, PaintOperation)


def perform(document: Document, edit: Operation, target: Target | None = None) -> Work:
    """Carries an operation out; without a target, each family does what people expect of it."""
    if target in ("mask", "selection"):
        return (yield from _in_grey(document, edit, target))
    match edit:
        case AutoOperation():
            resolved = edit.resolve(_measured(document, target))
            return (yield from perform(document, resolved, target))
        case PointOperation() | AreaOperation() if target == "layer":
            return _with_layer(document, edit)
        case PointOperation() | AreaOperation() | GeneratorOperation() if target == "content":
            return _with_content(document, edit)
        case PointOperation():
            return _adjusted(document, edit, target)
        case AreaOperation():
            return (yield from _filtered(document, edit))
        case GeneratorOperation():
            return _drawn(document, edit) if target == "pixels" else _with_layer(document, edit)
        case GeometryOperation():
            return mapped(document, edit.map(Frame(document)))
        case PaintOperation():
            return _painted(document, edit)
        case SelectOperation():
            return document.with_selection(edit.select(Frame(document)))
        case MaskOperation():
            return document.with_active(_masked(document.active, edit))
        case EffectOperation():
            return document.with_active(document.active.with_effect(edit))
        case DocumentOperation():
            return edit.edit(document)
    raise CommandError(f"{edit.label} cannot run here.", advice="It needs a model: run it in the editor.")


def finish(work: Work, report: Callable[[float], None] | None = None) -> Document:
    """Does all of the work at once."""
    while True:
        try:
            fraction = next(work)
        except StopIteration as done:
            document: Document = done.value
            return document
        if report:
            report(fraction)


def _in_grey(document: Document, edit: Operation, target: Literal["mask", "selection"]) -> Work:
    """Carries out on the mask or the selection what changes pixels elsewhere."""
    if not isinstance(edit, _CHANGES_PIXELS):
        raise CommandError(f"{edit.label} does not change pixels.", advice="Choose the layer itself first.")
    if target == "mask":
        made = yield from perform(mask_picture(document), edit, "pixels")
        return with_mask_of(document, Frame(made).pixels)
    made = yield from perform(selection_picture(document), edit, "pixels")
    return with_selection_of(document, Frame(made).pixels)


def _measured(document: Document, target: Target | None) -> Pixels:
    """What an automatic operation looks at: the layer, or all below a new layer; only what is selected."""
    frame = Frame(document)
    pixels = frame.composite if target in ("layer", "content") else frame.pixels
    if frame.selection is None:
        return pixels
    pixels = pixels.copy()
    pixels[frame.selection == 0] = 0
    return pixels


def _adjusted(document: Document, edit: PointOperation, target: Target | None) -> Document:
    layer = editable(document)
    if target == "setting":
        return document.with_active(layer.with_setting(edit))
    if document.selection is None:
        return document.with_active(layer.with_adjustment(edit))
    before = Frame(document).pixels
    after = np.empty_like(before)
    Applier(fuse((edit,)))(before, after)
    return with_pixels(document, layer, before, after)


def _filtered(document: Document, edit: AreaOperation) -> Work:
    layer = editable(document)
    before = Frame(document).pixels
    after = np.empty_like(before)
    yield from filter_into(edit, before, after)
    return with_pixels(document, layer, before, after)


def _painted(document: Document, edit: PaintOperation) -> Document:
    layer = editable(document)
    frame = Frame(document)
    box = edit.bounds(frame).intersect(Box.of(document.size))
    if box.is_empty:
        return document
    return _with_part(document, layer, frame.pixels, edit.paint(frame, box), box)


def _drawn(document: Document, edit: GeneratorOperation) -> Document:
    layer = editable(document)
    box = edit.bounds(document.size).intersect(Box.of(document.size))
    if box.is_empty:
        return document
    before = Frame(document).pixels
    made = composite(np.ascontiguousarray(before[box.slices]), edit.draw(document.size, box))
    return _with_part(document, layer, before, made, box)


def with_pixels(document: Document, layer: PixelLayer, before: Pixels, after: Pixels) -> Document:
    """The document with other pixels in its active layer, as far as the selection and locks allow."""
    after = limited(document, before, after, Box.of(document.size))
    return document.with_active(with_frame(layer, after, document.size))


def _with_part(document: Document, layer: PixelLayer, before: Pixels, part: Pixels, box: Box) -> Document:
    after = before.copy()
    after[box.slices] = limited(document, np.ascontiguousarray(before[box.slices]), part, box)
    return document.with_active(with_frame(layer, after, document.size))


def _with_layer(document: Document, edit: PointOperation | AreaOperation | GeneratorOperation) -> Document:
    """A layer of its own above the active one; what is selected becomes its mask."""
    new_id, document = document.new_id()
    mask = LayerMask(document.selection, outside=0) if document.selection else None
    layer: AnyLayer
    if isinstance(edit, GeneratorOperation):
        if edit.kind != "fill":
            mask = None
        layer = GeneratedLayer(id=new_id, name=edit.label, content=edit, size=document.size, mask=mask)
    else:
        layer = AdjustmentLayer(id=new_id, name=edit.label, operation=edit, mask=mask)
    layers = inserted(document.layers, document.active_id, layer)
    return replace(document, layers=layers, active_id=new_id)


def _with_content(document: Document, edit: PointOperation | AreaOperation | GeneratorOperation) -> Document:
    match document.active, edit:
        case (AdjustmentLayer() as layer, PointOperation() | AreaOperation()):
            return document.with_active(replace(layer, operation=edit))
        case (GeneratedLayer() as layer, GeneratorOperation()) if layer.content.kind == edit.kind:
            return document.with_active(replace(layer, content=edit))
    raise CommandError(
        f"The active layer cannot become {edit.label}.", advice="Choose a layer of the same kind, or add one."
    )


def _masked(layer: AnyLayer, edit: MaskOperation) -> AnyLayer:
    if layer.mask is None:
        raise CommandError("The layer has no mask.", advice="Add a mask first.")
    return layer.masked(edit)
