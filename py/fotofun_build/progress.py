"""Calm lines of progress on the terminal; standard library only, since it speaks before `.venv` exists.

A step prints its title at once and how it ended on the same line: `Python packages … done in 12 s`.
On a terminal the line is refreshed while the step runs; in a log it is written once.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

_lock = threading.RLock()
_open_step: "Step | None" = None


def say(text: str) -> None:
    """Print one line, after closing the line of a running step."""
    with _lock:
        if _open_step is not None:
            _open_step.interrupt()
        print(text, flush=True)


def duration(seconds: float) -> str:
    """Seconds in words for people: `0.4 s`, `12 s`, `2 min 5 s`."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"


def size(count: int) -> str:
    """Bytes in words for people: `812 bytes`, `44.2 MB`."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


class Step:
    """A line that says what is being done, how far it is, and how it ended."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.result = ""
        self._started = time.monotonic()
        self._refreshed = 0.0
        self._width = 0
        self._line_open = False
        self._outer: Step | None = None

    def __enter__(self) -> "Step":
        global _open_step
        with _lock:
            if _open_step is not None:
                _open_step.interrupt()
            self._outer, _open_step = _open_step, self
            self._write(f"{self.title} … ", end="")
            self._line_open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        global _open_step
        taken = duration(time.monotonic() - self._started)
        with _lock:
            ending = "stopped" if error else (self.result or "done")
            line = (
                f"{self.title} … {ending} after {taken}" if error else f"{self.title} … {ending} in {taken}"
            )
            if self._line_open and not sys.stdout.isatty():
                line = line.removeprefix(f"{self.title} … ")
            self._write(line, end="\n")
            self._line_open = False
            _open_step = self._outer

    def update(self, detail: str) -> None:
        """Show how far it is; a log, which cannot be refreshed, does not get it."""
        now = time.monotonic()
        if not sys.stdout.isatty() or now - self._refreshed < 0.1:
            return
        with _lock:
            self._refreshed = now
            self._write(f"{self.title} … {detail}", end="")
            self._line_open = True

    def interrupt(self) -> None:
        """Leave this step's line, since somebody else has something to say."""
        if self._line_open:
            print(flush=True)
            self._line_open = False
            self._width = 0

    def _write(self, text: str, end: str) -> None:
        if sys.stdout.isatty():
            print(f"\r{text:<{self._width}}", end=end, flush=True)
            self._width = 0 if end else len(text)
        else:
            print(text, end=end, flush=True)


@contextmanager
def heartbeat(step: Step, doing: str) -> Iterator[None]:
    """While a silent program runs, show every second that it still does and for how long."""
    stop = threading.Event()
    started = time.monotonic()

    def beat() -> None:
        while not stop.wait(1.0):
            step.update(f"{doing}, {duration(time.monotonic() - started)}")

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
