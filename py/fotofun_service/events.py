"""Answers as server-sent events: how far the work is, then its result or a problem."""

import asyncio
import json
import time
from base64 import b64encode
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from fotofun.inference.runner import Report
from fotofun_service.accounts.answers import Kept
from fotofun_service.disconnection import disconnected
from fotofun_service.logs import fault
from fotofun_service.pictures import EVENTS
from fotofun_service.problem import Refused, document

_PATIENCE = 1.0
_PING = 10.0

Step = tuple[float | None, str]


class Events(Response):
    """The work begins with the response, and is cancelled when the client goes away.

    What is refused within the first second is refused with its own status; later the status is 200 already,
    and an event tells. `holding` is closed when the work is over.
    """

    def __init__(
        self, request: Request, work: Callable[[Report], Awaitable[Kept]], holding: AsyncExitStack
    ) -> None:
        super().__init__(media_type=EVENTS, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._request = request
        self._work = work
        self._holding = holding
        self._started = False
        self._progress = Progress()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the work and tell of it."""
        loop = asyncio.get_running_loop()
        steps: asyncio.Queue[Step] = asyncio.Queue()

        def report(fraction: float | None, words: str) -> None:
            loop.call_soon_threadsafe(steps.put_nowait, (fraction, words))

        async with self._holding:
            work = asyncio.ensure_future(self._work(report))
            gone = asyncio.ensure_future(disconnected(self._request))
            try:
                await self._tell(work, gone, steps, send)
            finally:
                gone.cancel()
                work.cancel()
                await asyncio.wait([work])

    async def _tell(
        self,
        work: "asyncio.Future[Kept]",
        gone: "asyncio.Future[None]",
        steps: "asyncio.Queue[Step]",
        send: Send,
    ) -> None:
        while True:
            step = asyncio.ensure_future(steps.get())
            patience = _PING if self._started else _PATIENCE
            either: list[asyncio.Future[Any]] = [work, gone, step]
            await asyncio.wait(either, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            if step.done():
                await self._send(send, _event("progress", self._progress.after(*step.result())))
                continue
            step.cancel()
            if work.done():
                await self._finish(work, send)
                return
            if gone.done():
                self._request.scope["state"]["outcome"] = "cancelled"
                return
            await self._send(send, b": still at it\n\n")

    async def _finish(self, work: "asyncio.Future[Kept]", send: Send) -> None:
        state = self._request.scope["state"]
        try:
            answer = work.result()
            last = _event("result", {"media_type": answer.media_type, "body": _body(answer)})
        except Refused as error:
            if not self._started:
                raise
            state.update(status=error.status, outcome=error.kind)
            last = _event("problem", document(self._request, error.status, error.detail, error.kind))
        except Exception as error:
            if not self._started:
                raise
            state.update(status=500, outcome="fault", fault=fault(error))
            last = _event("problem", document(self._request, 500))
        await self._send(send, last)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send(self, send: Send, data: bytes) -> None:
        if not self._started:
            self._started = True
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
        await send({"type": "http.response.body", "body": data, "more_body": True})


class Progress:
    """How far work is, which never goes back, and about how long the rest takes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._done = 0.0

    def after(self, fraction: float | None, words: str) -> dict[str, Any]:
        """The data of the next event; `seconds_left` is there once something can be said."""
        self._done = max(self._done, min(fraction or 0.0, 1.0))
        told: dict[str, Any] = {"done": round(self._done, 4), "text": words}
        if self._done > 0.02:
            told["seconds_left"] = round((self._clock() - self._started) * (1 / self._done - 1), 1)
        return told


def _body(answer: Kept) -> Any:
    if answer.media_type == "application/json":
        return json.loads(answer.body)
    return b64encode(answer.body).decode()


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
