from dataclasses import replace
from typing import Annotated

import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import PixelLayer
from fotofun.document.tree import inserted
from fotofun.operation import Text, operation
from fotofun.raster import Plane


@operation(label="New layer", position=10, keywords=("add", "empty", "transparent"), shortcut="Mod+Shift+N")
class NewLayer(DocumentOperation):
    """Add an empty layer above the active one."""

    title: Annotated[str, Text(longest=200, label="Name")] = ""

    def edit(self, document: Document) -> Document:
        """The document with a transparent pixel layer of its own size, which becomes active."""
        new_id, document = document.new_id()
        pixels = np.zeros((document.height, document.width, 4), np.uint8)
        layer = PixelLayer(id=new_id, name=self.title or f"Layer {document.made}", pixels=Plane(pixels))
        layers = inserted(document.layers, document.active_id, layer)
        return replace(document, layers=layers, active_id=new_id)
