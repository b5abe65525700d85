from dataclasses import replace
from typing import Annotated

import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import LayerMask, PixelLayer
from fotofun.errors import CommandError
from fotofun.operation import Choice, operation
from fotofun.raster import Plane


@operation(label="Add mask", position=5, keywords=("layer mask", "hide", "reveal", "from selection"))
class AddMask(DocumentOperation):
    """Give the active layer a mask: all shown, all hidden, or only what is selected."""

    shows: Annotated[
        str,
        Choice(
            {
                "all": "Everything",
                "nothing": "Nothing",
                "selection": "The selection",
                "unselected": "All but the selection",
                "transparency": "By transparency",
            },
            label="Shows",
        ),
    ] = "all"

    def edit(self, document: Document) -> Document:
        """The document with the mask, which replaces an older one; CommandError where nothing is selected.

        "transparency" moves a pixel layer's alpha into the mask and makes its pixels opaque.
        """
        layer, size = document.active, (document.height, document.width)
        if self.shows == "transparency":
            if not isinstance(layer, PixelLayer):
                raise CommandError("The layer has no pixels of its own.", advice="Choose another layer.")
            alpha = np.ascontiguousarray(layer.pixels.data[..., 3])
            opaque = layer.pixels.data.copy()
            opaque[..., 3] = 255
            mask = LayerMask(Plane(alpha), matrix=layer.matrix, outside=0)
            return document.with_active(replace(layer, pixels=Plane(opaque), mask=mask))
        if self.shows in ("selection", "unselected"):
            if document.selection is None:
                raise CommandError("Nothing is selected.", advice="Select what the mask should show.")
            inverse = self.shows == "unselected"
            plane = Plane(255 - document.selection.data) if inverse else document.selection
            mask = LayerMask(plane, outside=255 if inverse else 0)
        else:
            value = 255 if self.shows == "all" else 0
            mask = LayerMask(Plane(np.full(size, value, np.uint8)), outside=value)
        return document.with_active(replace(layer, mask=mask))
