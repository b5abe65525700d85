"""The way to a service from the browser: the page sends, which holds the key, asks and keeps the ledger."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from fotofun.errors import RelayedError, ServiceOffline
from fotofun.inference.backends.remote import Part, Progress, Reply
from fotofun.inference.backends.web import Bridge
from fotofun.inference.service import Service
from fotofun.protocol import (
    ConsentParams,
    ConsentResult,
    SendParams,
    SendResult,
    ServiceInfo,
    ServiceProgress,
)


class PageTransport:
    """The `Transport` of the engine worker."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._progress: dict[str, Progress] = {}

    async def service(self) -> Service | None:
        answer, _ = await self._bridge.request("service", {}, ())
        info = cast(ServiceInfo, answer)
        if not info["host"]:
            return None
        return Service(
            info["host"],
            frozenset(info["tasks"]),
            info["health"],
            info["use"],
            frozenset(info["allowed"]),
            frozenset(info["refused"]),
            asks=True,
            most_bytes=info["most_bytes"],
            formats=frozenset(info["formats"]),
        )

    async def agreed(self, task: str, size: int) -> bool:
        params: ConsentParams = {"task": task, "bytes": size}
        answer, _ = await self._bridge.request("consent", params, ())
        return cast(ConsentResult, answer)["agreed"]

    async def post(
        self, task: str, parts: Sequence[Part], options: Mapping[str, Any], key: str, progress: Progress
    ) -> Reply:
        params: SendParams = {
            "task": task,
            "options": dict(options),
            "parts": [{"name": part.name, "media_type": part.media_type} for part in parts],
            "key": key,
        }
        self._progress[key] = progress
        try:
            answer, [body] = await self._bridge.request(
                "send", params, [np.frombuffer(part.data, np.uint8) for part in parts]
            )
        except RelayedError as error:
            if error.kind != "offline":
                raise
            raise ServiceOffline(error.what, kept=error.kept, advice=error.advice) from None
        finally:
            del self._progress[key]
        result = cast(SendResult, answer)
        return Reply(result["status"], result["media_type"], body.tobytes(), result["retry_after"])

    def on_progress(self, event: ServiceProgress) -> None:
        """Takes what the page tells of a request that it sent."""
        if listener := self._progress.get(event["key"]):
            listener(event["done"])
