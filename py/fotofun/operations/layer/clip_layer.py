from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.operation import Toggle, operation


@operation(label="Clip to layer below", position=90, keywords=("clipping mask", "clip"), shortcut="Mod+Alt+G")
class ClipLayer(DocumentOperation):
    """Show the active layer only where the layer below it shows."""

    several = True

    clipped: Annotated[bool, Toggle(label="Clipped")] = True

    def edit(self, document: Document) -> Document:
        """The document with the active layer clipped, or no longer."""
        return document.with_active(replace(document.active, clipped=self.clipped))
