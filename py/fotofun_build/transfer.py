"""One resumable HTTP transfer into a partial file."""

import http.client
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

CONNECT_SECONDS = 3.0
READ_SECONDS = 30.0
ATTEMPTS = 3
_CHUNK = 1 << 18

Report = Callable[[int, int | None], None]


class Unreachable(Exception):
    """The host did not answer; nothing else of it need be tried now."""


class Refused(Exception):
    """The host answered, but not with the file."""


class TooLong(Exception):
    """More bytes arrived than the file has."""


class _PatientHttp(http.client.HTTPConnection):
    """Short patience for connecting, long patience for reading."""

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(READ_SECONDS)


class _PatientHttps(http.client.HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(READ_SECONDS)


class _HttpHandler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_PatientHttp, req)


class _HttpsHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_PatientHttps, req)


_opener = urllib.request.build_opener(_HttpHandler, _HttpsHandler)


def transfer(url: str, part: Path, size: int | None, report: Report) -> None:
    """Bring `part` to its full length, going on from what it already holds.

    A connection that breaks is taken up again where it broke, a few times. `size` in bytes is the
    length to expect, if known.

    Raises:
        Unreachable: nobody answers; what had arrived stays in `part`.
        Refused: the host has no such file.
        TooLong: it sent more than `size`.
    """
    for attempt in range(1, ATTEMPTS + 1):
        before = _length(part)
        try:
            if _transfer_once(url, part, size, report):
                return
            broken = "the connection closed early"
        except urllib.error.HTTPError as error:
            raise Refused(f"it answered {error.code}") from error
        except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
            broken = _words(error)
        if _length(part) == before or attempt == ATTEMPTS:
            raise Unreachable(broken)


def _transfer_once(url: str, part: Path, size: int | None, report: Report) -> bool:
    """Fetch the rest of the file; True when it is complete."""
    have = _length(part)
    if size is not None and have == size:
        return True
    request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        response: Any = _opener.open(request, timeout=CONNECT_SECONDS)
    except urllib.error.HTTPError as error:
        if error.code == 416 and have:
            # What we hold is not a beginning of this file: start over.
            part.unlink()
            return _transfer_once(url, part, size, report)
        raise
    with response:
        start = _range_start(response.headers.get("Content-Range")) if response.status == 206 else 0
        if start not in (0, have):
            raise Refused("it answered with another part than asked for")
        announced = response.headers.get("Content-Length")
        total = start + int(announced) if announced else size
        with part.open("ab" if start else "wb") as file:
            while chunk := response.read1(_CHUNK):
                file.write(chunk)
                if size is not None and file.tell() > size:
                    raise TooLong
                report(file.tell(), total)
    return total is None or _length(part) >= total


def _range_start(header: str | None) -> int:
    found = re.match(r"bytes (\d+)-", header or "")
    if not found:
        raise Refused("it answered with an unclear part of the file")
    return int(found.group(1))


def _length(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _words(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, socket.gaierror):
        return "its name could not be resolved"
    if isinstance(reason, TimeoutError):
        return "it did not answer in time"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return str(reason) or type(reason).__name__
