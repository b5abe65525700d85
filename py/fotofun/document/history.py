"""Undo and redo: one entry per command, each a whole document that shares what stayed the same.

What changed is kept as compressed tiles that differ from the neighbour on the way to the present one, so
that everything can be taken back byte for byte within a budget of memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from fotofun.document.document import Document
from fotofun.errors import CommandError
from fotofun.protocol import MarksInfo, Step
from fotofun.raster import Plane

BUDGET = 512 << 20
SPARSE = 0.25
"""Up to this share of changed tiles a plane is packed at once; more is only packed when memory is short."""

_numbers = count(1)


@dataclass(frozen=True)
class Entry:
    """What was done, the document after it, the drag it belongs to, and its steps as a recipe keeps them.

    `anew`: the steps are all that led to the document, from the opened picture on. `number` tells one entry
    from all others, also after a change that is no command, such as another active layer.
    """

    label: str
    document: Document
    gesture: str | None = None
    steps: tuple[Step, ...] = ()
    anew: bool = False
    number: int = field(default_factory=lambda: next(_numbers))


class History:
    """The entries of an open document, and the position in them. Entry 0 is the picture as opened.

    `budget` bounds the bytes of all planes besides those of the present document: beyond it the oldest
    entries are forgotten, never the present one or a snapshot.
    """

    def __init__(self, document: Document, label: str = "Open", budget: int = BUDGET) -> None:
        self.entries = [Entry(label, document)]
        self.position = 0
        self.snapshots: dict[str, Entry] = {}
        self.marks: MarksInfo = {"guides": [], "samplers": []}
        self.opened_size = document.size
        self._budget = budget
        self._saved = self.entries[0].number
        self._forgotten: tuple[Step, ...] = ()

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return self.entries[self.position].document

    @property
    def is_changed(self) -> bool:
        """Whether the document differs from the one that was opened or last saved."""
        return self.entries[self.position].number != self._saved

    def mark_saved(self) -> None:
        """The document as it stands is kept elsewhere, such as in a file."""
        self._saved = self.entries[self.position].number

    @property
    def steps(self) -> list[Step]:
        """What was done to the opened picture up to now, also what can no longer be undone."""
        steps = self._forgotten
        for entry in self.entries[: self.position + 1]:
            steps = entry.steps if entry.anew else (*steps, *entry.steps)
        return list(steps)

    @property
    def nbytes(self) -> int:
        """The memory of all planes besides those of the present document."""
        present = {id(plane) for plane in self.document.planes().values()}
        return sum(plane.nbytes for plane in self._planes() if id(plane) not in present)

    @property
    def all_nbytes(self) -> int:
        """The memory of all planes, those of the present document too."""
        return sum(plane.nbytes for plane in self._planes())

    def base(self, gesture: str | None) -> Document:
        """The document that the next command of a drag starts from: the one before the drag."""
        return self.entries[self.position - 1].document if self._continues(gesture) else self.document

    def push(
        self, label: str, document: Document, gesture: str | None = None, steps: Sequence[Step] = ()
    ) -> None:
        """Records a command; what had been undone is forgotten. A continued drag replaces its own entry."""
        end = self.position if self._continues(gesture) else self.position + 1
        self._add(Entry(label, document, gesture, tuple(steps)), end)

    def amend(self, document: Document) -> None:
        """Replaces the present document without an entry, such as when another layer becomes active."""
        self.entries[self.position] = replace(self.entries[self.position], document=document)

    def step(self, by: int) -> bool:
        """Moves back (-1) or forth (1); False at either end."""
        if not 0 <= self.position + by < len(self.entries):
            return False
        self.jump(self.position + by)
        return True

    def jump(self, position: int) -> None:
        """Goes to any entry; CommandError if there is none."""
        if not 0 <= position < len(self.entries):
            raise CommandError("There is no such entry in the history.", advice="Choose one of the list.")
        toward = 1 if position > self.position else -1
        while self.position != position:
            self.position += toward
            for plane in self.document.planes().values():
                plane.data  # noqa: B018 - made now, while what it is made from is at hand
            self._pack(self.position - toward, SPARSE)
        self._tidy()

    def take_snapshot(self, name: str) -> None:
        """Keeps the present document under a name; one of the same name is replaced."""
        label = f"Snapshot: {name}"
        self.snapshots[name] = Entry(label, self.document, steps=tuple(self.steps), anew=True)

    def restore_snapshot(self, name: str) -> None:
        """Makes a snapshot the present document, as a new entry; CommandError if there is none."""
        if name not in self.snapshots:
            raise CommandError(f"There is no snapshot {name!r}.", advice="Take one first.")
        self._add(self.snapshots[name], self.position + 1)

    def delete_snapshot(self, name: str) -> None:
        """Forgets a snapshot; CommandError if there is none."""
        if name not in self.snapshots:
            raise CommandError(f"There is no snapshot {name!r}.", advice="It may be deleted already.")
        del self.snapshots[name]
        self._tidy()

    def _add(self, entry: Entry, position: int) -> None:
        """Makes an entry the present one; what came from there on is forgotten."""
        self.entries[position:] = [entry]
        self.position = position
        self._tidy()

    def _continues(self, gesture: str | None) -> bool:
        return gesture is not None and self.position > 0 and self.entries[self.position].gesture == gesture

    # --- memory ------------------------------------------------------------------------------------

    def limit(self, budget: int) -> None:
        """Sets the budget, and keeps to it from now on."""
        self._budget = budget
        self._tidy()

    def rest(self) -> None:
        """Packs everything, the present document too, for one that nobody looks at."""
        for index in sorted(range(len(self.entries)), key=lambda i: -abs(i - self.position)):
            self._pack(index, 1.0)
        for plane in self._planes():
            plane.pack(None)

    def _tidy(self) -> None:
        """Packs the neighbour, then the farthest entries, then forgets, until the budget is kept."""
        if self.position:
            self._pack(self.position - 1, SPARSE)
        if self.nbytes <= self._budget:
            return
        for index in sorted(range(len(self.entries)), key=lambda i: -abs(i - self.position)):
            self._pack(index, 1.0)
            if self.nbytes <= self._budget:
                return
        while self.nbytes > self._budget and len(self.entries) > 1:
            self._forget()

    def _forget(self) -> None:
        """Drops the farthest entry; no other is packed against it."""
        if self.position >= len(self.entries) - 1 - self.position:
            dropped = self.entries.pop(0)
            self.position -= 1
            following = self.entries[0]
            self._forgotten = dropped.steps if dropped.anew else (*self._forgotten, *dropped.steps)
            self.entries[0] = replace(following, gesture=None)
        else:
            self.entries.pop()

    def _pack(self, index: int, most: float) -> None:
        """Packs an entry's planes against those of its neighbour on the way to the present entry."""
        if index == self.position:
            return
        kept = {id(plane) for plane in self._kept()}
        toward = 1 if index < self.position else -1
        neighbour = self.entries[index + toward].document.planes()
        for place, plane in self.entries[index].document.planes().items():
            base = neighbour.get(place)
            if base is plane or id(plane) in kept or plane.is_packed:
                continue
            if any(plane is other for other in neighbour.values()):
                continue
            plane.pack(base, most)

    def _kept(self) -> Iterator[Plane]:
        """Planes that must stay as they are: the present document's and the snapshots'."""
        for entry in (self.entries[self.position], *self.snapshots.values()):
            yield from entry.document.planes().values()

    def _planes(self) -> list[Plane]:
        entries = (*self.entries, *self.snapshots.values())
        planes = (plane for entry in entries for plane in entry.document.planes().values())
        return list({id(plane): plane for plane in planes}.values())
