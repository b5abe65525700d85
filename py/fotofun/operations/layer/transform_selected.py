from typing import Annotated, cast

import numpy as np
from PIL import Image

from fotofun.document.document import Document
from fotofun.editing.frame import Frame, editable, with_frame
from fotofun.errors import CommandError
from fotofun.imaging.matrices import IDENTITY, bounds, multiply, translate
from fotofun.imaging.selection import existing, found
from fotofun.imaging.warp import warp
from fotofun.operation import Resampling, Toggle, operation
from fotofun.operations.layer.transform_layer import TransformLayer
from fotofun.raster import Box
from fotofun.render.blend import composite, mix


@operation(
    label="Transform selected pixels",
    position=195,
    keywords=("move", "float", "cut", "scale", "rotate", "skew", "distort", "copy", "selection"),
)
class TransformSelected(TransformLayer):
    """Move, scale, rotate, skew or distort what is selected of the active layer; the rest stays."""

    several = False

    copy: Annotated[
        bool, Toggle(label="Leave a copy", description="What is selected stays where it is, too.")
    ] = False

    def edit(self, document: Document) -> Document:
        """The document with the selected pixels over the others in their new place, and selected there.

        They are mapped about the middle of the selection's bounds, and cut off at the picture's edge.
        CommandError without selection, where it would lie outside the picture, for locked pixels or a
        locked position, and for a layer without pixels of its own.
        """
        layer = editable(document)
        if "position" in layer.locks:
            raise CommandError("The layer's position is locked.", advice="Unlock it first.")
        frame = Frame(document)
        selection = existing(frame.selection)
        here = Box(*(Image.fromarray(selection).getbbox() or Box.of(document.size)))
        matrix = self.matrix(here)
        if matrix == IDENTITY:
            return document
        inside = np.ascontiguousarray(selection[here.slices])
        taken = np.ascontiguousarray(frame.pixels[here.slices])
        nothing = np.zeros_like(taken)
        after = frame.pixels.copy()
        if not self.copy:
            after[here.slices] = mix(taken, nothing, inside)
        placed = multiply(matrix, translate(float(here.left), float(here.top)))
        there = bounds(placed, here.size).intersect(Box.of(document.size))
        resampling = cast(Resampling, self.resampling)
        selected = np.zeros_like(selection)
        selected[there.slices] = warp(inside, placed, there, "bilinear")
        found(selected)
        floating = warp(mix(nothing, taken, inside), placed, there, resampling)
        after[there.slices] = composite(np.ascontiguousarray(after[there.slices]), floating)
        if "alpha" in layer.locks:
            after[..., 3] = frame.pixels[..., 3]
        return document.with_active(with_frame(layer, after, document.size)).with_selection(selected)
