"""Asking the AI service at an address, and what is sent there."""

import http.client
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

from PIL import Image

from fotofun_service.accounts.gate import Gate
from fotofun_service.app import create_app
from fotofun_service.logs import make_log
from fotofun_service.server import LOOPBACK_NAMES, in_background
from fotofun_service.settings import Settings

Answer = tuple[int, Any, bytes]
FORM = "multipart/form-data; boundary=edge"


class Client:
    """Asks the service at an address; with a key, if there is one."""

    def __init__(self, address: str, key: str = "") -> None:
        self.host = urlsplit(address).netloc
        self.key = key

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.key:
            named.setdefault("Authorization", f"Bearer {self.key}")
        try:
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def task(self, name: str, parts: dict[str, bytes], **headers: str) -> Answer:
        return self.ask("POST", f"/v1/{name}", form(parts), Content_Type=FORM, **headers)

    def told(self, path: str) -> Any:
        """What a GET answers, as JSON."""
        return json.loads(self.ask("GET", path)[2])

    def measured(self, name: str) -> float:
        """The sum of a metric."""
        lines = self.ask("GET", "/metrics")[2].decode().splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))

    def place(self) -> tuple[str, int]:
        name, port = self.host.split(":")
        return name, int(port)


def form(parts: dict[str, bytes]) -> bytes:
    heads = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"; filename="x"\r\n\r\n'.encode() + content
        for name, content in parts.items()
    ]
    return b"\r\n".join([*heads, b"--edge--\r\n"])


def raw(client: Client, task: str, parts: dict[str, bytes], *headers: str) -> bytes:
    """A whole request as it goes over the wire."""
    body = form(parts)
    lines = [
        f"POST /v1/{task} HTTP/1.1",
        f"Host: {client.host}",
        f"Content-Length: {len(body)}",
        f"Content-Type: {FORM}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def png(width: int, height: int, colour: tuple[int, int, int] = (90, 120, 60)) -> bytes:
    return saved(Image.new("RGB", (width, height), colour), "PNG")


def saved(picture: Image.Image, format: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()


def opened(answer: Answer) -> Image.Image:
    status, _, body = answer
    assert status == 200, body
    return Image.open(io.BytesIO(body))


def kind_of(answer: Answer) -> tuple[int, str]:
    status, headers, body = answer
    assert headers["Content-Type"] == "application/problem+json", (status, body[:200])
    told = json.loads(body)
    assert set(told) == {"type", "title", "status", "detail", "instance", "request_id"}
    assert "/tmp" not in told["detail"] and "Traceback" not in told["detail"]
    return status, told["type"]


@contextmanager
def serving(
    dist: Path, built: Path, gate: Gate | None = None, log: TextIO | None = None, **chosen: Any
) -> Iterator[Client]:
    """A service in this process; what it logs goes to `log`."""
    settings = Settings(dist, allowed_hosts=LOOPBACK_NAMES, models=built, **chosen)
    with in_background(create_app(settings, gate, make_log(log) if log else None)) as address:
        yield Client(address)
