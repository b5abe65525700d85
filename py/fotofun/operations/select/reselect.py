from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.errors import CommandError
from fotofun.operation import operation


@operation(
    label="Reselect", position=25, keywords=("last selection", "again", "restore"), shortcut="Mod+Shift+D"
)
class Reselect(DocumentOperation):
    """Bring back the selection that was dropped last."""

    def edit(self, document: Document) -> Document:
        """The document with that selection; CommandError where none was, or the canvas changed since."""
        if document.dropped is None:
            raise CommandError("No selection was dropped yet.", advice="Select something first.")
        if document.dropped.data.shape != (document.height, document.width):
            raise CommandError(
                "The picture got another size since the selection was dropped.", advice="Select anew."
            )
        return document.with_selection(document.dropped.data)
