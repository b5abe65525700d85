from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.operation import Range, operation


@operation(label="Layer opacity", position=60, keywords=("transparency", "fade", "fill opacity"))
class LayerOpacity(DocumentOperation):
    """Make the active layer more or less see-through."""

    several = True

    opacity: Annotated[float, Range(0, 100, step=1, unit="%", label="Opacity")] = 100.0
    fill: Annotated[
        float, Range(0, 100, step=1, unit="%", label="Fill", description="Spares the layer's effects.")
    ] = 100.0

    def edit(self, document: Document) -> Document:
        """The document with the active layer's opacities, in percent."""
        layer = replace(document.active, opacity=self.opacity, fill_opacity=self.fill)
        return document.with_active(layer)
