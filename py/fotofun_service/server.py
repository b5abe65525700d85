"""The application on a socket."""

import asyncio
import errno
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from fotofun_service.connection import Connection
from fotofun_service.housekeeping import Housekeeping

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
DEFAULT_PORT = 8000
_PORTS_TRIED = 50


def bind(host: str, port: int | None = None) -> socket.socket:
    """A bound socket at `port`, or without one at the first free port from 8000 on; raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    candidates = range(DEFAULT_PORT, DEFAULT_PORT + _PORTS_TRIED) if port is None else [port]
    for candidate in candidates:
        # With the protocol named, which connections inherit, asyncio sends small answers at once.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            # Listening at once: another program cannot take the port meanwhile.
            listener.listen(128)
            return listener
        except OSError as error:
            listener.close()
            if port is not None or error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, "every port tried is in use")


def address_of(listener: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}/"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a service bound to `host`."""
    return host in LOOPBACK_NAMES or host.startswith("127.")


class Server(uvicorn.Server):
    """Ends in three steps: says that it is not ready, takes no more requests, finishes those it has.

    The first takes `notice` seconds, in which a load balancer looks elsewhere; a second signal skips it.
    """

    def __init__(self, config: uvicorn.Config, house: Housekeeping | None, notice: float) -> None:
        super().__init__(config)
        self._house = house
        self._notice = notice

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """What a signal to end does."""
        at_once = sig == signal.SIGINT or not self._notice or not self._house or self._house.ending
        if self._house:
            self._house.ending = True
        if at_once:
            super().handle_exit(sig, frame)
            return
        self._captured_signals.append(sig)
        asyncio.get_running_loop().call_later(self._notice, self.end)

    def end(self) -> None:
        """Take no more requests, and stop when those that run are finished, or out of time."""
        if self._house:
            self._house.ending = True
        self.should_exit = True


def make_server(app: ASGIApp, finish_within: float = 3.0, notice: float = 0.0) -> Server:
    """A server for `app` that says nothing while all is well.

    Told to end, it gives what runs `finish_within` seconds.
    """
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        log_level="error",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=round(finish_within),
    )
    house = app.state.house if isinstance(app, Starlette) else None
    return Server(config, house, notice)


def run(server: Server, listener: socket.socket) -> None:
    """Serve until told to end."""
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


@contextmanager
def in_background(app: ASGIApp) -> Iterator[str]:
    """Serve `app` in a thread, on a free port of the loopback interface; its address."""
    listener = bind("127.0.0.1", 0)
    server = make_server(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield address_of(listener)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
