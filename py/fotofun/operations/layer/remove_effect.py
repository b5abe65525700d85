from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.operation import Text, operation


@operation(label="Remove effects", position=180, keywords=("clear style", "shadow", "glow", "stroke"))
class RemoveEffect(DocumentOperation):
    """Take an effect off the active layer, or all of them."""

    effect: Annotated[
        str, Text(longest=100, label="Effect", description="Its name, such as drop_shadow; empty for all.")
    ] = ""

    def edit(self, document: Document) -> Document:
        """The document with the active layer's other effects."""
        layer = document.active
        left = tuple(each for each in layer.effects if self.effect and each.name != self.effect)
        return document.with_active(replace(layer, effects=left))
