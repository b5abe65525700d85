"""Answers that are kept for a while, so that a repeated request gets the same one. Never on the disk."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

KEPT_SECONDS = 600.0
"""How long an answer is kept."""

LARGEST = 16_000_000
"""How many bytes an answer may have to be kept; a repeated request for a larger one runs again, unbilled."""


@dataclass(frozen=True)
class Kept:
    """An answer as it was given."""

    media_type: str
    body: bytes


Claim = Literal["mine", "running", "different"] | Kept
"""What became of a request's claim: it may run; it runs already; its name is another's; its answer."""


class Answers(Protocol):
    """Requests by name; `fingerprint` is of a request's content, `token` of this attempt to answer it."""

    async def claim(self, name: str, fingerprint: str, token: str) -> Claim:
        """The right to answer the request `name`, or why there is none."""
        ...

    async def renew(self, name: str, token: str) -> None:
        """Say that the attempt is alive; one silent for longer than RENEWED_WITHIN loses its claim."""
        ...

    async def keep(self, name: str, token: str, answer: Kept) -> None:
        """Keep the answer for KEPT_SECONDS, or for less where many others are kept."""
        ...

    async def forget(self, name: str, token: str) -> None:
        """Give the claim back: the request may be sent again."""
        ...


RENEWED_WITHIN = 4.0
"""How many seconds a claim lasts unless renewed, so that a killed process blocks no request for long."""


@dataclass
class _Entry:
    fingerprint: str
    token: str
    answer: Kept | None = None
    until: float = 0.0


class MemoryAnswers:
    """See `Answers`; in this process, at most `most_bytes` together."""

    def __init__(self, most_bytes: int = 64_000_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_bytes = most_bytes
        self._clock = clock
        self._running: dict[str, _Entry] = {}
        self._answered: OrderedDict[str, _Entry] = OrderedDict()
        self._bytes = 0

    async def claim(self, name: str, fingerprint: str, token: str) -> Claim:
        """See `Answers`."""
        self._forget_old(self._most_bytes)
        known = self._running.get(name) or self._answered.get(name)
        if known is None:
            self._running[name] = _Entry(fingerprint, token)
            return "mine"
        if known.fingerprint != fingerprint:
            return "different"
        return known.answer or "running"

    async def renew(self, name: str, token: str) -> None:
        """See `Answers`; here an attempt lives as long as the process that has the claims."""

    async def keep(self, name: str, token: str, answer: Kept) -> None:
        """See `Answers`."""
        entry = self._running.pop(name)
        size = len(answer.body)
        if size > min(LARGEST, self._most_bytes):
            return
        self._forget_old(self._most_bytes - size)
        entry.answer, entry.until = answer, self._clock() + KEPT_SECONDS
        self._answered[name] = entry
        self._bytes += size

    async def forget(self, name: str, token: str) -> None:
        """See `Answers`."""
        self._running.pop(name, None)

    def _forget_old(self, most_bytes: int) -> None:
        now = self._clock()
        while self._answered:
            name, oldest = next(iter(self._answered.items()))
            if oldest.until > now and self._bytes <= most_bytes:
                return
            del self._answered[name]
            self._bytes -= len(oldest.answer.body) if oldest.answer else 0
