"""Clients that are slow, odd or elsewhere, over a real socket."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from fotofun_service import connection
from fotofun_service.settings import Settings
from tests.service.client import Client, png, raw, serving

ALLOWED = "https://photo.example"


@pytest.fixture(scope="module")
def client(dist: Path, built: Path) -> Iterator[Client]:
    with serving(dist, built, timeout=0.5, cors_origins=(ALLOWED,)) as client:
        yield client


def all_of(opened: socket.socket) -> bytes:
    """What comes until the other end closes."""
    opened.settimeout(10)
    told = b""
    try:
        while data := opened.recv(65536):
            told += data
    except ConnectionResetError:
        pass
    return told


def test_headers_that_never_end_are_not_waited_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEADER_SECONDS", 0.2)
    for begun in (b"", b"GET /health HTTP/1.1\r\nHost: loc"):
        with socket.create_connection(client.place()) as slow:
            slow.sendall(begun)
            assert all_of(slow) == b""
    with socket.create_connection(client.place()) as slow:
        slow.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert slow.recv(15) == b"HTTP/1.1 200 OK"
        slow.sendall(b"GET /health HTTP/1.1\r\n")
        assert b"HTTP/1.1 200" not in all_of(slow)[1:]


def test_a_body_that_never_ends_is_refused_at_the_deadline(client: Client) -> None:
    whole = raw(client, "detect-faces", {"image": png(8, 8)})
    with socket.create_connection(client.place()) as slow:
        slow.sendall(whole[:-20])
        told = all_of(slow)
    assert told.startswith(b"HTTP/1.1 408") and b"/problems/too-slow" in told


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (b"X-Long: " + b"x" * 200_000 + b"\r\n", 431),
        (b"".join(b"X-%d: y\r\n" % each for each in range(20_000)), 431),
        (b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", 400),
        (b"Content-Length: 4\r\nContent-Length: 5\r\n", 400),
        (b"Content-Length: -1\r\n", 400),
        (b"Bad header\r\n", 400),
    ],
)
def test_headers_that_make_no_sense_are_refused(client: Client, lines: bytes, status: int) -> None:
    with socket.create_connection(client.place()) as odd:
        odd.sendall(b"POST /v1/detect-faces HTTP/1.1\r\nHost: localhost\r\n" + lines + b"\r\n0\r\n\r\n")
        told = all_of(odd)
    assert told.startswith(b"HTTP/1.1 %d " % status) and b"application/problem+json" in told
    assert client.ask("GET", "/health")[0] == 200


def test_only_chosen_pages_elsewhere_may_read_answers(client: Client) -> None:
    for origin, allowed in ((ALLOWED, ALLOWED), ("https://evil.example", None), ("null", None)):
        status, headers, _ = client.ask("GET", "/v1/models", Origin=origin)
        assert status == 200 and headers["Access-Control-Allow-Origin"] == allowed
        assert headers["Access-Control-Allow-Credentials"] is None
        status, headers, _ = client.ask(
            "OPTIONS",
            "/v1/upscale",
            Origin=origin,
            Access_Control_Request_Method="POST",
            Access_Control_Request_Headers="authorization",
        )
        assert (status == 200) is bool(allowed)
        assert headers["Access-Control-Allow-Origin"] == allowed
    headers = client.ask("GET", "/v1/models", Origin=ALLOWED)[1]
    assert "Origin" in headers["Vary"] and "Retry-After" in headers["Access-Control-Expose-Headers"]


def test_any_page_is_no_choice(dist: Path) -> None:
    with pytest.raises(ValueError, match="is not an origin"):
        Settings(dist, cors_origins=("*",))


def test_a_form_of_another_site_is_refused_unread(client: Client) -> None:
    origin = "https://evil.example"
    assert client.ask("POST", "/v1/detect-faces", b"x", Content_Type="text/plain", Origin=origin)[0] == 403
    assert client.ask("GET", "/health", Host="evil.example")[0] == 421


@pytest.mark.parametrize("path", ["/health", "/v1/models", "/v1/upscale", "/openapi.json", "/metrics"])
def test_answers_to_programs_are_kept_by_nobody(client: Client, path: str) -> None:
    _, headers, _ = client.ask("GET", path)
    assert headers["Cache-Control"] == "no-store" and headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert len(headers["X-Request-ID"]) == 32


def test_addresses_are_asked_in_their_own_way(client: Client) -> None:
    status, headers, _ = client.ask("GET", "/v1/upscale")
    assert (status, headers["Allow"]) == (405, "POST")
    assert client.ask("POST", "/v1/models")[0] == 405
    assert client.ask("GET", "/docs")[0] == 404


def test_bodies_together_are_bounded(dist: Path, built: Path) -> None:
    with serving(dist, built, max_file_size=100_000, max_workers=1, max_waiting=1, timeout=5.0) as client:
        held = []
        head = raw(client, "detect-faces", {"image": bytes(99_000)})[:90_000]
        for _ in range(2):
            held.append(socket.create_connection(client.place()))
            held[-1].sendall(head)
        while client.task("detect-faces", {"image": png(8, 8) + bytes(60_000)})[0] != 503:
            pass
        for each in held:
            each.close()
        while client.task("detect-faces", {"image": png(8, 8)})[0] != 200:
            pass
