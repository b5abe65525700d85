from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.errors import CommandError
from fotofun.operation import Range, Toggle, operation


@operation(label="Mask properties", position=15, keywords=("density", "feather", "link"))
class MaskProperties(DocumentOperation):
    """Set how strongly and how softly the mask hides, without changing it."""

    density: Annotated[float, Range(0, 100, step=1, unit="%", label="Density")] = 100.0
    feather: Annotated[float, Range(0, 1000, ui=(0, 100), step=0.5, unit="px", label="Feather")] = 0.0
    linked: Annotated[bool, Toggle(label="Moves with its layer")] = True

    def edit(self, document: Document) -> Document:
        """The document with the active layer's mask set; CommandError if it has none."""
        layer = document.active
        if layer.mask is None:
            raise CommandError("The layer has no mask.", advice="Add a mask first.")
        mask = replace(layer.mask, density=self.density, feather=self.feather, linked=self.linked)
        return document.with_active(replace(layer, mask=mask))
