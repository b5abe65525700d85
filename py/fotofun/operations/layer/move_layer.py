from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation, Parts
from fotofun.document.layer import GroupLayer
from fotofun.document.tree import find, inserted, removed, replaced, walk
from fotofun.errors import CommandError
from fotofun.operation import Choice, Text, operation


@operation(label="Reorder layer", position=100, keywords=("above", "below", "front", "back", "into group"))
class MoveLayer(DocumentOperation):
    """Move the active layer above or below another one, or into a group."""

    several = True

    where: Annotated[
        str,
        Choice(
            {
                "above": "Above",
                "below": "Below",
                "inside": "Into the group",
                "top": "To the top",
                "bottom": "To the bottom",
            },
            label="Where",
        ),
    ] = "top"
    other: Annotated[str, Text(longest=100, label="Other layer", description="Its id.")] = ""

    def edit(self, document: Document) -> Document:
        """The document with the layers in their new order; CommandError for a layer inside itself."""
        layer = document.active
        if any(each.id == self.other for each in walk((layer,))):
            raise CommandError("A layer cannot be moved into itself.", advice="Choose another place.")
        rest = removed(document.layers, layer.id)
        if self.where == "top":
            return replace(document, layers=(*rest, layer))
        if self.where == "bottom":
            return replace(document, layers=(layer, *rest))
        other = find(rest, self.other)
        if self.where == "above":
            return replace(document, layers=inserted(rest, other.id, layer))
        if self.where == "below":
            return replace(document, layers=replaced(rest, other.id, layer, other))
        if not isinstance(other, GroupLayer):
            raise CommandError("Only a group can hold other layers.", advice="Choose a group.")
        group = replace(other, layers=(*other.layers, layer))
        return replace(document, layers=replaced(rest, other.id, group))

    def for_layers(self, document: Document, ids: Sequence[str]) -> Parts:
        """All of them to that place, in the order that they have."""
        return [(self, each) for each in (reversed(ids) if self.where in ("above", "bottom") else ids)]


def gathered(ids: Sequence[str]) -> Parts:
    """What brings layers, given from the bottom to the top, right below the topmost of them."""
    pairs = reversed(list(pairwise(ids)))
    return [(MoveLayer(where="below", other=above), below) for below, above in pairs]
