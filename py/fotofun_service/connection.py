"""A connection that waits for nobody for ever, and words its refusals as the application does."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import h11
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol

from fotofun_service.problem import MEDIA_TYPE

HEADER_SECONDS = 5.0
"""How long the headers of a request may take, and the rest of one that was answered already."""

_WORDS = {400: "This is no HTTP request.", 431: "The headers of the request are too large."}


class Connection(H11Protocol):
    """uvicorn's, with a time for headers, which it lacks."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            if self._waiting is None:
                self._wait()
        elif self.cycle and not self.cycle.response_complete:
            self._wait_no_more()

    def on_response_complete(self) -> None:
        """The request was answered, perhaps before all of it came."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self._wait()

    def handle_events(self) -> None:
        """Take what came apart; what is too large is told from what is no request."""
        receive, self._status = self.conn.next_event, 400

        def next_event() -> Any:
            try:
                return receive()
            except h11.RemoteProtocolError as error:
                self._status = 431 if error.error_status_hint == 431 else 400
                raise

        self.conn.next_event = next_event  # type: ignore[method-assign]
        try:
            super().handle_events()
        finally:
            self.conn.next_event = receive  # type: ignore[method-assign]

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        title = STATUS_PHRASES[self._status].decode()
        problem = {
            "type": "/problems/" + title.lower().replace(" ", "-"),
            "title": title,
            "status": self._status,
            "detail": _WORDS[self._status],
            "instance": "",
            "request_id": uuid4().hex,
        }
        body = json.dumps(problem).encode()
        headers = [
            ("content-type", MEDIA_TYPE),
            ("content-length", str(len(body))),
            ("connection", "close"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
        ]
        for event in (
            h11.Response(status_code=self._status, headers=headers, reason=title.encode()),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _wait(self) -> None:
        self._wait_no_more()
        self._waiting = self.loop.call_later(HEADER_SECONDS, self._give_up)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
