"""A process that begins anew in its own place, and one that ends even if a thread does not."""

import os
import socket
import sys
import threading
import time
from collections.abc import Callable

# The socket that a process which began anew listens at: who connects meanwhile waits in its queue.
_LISTENER = "FOTOFUN_LISTENER"
_SECONDS = 1.0


class Recycling:
    """`end` makes the server finish what runs."""

    def __init__(self, listener: socket.socket, end: Callable[[], None]) -> None:
        self._kept = os.dup(listener.fileno())
        self._end = end
        self._asked = False

    def ask(self) -> None:
        """Begin anew as soon as what runs is finished."""
        self._asked = True
        self._end()

    def begin_anew(self) -> None:
        """Become a fresh process with the same socket, if that was asked for."""
        if self._asked:
            os.set_inheritable(self._kept, True)
            os.environ[_LISTENER] = str(self._kept)
            os.execv(sys.executable, [sys.executable, "-m", "fotofun_service", *sys.argv[1:]])


def inherited() -> socket.socket | None:
    """The socket of the process that began anew as this one."""
    number = os.environ.pop(_LISTENER, "")
    return socket.socket(fileno=int(number)) if number else None


def end_process() -> None:
    """End, whatever still runs: Python itself would wait for a model that hangs."""
    until = time.monotonic() + _SECONDS
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                sys.stdout.flush()
                os._exit(0)
