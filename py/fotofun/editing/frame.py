"""The active layer in the frame of its document, where operations see and change it."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from fotofun.document.document import Document
from fotofun.document.layer import PixelLayer
from fotofun.errors import CommandError
from fotofun.imaging.matrices import IDENTITY, translate
from fotofun.raster import Box, Mask, Pixels, Plane, Size
from fotofun.render.blend import mix
from fotofun.render.compositor import rendered
from fotofun.render.sources import extent, pixels_in
from fotofun.render.styles import body_of


@dataclass(frozen=True)
class Frame:
    """A document as operations see it (`fotofun.operation.Canvas`)."""

    document: Document

    @property
    def size(self) -> Size:
        """(width, height) of the document."""
        return self.document.size

    @cached_property
    def pixels(self) -> Pixels:
        """The active layer, (H, W, 4) uint8, as it lies in the document; read-only."""
        layer = self.document.active
        if not isinstance(layer, PixelLayer):
            raise not_pixels()
        made = body_of(layer)(Box.of(self.size))
        made.flags.writeable = False
        return made

    @cached_property
    def composite(self) -> Pixels:
        """All visible layers together, (H, W, 4) uint8; read-only."""
        made = rendered(self.document)
        made.flags.writeable = False
        return made

    @property
    def selection(self) -> Mask | None:
        """(H, W) uint8, or None where nothing is selected."""
        return self.document.selection.data if self.document.selection else None


def editable(document: Document) -> PixelLayer:
    """The active layer, if its pixels may be changed; CommandError if not."""
    layer = document.active
    if not isinstance(layer, PixelLayer):
        raise not_pixels()
    if "pixels" in layer.locks:
        raise CommandError("The layer's pixels are locked.", advice="Unlock them first.")
    return layer


def not_pixels() -> CommandError:
    """The error for a layer that has no pixels of its own."""
    return CommandError(
        "The active layer has no pixels of its own.",
        advice="Choose a layer with pixels, rasterise this one, or use an adjustment layer.",
    )


def limited(document: Document, before: Pixels, after: Pixels, box: Box) -> Pixels:
    """What an edit may leave of its result in a box: the selection's part, and no alpha if that is locked."""
    if "alpha" in document.active.locks:
        after = after.copy()
        after[..., 3] = before[..., 3]
    if document.selection is None:
        return after
    return mix(before, after, np.ascontiguousarray(document.selection.data[box.slices]))


def with_frame(layer: PixelLayer, pixels: Pixels, size: Size) -> PixelLayer:
    """The layer with other pixels in the document's frame; what lies outside the frame stays."""
    frame = Box.of(size)
    reach = extent(layer)
    if reach.intersect(frame) == reach or reach.is_empty:
        return replace(layer, pixels=Plane(pixels), matrix=IDENTITY, adjustments=())
    whole = reach.union(frame)
    canvas = np.zeros((whole.size[1], whole.size[0], 4), np.uint8)
    canvas[reach.shift(-whole.left, -whole.top).slices] = pixels_in(layer, reach)
    canvas[frame.shift(-whole.left, -whole.top).slices] = pixels
    matrix = translate(whole.left, whole.top)
    return replace(layer, pixels=Plane(canvas), matrix=matrix, adjustments=())
