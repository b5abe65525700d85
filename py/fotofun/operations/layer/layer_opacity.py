from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation, Parts
from fotofun.document.tree import find
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

    def for_layers(self, document: Document, ids: Sequence[str]) -> Parts:
        """What the active layer has already, of one of the two, each keeps as its own."""
        active = document.active
        keeps_opacity = self.opacity == active.opacity and self.fill != active.fill_opacity
        keeps_fill = self.fill == active.fill_opacity and self.opacity != active.opacity

        def of(id: str) -> "LayerOpacity":
            layer = find(document.layers, id)
            return LayerOpacity(
                opacity=layer.opacity if keeps_opacity else self.opacity,
                fill=layer.fill_opacity if keeps_fill else self.fill,
            )

        return [(of(each), each) for _, each in DocumentOperation.for_layers(self, document, ids)]
