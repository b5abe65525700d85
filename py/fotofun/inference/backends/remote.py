"""A task on the service: sent, tried once more where that is safe, its problems in people's words."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

from fotofun.errors import (
    FotoFunError,
    NothingFound,
    ServiceBusy,
    ServiceFailed,
    ServiceOffline,
    ServiceQuotaSpent,
    ServiceTooLarge,
    ServiceUnauthorised,
)
from fotofun.inference.service import Service

Progress = Callable[[float | None], None]

LONGEST_WAIT = 5.0
"""Seconds after which a second try comes too late for who waits."""

_PAUSE = 0.5


@dataclass(frozen=True)
class Part:
    """A part of the form that is sent: a picture as a file."""

    name: str
    data: bytes
    media_type: str


@dataclass(frozen=True)
class Reply:
    """What came back; `retry_after` in seconds, where the service said when to come again."""

    status: int
    media_type: str
    body: bytes
    retry_after: float | None = None


class Transport(Protocol):
    """The way to the service; who holds the key and writes the ledger."""

    async def service(self) -> Service | None:
        """The service that was chosen as it is now, or None."""
        ...

    async def agreed(self, task: str, size: int) -> bool:
        """Whether the person lets `size` bytes of a picture be sent for the task."""
        ...

    async def post(
        self, task: str, parts: Sequence[Part], options: Mapping[str, Any], key: str, progress: Progress
    ) -> Reply:
        """The service's answer; `key` is the same for every try. ServiceOffline where none came."""
        ...


class RemoteBackend:
    """Runs tasks on the service at the other end of a transport."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport

    async def run(
        self,
        service: Service,
        task: str,
        parts: Sequence[Part],
        options: Mapping[str, Any],
        progress: Progress,
    ) -> Reply:
        """What the service made of it; a ServiceError, or NothingFound, where it made nothing."""
        size = sum(len(part.data) for part in parts)
        if size > service.most_bytes:
            raise ServiceTooLarge(
                f"{service.host} takes {service.most_bytes / 1e6:.0f} MB, "
                f"and this picture has {size / 1e6:.0f} MB.",
                advice="Make the picture smaller, or run it on this device.",
            )
        key = uuid4().hex
        try:
            reply = await self.transport.post(task, parts, options, key, progress)
            wait = pause_before_another_try(reply)
        except ServiceOffline:
            wait = _PAUSE
        if wait is not None:
            await asyncio.sleep(wait)
            reply = await self.transport.post(task, parts, options, key, progress)
        if reply.status != 200:
            raise problem(reply, service.host)
        return reply


def pause_before_another_try(reply: Reply) -> float | None:
    """Seconds after which the same may be asked again; None where that would not help, or would be late."""
    if reply.status not in (429, 502, 503, 504):
        return None
    if reply.retry_after is None:
        return _PAUSE if reply.status in (502, 503) else None
    return reply.retry_after if reply.retry_after <= LONGEST_WAIT else None


def problem(reply: Reply, host: str) -> FotoFunError:
    """The error that a problem document (RFC 9457) stands for."""
    try:
        document = json.loads(reply.body)
        kind, detail = str(document["type"]).rpartition("/")[2], str(document["detail"])[:300]
    except (ValueError, KeyError, TypeError):
        kind, detail = "", ""
    match reply.status:
        case 401 | 403:
            return ServiceUnauthorised(
                f"{host} refused the key. {detail}".strip(), advice="Set the service up with another key."
            )
        case 413:
            return ServiceTooLarge(
                f"The picture is too large for {host}. {detail}".strip(),
                advice="Make it smaller, or run it on this device.",
            )
        case 429 if kind == "quota-exceeded":
            return ServiceQuotaSpent(
                f"Your share of {host} is used up. {detail}".strip(),
                advice="Wait until it starts anew, choose a larger plan, or run it on this device.",
            )
        case 503 if kind == "model-unavailable":
            return ServiceFailed(
                f"{host} has no model for this. {detail}".strip(), advice="Ask whoever runs it."
            )
        case 429 | 503 | 504:
            return ServiceBusy(f"{host} is busy. {detail}".strip(), advice=_when(reply.retry_after))
        case 422 if kind == "nothing-found":
            return NothingFound(detail or "Nothing was found.", advice="Try another photo.")
        case _:
            return ServiceFailed(
                f"{host} could not do it. {detail}".strip(), advice="Try again, or run it on this device."
            )


def _when(seconds: float | None) -> str:
    if seconds is None:
        return "Try again in a moment."
    return (
        f"Try again in {seconds:.0f} seconds."
        if seconds < 90
        else f"Try again in {seconds / 60:.0f} minutes."
    )
