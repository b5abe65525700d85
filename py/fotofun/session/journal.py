"""What was asked of each document, told so that it can be asked again after a crash.

Every operation gives the same pixels whenever it runs, so the requests are enough to restore a document with
its whole history. Only what a model made is kept itself: another machine's model may round otherwise.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from fotofun.document.history import History
from fotofun.operation import Outcome
from fotofun.protocol import JournalEntry, OutcomeInfo
from fotofun.render.presenter import Emit
from fotofun.session.method import Bytes


class Journal:
    """Tells every request that changed a document, and hands back what models made when it is asked again."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._made: dict[int, list[Outcome]] = {}
        self._given: dict[int, deque[Outcome]] = {}

    def keep(
        self,
        history: History,
        number: int,
        method: str,
        params: Mapping[str, Any],
        buffers: Sequence[Bytes] = (),
    ) -> None:
        """Tells that request `number` has changed a document."""
        made = self._made.pop(number, [])
        entry: JournalEntry = {
            "document": history.document.serial,
            "method": method,
            "params": dict(params),
            "outcomes": [_described(outcome) for outcome in made],
        }
        bodies = [np.ascontiguousarray(outcome.data).reshape(-1) for outcome in made]
        self._emit("journal", entry, (*buffers, *bodies))

    def note(self, number: int, outcome: Outcome) -> None:
        """Remembers what a model made for a request, until it is kept or forgotten."""
        self._made.setdefault(number, []).append(outcome)

    def give(self, number: int, outcomes: Iterable[Outcome]) -> None:
        """Has a request get these outcomes in place of running models."""
        self._given[number] = deque(outcomes)

    def made_before(self, number: int) -> Outcome | None:
        """The next outcome that was given to a request, which it keeps in turn."""
        given = self._given.get(number)
        if not given:
            return None
        outcome = given.popleft()
        self.note(number, outcome)
        return outcome

    def forget(self, number: int) -> None:
        """A request has ended."""
        self._made.pop(number, None)
        self._given.pop(number, None)


def outcomes_of(infos: Sequence[OutcomeInfo], bodies: Sequence[Bytes]) -> list[Outcome]:
    """What models made, as `Journal.keep` told it."""
    made = []
    for info, body in zip(infos, bodies, strict=True):
        shape = (info["height"], info["width"], *((4,) if info["kind"] == "pixels" else ()))
        names = tuple(info.get("names", ()))
        made.append(Outcome(body.reshape(shape), info["message"], info["kind"], info["combine"], names))
    return made


def _described(outcome: Outcome) -> OutcomeInfo:
    height, width = outcome.data.shape[:2]
    return {
        "message": outcome.message,
        "kind": outcome.kind,
        "combine": outcome.combine,
        "width": width,
        "height": height,
        "names": list(outcome.names),
    }
