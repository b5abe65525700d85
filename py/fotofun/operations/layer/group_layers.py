from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation, Parts
from fotofun.document.layer import GroupLayer
from fotofun.document.tree import removed, replaced, siblings_of
from fotofun.errors import CommandError
from fotofun.operation import Range, Text, Toggle, operation
from fotofun.operations.layer.move_layer import gathered


@operation(label="Group layers", position=110, keywords=("folder", "together"), shortcut="Mod+G")
class GroupLayers(DocumentOperation):
    """Put the active layer, and as many below it as asked for, into a group."""

    several = True

    count: Annotated[int, Range(1, 1000, ui=(1, 20), whole=True, label="Layers")] = 1
    title: Annotated[str, Text(longest=200, label="Name")] = ""
    isolated: Annotated[
        bool,
        Toggle(label="Isolated", description="Its layers blend only with one another."),
    ] = False

    def edit(self, document: Document) -> Document:
        """The document with the group, active, in the place of its topmost layer."""
        siblings = siblings_of(document.layers, document.active_id)
        top = next(i for i, layer in enumerate(siblings) if layer.id == document.active_id)
        if top + 1 < self.count:
            raise CommandError(f"There are only {top + 1} layers to group.", advice="Group fewer.")
        chosen = siblings[top + 1 - self.count : top + 1]
        new_id, document = document.new_id()
        name = self.title or f"Group {document.made}"
        group = GroupLayer(id=new_id, name=name, layers=chosen, isolated=self.isolated)
        layers = document.layers
        for layer in chosen[:-1]:
            layers = removed(layers, layer.id)
        layers = replaced(layers, document.active_id, group)
        return replace(document, layers=layers, active_id=new_id)

    def for_layers(self, document: Document, ids: Sequence[str]) -> Parts:
        """All of them in one group, in the place of the topmost."""
        return [*gathered(ids), (replace(self, count=len(ids)), ids[-1])]
