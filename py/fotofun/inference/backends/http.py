"""The way to a service from CPython: HTTP by httpx, for scripts and the command line."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fotofun.errors import ServiceFailed, ServiceOffline
from fotofun.inference.backends.remote import Part, Progress, Reply
from fotofun.inference.service import Health, Service, Use

if TYPE_CHECKING:
    import httpx

_SECONDS = 120.0
_SECONDS_TO_CONNECT = 5.0


class HttpTransport:
    """A service by its address, such as `https://ai.example.org`, and the key if it wants one.

    Nobody can be asked here: tasks that are not `allowed` are not sent. Who names a service in a script has
    agreed for what the script does, so `allowed` is everything that the service offers unless it is given.
    """

    def __init__(
        self, address: str, key: str = "", use: Use = "when_needed", allowed: frozenset[str] | None = None
    ) -> None:
        self._address = address.rstrip("/")
        self._host = urlsplit(self._address).netloc
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._use: Use = use
        self._allowed = allowed

    async def service(self) -> Service:
        """The service as it is now: what it offers, whether it answers, whether it takes the key."""
        health, tasks = await self._look()
        allowed = tasks if self._allowed is None else self._allowed
        return Service(self._host, tasks, health, self._use, allowed)

    async def agreed(self, task: str, size: int) -> bool:
        """Nobody is asked."""
        return False

    async def post(
        self, task: str, parts: Sequence[Part], options: Mapping[str, Any], key: str, progress: Progress
    ) -> Reply:
        """The service's answer; ServiceOffline where none came."""
        files = {part.name: (part.name, part.data, part.media_type) for part in parts}
        answer = await self._ask(
            "POST",
            f"/v1/tasks/{task.replace('_', '-')}",
            files=files,
            data={"options": json.dumps(dict(options))},
            headers={"Idempotency-Key": key, "Accept": "image/png"},
        )
        wait = answer.headers.get("retry-after", "")
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        seconds = float(wait) if wait.isdecimal() else None
        return Reply(answer.status_code, media_type, answer.content, seconds)

    async def _look(self) -> tuple[Health, frozenset[str]]:
        try:
            answer = await self._ask("GET", "/v1/tasks")
        except ServiceOffline:
            return "offline", frozenset()
        if answer.status_code in (401, 403):
            return "unauthorised", frozenset()
        try:
            models = await self._ask("GET", "/v1/models")
            return "ready", offered(answer.json(), models.json())
        except ValueError:
            raise ServiceFailed(
                f"What answers at {self._host} is no AI service of FotoFun.", advice="Check the address."
            ) from None

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **content: Any
    ) -> "httpx.Response":
        import httpx

        time_out = httpx.Timeout(_SECONDS, connect=_SECONDS_TO_CONNECT)
        try:
            async with httpx.AsyncClient(timeout=time_out, follow_redirects=False) as client:
                return await client.request(
                    method, self._address + path, headers={**self._headers, **(headers or {})}, **content
                )
        except httpx.HTTPError as error:
            raise ServiceOffline(
                f"{self._host} did not answer ({type(error).__name__}).",
                advice="Check its address and try again.",
            ) from error


def offered(tasks: Any, models: Any) -> frozenset[str]:
    """What the answers of `/v1/tasks` and `/v1/models` both name; ValueError if they are none."""
    try:
        named = {str(each["name"]) for each in tasks["tasks"]} & {
            str(each["task"]) for each in models["models"]
        }
        return frozenset(name.replace("-", "_") for name in named)
    except (KeyError, TypeError):
        raise ValueError("no list of tasks") from None
