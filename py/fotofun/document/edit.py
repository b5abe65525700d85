"""Operations on the document itself: its layers, masks, channels and canvas."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Self, TypeAlias

from fotofun.document.document import Document
from fotofun.operation import InferenceOperation, Operation, Outcome


class DocumentOperation(Operation, ABC):
    """Changes layers, their properties, masks, channels or the canvas.

    `several`: it can be done to several layers at once.
    """

    family = "document"
    several: ClassVar[bool] = False

    @abstractmethod
    def edit(self, document: Document) -> Document:
        """The document after the operation; raises CommandError where it makes no sense."""

    def for_layers(self, document: Document, ids: Sequence[str]) -> "Parts":
        """What does this to several layers, given from the bottom to the top: one after the other.

        Each goes with the layer that it is done to. The active layer comes last, and so stays active.
        """
        return [(self, each) for each in sorted(ids, key=lambda each: each == document.active_id)]


Parts: TypeAlias = Sequence[tuple[DocumentOperation, str]]
"""Operations, each with the id of the layer that it is done to."""


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
