from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.tree import removed, siblings_of, walk
from fotofun.errors import CommandError
from fotofun.operation import operation


@operation(label="Delete layer", position=30, keywords=("remove", "throw away"))
class DeleteLayer(DocumentOperation):
    """Take the active layer away, with all that is in it."""

    several = True

    def edit(self, document: Document) -> Document:
        """The document without it; the layer below becomes active. The last layer stays: CommandError."""
        siblings = siblings_of(document.layers, document.active_id)
        layers = removed(document.layers, document.active_id)
        left = [layer.id for layer in walk(layers)]
        if not left:
            raise CommandError("A picture needs at least one layer.", advice="Add another layer first.")
        index = next(i for i, layer in enumerate(siblings) if layer.id == document.active_id)
        near = [layer.id for layer in (*reversed(siblings[:index]), *siblings[index + 1 :])]
        return replace(document, layers=layers, active_id=(near or left)[0])
