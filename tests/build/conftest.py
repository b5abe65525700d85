"""A real HTTP server whose bad days can be arranged."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.build.file_server import FileServer


@pytest.fixture
def file_server() -> Iterator[FileServer]:
    state = FileServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            asked = self.headers.get("Range")
            state.requests.append((path, asked))
            if path not in state.files:
                self.send_error(404)
                return
            body = state.files[path]
            start = 0
            if asked and state.supports_ranges and (found := re.match(r"bytes=(\d+)-", asked)):
                start = int(found[1])
            if start and start >= len(body):
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
            self.send_header("Content-Length", str(len(body) - start))
            self.end_headers()
            cuts = state.cut_after.get(path, [])
            stop = start + cuts.pop(0) if cuts else len(body)
            self.close_connection = stop < len(body)
            try:
                for place in range(start, stop, 1 << 16):
                    state.sent += self.wfile.write(body[place : min(place + (1 << 16), stop)])
            except ConnectionError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    thread.join()
    server.server_close()
