from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.errors import CommandError
from fotofun.operation import Combine, Text, combine, operation


@operation(label="Load selection", position=810, keywords=("channel", "reselect", "alpha channel"))
class LoadSelection(DocumentOperation):
    """Select what was kept under a name."""

    title: Annotated[str, Text(longest=200, label="Name")] = "Selection"
    how: Combine = "new"

    def edit(self, document: Document) -> Document:
        """The document with the channel selected, or combined with what is selected."""
        found = [each.plane for each in document.channels if each.name == self.title]
        if not found:
            raise CommandError(f"There is no saved selection {self.title!r}.", advice="Save one first.")
        current = document.selection.data if document.selection else None
        return document.with_selection(combine(current, found[0].data, self.how))
