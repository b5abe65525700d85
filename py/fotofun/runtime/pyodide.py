"""The engine inside a web worker: messages from the page to a session, and back.

The worker calls `start` once, then `receive` for every message. Answers, events and requests for models
leave through the worker's `Outbox`.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from fotofun.errors import Cancelled, FotoFunError, RelayedError
from fotofun.inference.backends.page import PageTransport
from fotofun.inference.backends.remote import RemoteBackend
from fotofun.inference.backends.web import WebBackend
from fotofun.inference.library import Library
from fotofun.inference.placement import Settings
from fotofun.inference.runner import ModelRunner
from fotofun.session import Report, Session, error_info

Bytes = NDArray[np.uint8]


class Outbox(Protocol):
    """The worker's side: takes bytes one by one, then the message they belong to."""

    def attach(self, data: Bytes) -> None:
        """Copies an array out of Python's memory, to be transferred with the next message."""

    def send(self, message: str) -> None:
        """Posts a message (JSON) with what was attached."""


class JsBytes(Protocol):
    """A buffer of the page's, as Pyodide shows it."""

    byteLength: int  # noqa: N815  # JavaScript's own name

    def assign_to(self, target: Bytes) -> None:
        """Copies the buffer into an array of the same size."""


class Bridge:
    """Asks the page for what only it can do: running models in the inference worker, asking a service."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[tuple[dict[str, Any], list[Bytes]]]] = {}
        self.listener: Any = None

    async def request(
        self, method: str, params: Mapping[str, Any], buffers: Sequence[Bytes]
    ) -> tuple[dict[str, Any], list[Bytes]]:
        """The inference worker's answer; Cancelled or RelayedError."""
        number = next(self._numbers)
        future: asyncio.Future[tuple[dict[str, Any], list[Bytes]]]
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            _post(self._outbox, {"inference": number, "method": method, "params": params}, buffers)
            return await future
        except asyncio.CancelledError:
            _post(self._outbox, {"inference": number, "method": "stop", "params": {}}, ())
            raise
        finally:
            del self._waiting[number]

    def answer(self, message: Mapping[str, Any], buffers: list[Bytes]) -> None:
        """Settles the request that this message answers; an answer nobody waits for is dropped."""
        future = self._waiting.get(message["inference"])
        if future is None or future.done():
            return
        if error := message.get("error"):
            future.set_exception(_error_from(error))
        else:
            future.set_result((message["result"], buffers))


class Engine:
    """A session with its two ways out."""

    def __init__(self, outbox: Outbox, index: Mapping[str, Any]) -> None:
        self._outbox = outbox
        self._bridge = Bridge(outbox)
        self._backend = WebBackend(self._bridge)
        self._service = PageTransport(self._bridge)
        self._remote = RemoteBackend(self._service)
        self._library = Library.from_index(index)
        self._session = Session(self._emit, self._runner, library=self._library)
        self._tasks: set[asyncio.Task[None]] = set()

    def receive(self, text: str, *buffers: JsBytes) -> None:
        """Takes a message: a request of the page, or the inference worker's answer or progress."""
        message = json.loads(text)
        if "inference_progress" in message:
            self._backend.on_progress(message["inference_progress"])
        elif "service_progress" in message:
            self._service.on_progress(message["service_progress"])
        elif "inference" in message:
            self._bridge.answer(message, [_copied(buffer) for buffer in buffers])
        else:
            task = asyncio.ensure_future(self._answer(message, [_copied(buffer) for buffer in buffers]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, message: Mapping[str, Any], buffers: list[Bytes]) -> None:
        number = message["id"]
        try:
            result, out = await self._session.request(number, message["method"], message["params"], buffers)
        except FotoFunError as error:
            _post(self._outbox, {"id": number, "error": error_info(error)}, ())
        else:
            _post(self._outbox, {"id": number, "result": result}, out)

    def _emit(self, event: str, data: Mapping[str, Any], buffers: Sequence[Bytes]) -> None:
        _post(self._outbox, {"event": event, "data": data}, buffers)

    def _runner(self, report: Report, sends: bool) -> ModelRunner:
        settings = Settings(noncommercial=self._library.noncommercial)
        remote = self._remote if sends else None
        return ModelRunner(self._backend, self._library.usable(), report, settings, remote)


def start(outbox: Outbox, index: str) -> Engine:
    """The engine, ready to receive; `index` is the list of models that the page serves, as JSON."""
    return Engine(outbox, json.loads(index))


def _post(outbox: Outbox, message: Mapping[str, Any], buffers: Sequence[Bytes]) -> None:
    for buffer in buffers:
        outbox.attach(buffer)
    outbox.send(json.dumps(message))


def _copied(buffer: JsBytes) -> Bytes:
    data = np.empty(buffer.byteLength, np.uint8)
    buffer.assign_to(data)
    return data


def _error_from(info: Mapping[str, str]) -> FotoFunError:
    if info["kind"] == "cancelled":
        return Cancelled()
    return RelayedError(info["kind"], info["what"], kept=info["kept"], advice=info["advice"])
