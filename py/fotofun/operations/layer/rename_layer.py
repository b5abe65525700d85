from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.operation import Text, operation


@operation(label="Rename layer", position=40, keywords=("name", "title"))
class RenameLayer(DocumentOperation):
    """Give the active layer another name."""

    title: Annotated[str, Text(longest=200, label="Name")] = "Layer"

    def edit(self, document: Document) -> Document:
        """The document with the active layer renamed."""
        return document.with_active(replace(document.active, name=self.title))
