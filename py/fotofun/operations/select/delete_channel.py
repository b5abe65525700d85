from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.operation import Text, operation


@operation(label="Delete saved selection", position=820, keywords=("channel", "remove", "forget"))
class DeleteChannel(DocumentOperation):
    """Forget a selection that was kept under a name."""

    title: Annotated[str, Text(longest=200, label="Name")] = "Selection"

    def edit(self, document: Document) -> Document:
        """The document without that channel."""
        left = tuple(each for each in document.channels if each.name != self.title)
        return replace(document, channels=left) if left != document.channels else document
