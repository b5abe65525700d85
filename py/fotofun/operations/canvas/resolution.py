from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.operation import Range, operation


@operation(label="Resolution", position=20, keywords=("dpi", "ppi", "print size"))
class Resolution(DocumentOperation):
    """Set how many pixels make an inch in print; no pixel changes."""

    per_inch: Annotated[float, Range(1, 9999, ui=(72, 600), step=1, unit="ppi", label="Resolution")] = 300.0

    def edit(self, document: Document) -> Document:
        """The document with that resolution, in pixels per inch, which exported files carry."""
        metadata = replace(document.metadata, dpi=(self.per_inch, self.per_inch))
        return replace(document, resolution=self.per_inch, metadata=metadata)
