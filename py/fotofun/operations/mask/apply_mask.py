from dataclasses import replace

import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import PixelLayer
from fotofun.errors import CommandError
from fotofun.imaging.matrices import IDENTITY
from fotofun.imaging.views import packed
from fotofun.operation import operation
from fotofun.raster import Box, Plane
from fotofun.render.coverage import multiplied
from fotofun.render.sources import mask_in
from fotofun.render.styles import body_of


@operation(label="Apply mask", position=35, keywords=("bake", "make permanent", "cut out"))
class ApplyMask(DocumentOperation):
    """Erase for good what the mask hides, and drop the mask."""

    def edit(self, document: Document) -> Document:
        """The document with the mask multiplied into the layer's alpha; hidden pixels are cleared."""
        layer = document.active
        if layer.mask is None:
            raise CommandError("The layer has no mask.", advice="Add a mask first.")
        if not isinstance(layer, PixelLayer):
            raise CommandError("Only pixels can take a mask in.", advice="Rasterise the layer first.")
        cover = mask_in(replace(layer.mask, enabled=True), Box.of(document.size), document.size)
        pixels = np.array(body_of(layer)(Box.of(document.size)))
        if cover is not None:
            pixels[..., 3] = multiplied(np.ascontiguousarray(pixels[..., 3]), cover)
            seen = packed(pixels)
            seen *= pixels[..., 3] > 0
        made = replace(layer, pixels=Plane(pixels), matrix=IDENTITY, adjustments=(), mask=None)
        return document.with_active(made)
