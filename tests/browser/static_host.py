"""A plain file host, as anybody may use for the editor, with faults that a test can switch on."""

import mimetypes
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

ISOLATION = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}
HASHED = re.compile(r"/(assets|engine|inference)/|\.onnx$")


@dataclass
class Faults:
    """What goes wrong for addresses that end with `suffix`; nothing does unless it is set."""

    suffix: str = ".onnx"
    cut_after: int | None = None
    damaged: bool = False
    ignores_range: bool = False
    missing: bool = False
    bytes_per_second: float | None = None


@dataclass(frozen=True)
class Served:
    """One request, as the host saw it."""

    path: str
    range: str | None
    status: int


@dataclass
class StaticHost:
    """Serves `root` at `address` until the block ends; `log` has every request.

    `edits` changes files whose address ends with the key on their way out; `down` stops all answers.
    """

    root: Path
    isolated: bool = True
    faults: Faults = field(default_factory=Faults)
    edits: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    log: list[Served] = field(default_factory=list)
    down: bool = False
    policy: str = POLICY

    def __enter__(self) -> "StaticHost":
        host = self

        class Handler(_Handler):
            owner = host

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def requests(self, suffix: str) -> list[Served]:
        return [served for served in self.log if served.path.endswith(suffix)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner: StaticHost

    def do_GET(self) -> None:
        if self.owner.down:
            self.close_connection = True
            return
        path = unquote(urlsplit(self.path).path)
        file = self.owner.root / (path[1:] or "index.html")
        wrong = self.owner.faults if path.endswith(self.owner.faults.suffix) else Faults()
        if not file.is_file() or wrong.missing:
            self._head(404, path, 0)
            return
        data = file.read_bytes()
        for suffix, edit in self.owner.edits.items():
            data = edit(data) if path.endswith(suffix) else data
        if wrong.damaged:
            data = data[:-1] + bytes([data[-1] ^ 1])
        total, start = len(data), 0
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if wanted and not wrong.ignores_range:
            start = int(wanted[1])
        if start >= total > 0:
            self._head(416, path, 0)
            return
        span = {"Content-Range": f"bytes {start}-{total - 1}/{total}"} if start else {}
        self._head(206 if start else 200, path, total - start, span)
        self._body(data[start:], wrong)

    def _head(self, status: int, path: str, length: int, more: dict[str, str] | None = None) -> None:
        self.owner.log.append(Served(path, self.headers.get("Range"), status))
        self.send_response(status)
        suffix = Path(path).suffix or ".html"
        self.send_header(
            "Content-Type", TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        )
        self.send_header("Content-Length", str(length))
        self.send_header(
            "Cache-Control",
            "max-age=31536000, immutable" if HASHED.search(path) and status != 404 else "no-cache",
        )
        self.send_header("Content-Security-Policy", self.owner.policy)
        for name, value in ((ISOLATION if self.owner.isolated else {}) | (more or {})).items():
            self.send_header(name, value)
        self.end_headers()

    def _body(self, data: bytes, wrong: Faults) -> None:
        end = len(data) if wrong.cut_after is None else min(len(data), wrong.cut_after)
        step = 65536
        try:
            for at in range(0, end, step):
                self.wfile.write(data[at : min(at + step, end)])
                if wrong.bytes_per_second:
                    time.sleep(step / wrong.bytes_per_second)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        if end < len(data):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: tests read `log`."""
