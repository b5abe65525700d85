"""Operations on the document itself: its layers, masks, channels and canvas."""

from abc import ABC, abstractmethod

from fotofun.document.document import Document
from fotofun.operation import Operation


class DocumentOperation(Operation, ABC):
    """Changes layers, their properties, masks, channels or the canvas."""

    family = "document"

    @abstractmethod
    def edit(self, document: Document) -> Document:
        """The document after the operation; raises CommandError where it makes no sense."""
