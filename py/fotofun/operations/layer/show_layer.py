from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.operation import Toggle, operation


@operation(label="Show layer", position=50, keywords=("hide", "visible", "eye"))
class ShowLayer(DocumentOperation):
    """Show or hide the active layer."""

    several = True

    visible: Annotated[bool, Toggle(label="Visible")] = True

    def edit(self, document: Document) -> Document:
        """The document with the active layer shown or hidden."""
        return document.with_active(replace(document.active, visible=self.visible))
