"""Operations on the document itself: its layers, masks, channels and canvas."""

from abc import ABC, abstractmethod
from typing import Self

from fotofun.document.document import Document
from fotofun.operation import InferenceOperation, Operation, Outcome


class DocumentOperation(Operation, ABC):
    """Changes layers, their properties, masks, channels or the canvas."""

    family = "document"

    @abstractmethod
    def edit(self, document: Document) -> Document:
        """The document after the operation; raises CommandError where it makes no sense."""


class ModelOperation(InferenceOperation, ABC):
    """Does more with what a model makes than its kind says: new layers, another size, further operations.

    Only the outcome is kept for a recovery, so `edit` gives the same document whenever it gets the same.
    """

    def fitted(self, document: Document) -> Self:
        """The operation as it runs on this document; raises CommandError where it could not end well."""
        return self

    @abstractmethod
    def edit(self, document: Document, outcome: Outcome) -> Document:
        """The document, whose active layer the model has seen, after the operation; raises CommandError."""
