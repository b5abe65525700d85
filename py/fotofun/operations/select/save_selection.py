from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Channel, Document
from fotofun.document.edit import DocumentOperation
from fotofun.errors import CommandError
from fotofun.operation import Text, operation


@operation(label="Save selection", position=800, keywords=("channel", "keep", "alpha channel"))
class SaveSelection(DocumentOperation):
    """Keep what is selected under a name, to load it again later."""

    title: Annotated[str, Text(longest=200, label="Name")] = "Selection"

    def edit(self, document: Document) -> Document:
        """The document with one more channel; one of the same name is replaced."""
        if document.selection is None:
            raise CommandError("Nothing is selected.", advice="Select something first.")
        others = tuple(each for each in document.channels if each.name != self.title)
        return replace(document, channels=(*others, Channel(self.title, document.selection)))
