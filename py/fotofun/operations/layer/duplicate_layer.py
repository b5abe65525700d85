from collections.abc import Sequence
from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation, Parts
from fotofun.document.layer import AnyLayer, GroupLayer, PixelLayer
from fotofun.document.tree import inserted
from fotofun.editing.lifting import lifted
from fotofun.errors import CommandError
from fotofun.operation import operation


@operation(
    label="Duplicate layer",
    position=20,
    keywords=("copy", "clone", "twice", "layer via copy"),
    shortcut="Mod+J",
)
class DuplicateLayer(DocumentOperation):
    """Put a copy of the active layer, or of what is selected of it, right above it."""

    several = True

    def edit(self, document: Document) -> Document:
        """The document with the copy active; pixels are shared until one of the two changes.

        With a selection, a pixel layer's copy holds only what is selected, and nothing stays selected.
        """
        original = document.active
        if document.selection and isinstance(original, PixelLayer):
            return lifted(document)
        document, copy = copied(document, original)
        layers = inserted(document.layers, original.id, replace(copy, name=f"{original.name} copy"))
        return replace(document, layers=layers, active_id=copy.id)

    def for_layers(self, document: Document, ids: Sequence[str]) -> Parts:
        """Each right above its original; CommandError where only a part is selected, which is one layer's."""
        if document.selection:
            raise CommandError(
                "What is selected can be copied from one layer at a time.",
                advice="Choose one layer, or select nothing.",
            )
        return DocumentOperation.for_layers(self, document, ids)


def copied(document: Document, layer: AnyLayer) -> tuple[Document, AnyLayer]:
    """The layer with ids of its own, for itself and for what is in it."""
    new_id, document = document.new_id()
    if isinstance(layer, GroupLayer):
        inner: list[AnyLayer] = []
        for each in layer.layers:
            document, copy = copied(document, each)
            inner.append(copy)
        return document, replace(layer, id=new_id, layers=tuple(inner))
    return document, replace(layer, id=new_id)
