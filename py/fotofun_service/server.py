"""The application on a socket."""

import errno
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
DEFAULT_PORT = 8000
_PORTS_TRIED = 50


def bind(host: str, port: int | None = None) -> socket.socket:
    """A bound socket at `port`, or without one at the first free port from 8000 on; raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    candidates = range(DEFAULT_PORT, DEFAULT_PORT + _PORTS_TRIED) if port is None else [port]
    for candidate in candidates:
        listener = socket.socket(family, socket.SOCK_STREAM)
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


def make_server(app: ASGIApp) -> uvicorn.Server:
    """A server for `app` that says nothing while all is well."""
    return uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", server_header=False, proxy_headers=False, timeout_graceful_shutdown=3
        )
    )


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
