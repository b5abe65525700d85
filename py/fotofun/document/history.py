"""Undo and redo: one entry per command, each a whole document that shares the planes that stayed the same."""

from dataclasses import dataclass

from fotofun.document.document import Document


@dataclass(frozen=True)
class Entry:
    """What was done, the document after it, and the drag it belongs to."""

    label: str
    document: Document
    gesture: str | None = None


class History:
    """The entries of an open document, and the position in them. Entry 0 is the picture as opened."""

    def __init__(self, document: Document, label: str = "Open") -> None:
        self.entries = [Entry(label, document)]
        self.position = 0
        self.snapshots: dict[str, Document] = {}

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return self.entries[self.position].document

    def base(self, gesture: str | None) -> Document:
        """The document that the next command of a drag starts from: the one before the drag."""
        return self.entries[self.position - 1].document if self._continues(gesture) else self.document

    def push(self, label: str, document: Document, gesture: str | None = None) -> None:
        """Records a command; what had been undone is forgotten. A continued drag replaces its own entry."""
        end = self.position if self._continues(gesture) else self.position + 1
        self.entries[end:] = [Entry(label, document, gesture)]
        self.position = end

    def step(self, by: int) -> bool:
        """Moves back (-1) or forth (1); False at either end."""
        if not 0 <= self.position + by < len(self.entries):
            return False
        self.position += by
        return True

    def _continues(self, gesture: str | None) -> bool:
        return gesture is not None and self.position > 0 and self.entries[self.position].gesture == gesture
