from dataclasses import replace

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import GroupLayer
from fotofun.document.tree import replaced
from fotofun.errors import CommandError
from fotofun.operation import operation


@operation(label="Ungroup", position=120, keywords=("folder", "release"), shortcut="Mod+Shift+G")
class UngroupLayers(DocumentOperation):
    """Take the layers of the active group out of it."""

    def edit(self, document: Document) -> Document:
        """The document with the group's layers in its place; CommandError if the layer is no group."""
        group = document.active
        if not isinstance(group, GroupLayer) or not group.layers:
            raise CommandError("The active layer is not a group with layers.", advice="Choose a group.")
        layers = replaced(document.layers, group.id, *group.layers)
        return replace(document, layers=layers, active_id=group.layers[-1].id)
