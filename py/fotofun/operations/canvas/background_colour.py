from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.operation import Colour, Toggle, operation


@operation(label="Background", position=10, keywords=("backdrop", "paper", "transparent", "colour behind"))
class BackgroundColour(DocumentOperation):
    """Choose the colour behind all layers, or none."""

    colour: Annotated[str, Colour(label="Colour")] = "#ffffff"
    transparent: Annotated[bool, Toggle(label="Transparent")] = False

    def edit(self, document: Document) -> Document:
        """The document with its background colour, or None."""
        return replace(document, background=None if self.transparent else self.colour)
