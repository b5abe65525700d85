from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.operation import Choice, operation
from fotofun.render.blend import BLEND_MODES

_LABELS = {mode.name: mode.label for mode in BLEND_MODES.values()}


@operation(label="Blend mode", position=70, keywords=("multiply", "screen", "overlay", "blending"))
class LayerBlendMode(DocumentOperation):
    """Choose how the active layer mixes with what lies below it."""

    several = True

    blend_mode: Annotated[str, Choice(_LABELS, label="Blend mode")] = "normal"

    def edit(self, document: Document) -> Document:
        """The document with the active layer's blend mode."""
        return document.with_active(replace(document.active, blend_mode=self.blend_mode))
