from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation, Parts
from fotofun.document.layer import Lock
from fotofun.document.tree import find
from fotofun.operation import Toggle, operation


@operation(label="Lock layer", position=80, keywords=("protect", "freeze", "transparency"))
class LockLayer(DocumentOperation):
    """Protect the active layer's pixels, place or transparency from edits."""

    several = True

    pixels: Annotated[bool, Toggle(label="Pixels")] = False
    place: Annotated[bool, Toggle(label="Position")] = False
    alpha: Annotated[bool, Toggle(label="Transparency")] = False

    def edit(self, document: Document) -> Document:
        """The document with exactly these locks on the active layer."""
        return document.with_active(replace(document.active, locks=self._locks))

    def for_layers(self, document: Document, ids: Sequence[str]) -> Parts:
        """Locks and unlocks what differs from the active layer's now; in the rest each stays as it is."""
        changed = self._locks ^ document.active.locks or frozenset(("pixels", "position", "alpha"))

        def of(id: str) -> "LockLayer":
            locks = (find(document.layers, id).locks - changed) | (self._locks & changed)
            return LockLayer(pixels="pixels" in locks, place="position" in locks, alpha="alpha" in locks)

        return [(of(each), each) for _, each in DocumentOperation.for_layers(self, document, ids)]

    @property
    def _locks(self) -> frozenset[Lock]:
        chosen: list[tuple[Lock, bool]] = [
            ("pixels", self.pixels),
            ("position", self.place),
            ("alpha", self.alpha),
        ]
        return frozenset(lock for lock, is_on in chosen if is_on)
