from dataclasses import replace
from typing import Annotated

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation
from fotofun.document.layer import Lock
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
        chosen: list[tuple[Lock, bool]] = [
            ("pixels", self.pixels),
            ("position", self.place),
            ("alpha", self.alpha),
        ]
        locks = frozenset(lock for lock, is_on in chosen if is_on)
        return document.with_active(replace(document.active, locks=locks))
