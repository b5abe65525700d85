"""The engine's side of the service, over a real socket: what is sent, what comes back, what goes wrong."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fotofun.codecs import decode, encode
from fotofun.errors import FotoFunError, RemoteConsentRequired
from fotofun.inference.backends.http import HttpTransport
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.backends.remote import RemoteBackend, Reply, pause_before_another_try
from fotofun.inference.manifest import Manifest, read_index
from fotofun.inference.outgoing import outgoing
from fotofun.inference.runner import ModelRunner
from fotofun.inference.service import Use
from fotofun.inference.tasks.detect_faces import faces_in
from fotofun.inference.tasks.remove_background import matte
from fotofun.inference.tasks.transfer_style import paint
from fotofun.inference.tasks.upscale import upscale
from fotofun.raster import Pixels
from fotofun_build import models, paths
from fotofun_service.app import create_app
from fotofun_service.server import LOOPBACK_NAMES, in_background
from fotofun_service.settings import Settings

IDS = ("u2netp", "blazeface", "waifu2x_photo", "multistyle")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the small models, under the names that the index gives them."""
    folder = tmp_path_factory.mktemp("models")
    chosen = [each for each in models.list_models() if each.id in IDS]
    for each in chosen:
        (folder / each.file).symlink_to(models.model_file(each))
    index = {"models": [each.to_dict() for each in chosen]}
    (folder / "index.json").write_text(json.dumps(index))
    return folder


@pytest.fixture(scope="module")
def address(dist: Path, built: Path) -> Iterator[str]:
    settings = Settings(dist, allowed_hosts=LOOPBACK_NAMES, models=built, api_key="a-key")
    with in_background(create_app(settings)) as found:
        yield found


@pytest.fixture(scope="module")
def picture() -> Pixels:
    """A red bowl on concrete, 1440x974, opaque."""
    return decode((paths.STATIC / "samples" / "fig-in-a-bowl.jpg").read_bytes(), "photo").pixels


def runner(
    address: str, built: Path, use: Use = "prefer", key: str = "a-key", models: list[Manifest] | None = None
) -> ModelRunner:
    known = read_index(built) if models is None else models
    remote = RemoteBackend(HttpTransport(address, key, use))
    return ModelRunner(NativeBackend(built, 2), known, lambda *_: None, remote=remote)


def here(built: Path) -> ModelRunner:
    return ModelRunner(NativeBackend(built, 2), read_index(built), lambda *_: None)


@pytest.fixture(scope="module")
def crop(picture: Pixels) -> Pixels:
    return np.ascontiguousarray(picture[200:700, 300:900])


def test_a_small_picture_gives_the_same_bytes_here_and_there(address: str, built: Path, crop: Pixels) -> None:
    far, told = asyncio.run(matte(crop, runner(address, built), "fast"))
    near, _ = asyncio.run(matte(crop, here(built), "fast"))
    assert np.array_equal(far, near)
    assert told.startswith("It ran on 127.0.0.1:") and "without its metadata" in told
    piece = np.ascontiguousarray(crop[:96, :128])
    tasks: tuple[Callable[[ModelRunner], Any], ...] = (
        lambda models: upscale(piece, models, 2),
        lambda models: paint(piece, models, {"Woodcut": 1.0}, 0.7),
        lambda models: faces_in(crop, models),
    )
    for task in tasks:
        assert np.array_equal(asyncio.run(task(runner(address, built)))[0], asyncio.run(task(here(built)))[0])


def test_a_large_picture_differs_by_less_than_a_hundredth(address: str, built: Path, picture: Pixels) -> None:
    large = np.ascontiguousarray(np.tile(picture, (1, 2, 1)))
    far, _ = asyncio.run(matte(large, runner(address, built), "fast"))
    near, _ = asyncio.run(matte(large, here(built), "fast"))
    assert far.shape == near.shape == large.shape[:2]
    assert np.abs(far.astype(int) - near).mean() / 255 < 0.01


def test_only_formats_that_the_service_takes_are_sent(picture: Pixels) -> None:
    assert outgoing(picture, "overall").media_type == "image/jpeg"
    assert outgoing(picture, "overall", {"webp"}).media_type == "image/webp"
    assert outgoing(picture, "overall", set()).media_type == "image/png"
    clear = picture.copy()
    clear[:10, :10, 3] = 0
    assert outgoing(clear, "overall").media_type == "image/webp"
    assert outgoing(clear, "overall", {"jpeg"}).media_type == "image/png"


def test_what_is_hidden_is_not_sent(picture: Pixels) -> None:
    erased = picture[:200, :200].copy()
    erased[50:150, 50:150, 3] = 0
    seen = decode(outgoing(erased, "every").data, "sent").pixels
    assert not seen[50:150, 50:150].any()
    assert np.array_equal(seen[:50], erased[:50])


def test_the_service_is_not_asked_where_it_may_not_be(address: str, built: Path, crop: Pixels) -> None:
    for use in ("never", "when_needed"):
        _, told = asyncio.run(matte(crop, runner(address, built, use), "preview"))
        assert "Nothing was uploaded." in told
    unasked = RemoteBackend(HttpTransport(address, "a-key", "prefer", frozenset()))
    models = ModelRunner(NativeBackend(built, 2), read_index(built), lambda *_: None, remote=unasked)
    with pytest.raises(RemoteConsentRequired, match="would be sent there"):
        asyncio.run(matte(crop, models, "fast"))


def test_what_this_device_cannot_do_is_done_there(address: str, built: Path, crop: Pixels) -> None:
    """Also where the picture is too large for here, or no model is."""
    _, told = asyncio.run(matte(crop, runner(address, built, "when_needed", models=[]), "fast"))
    assert told.startswith("It ran on")


def test_a_wrong_key_is_told_and_this_device_takes_over_where_it_can(
    address: str, built: Path, crop: Pixels
) -> None:
    _, told = asyncio.run(matte(crop, runner(address, built, key="wrong"), "fast"))
    assert "Nothing was uploaded." in told
    transport = HttpTransport(address, "wrong")
    assert asyncio.run(transport.service()).health == "unauthorised"


Answers = Callable[[int], tuple[int, Mapping[str, str], bytes]]


@contextmanager
def stand_in(answers: Answers) -> Iterator[tuple[str, list[Mapping[str, str]]]]:
    """A service that fails as it is told to: `answers` says how to each request for work; what was asked."""
    asked: list[Mapping[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            name = "remove-background"
            answers = {"tasks": {"tasks": [{"name": name}]}, "models": {"models": [{"task": name}]}}
            self._send(200, {}, json.dumps(answers[self.path.rpartition("/")[2]]).encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(dict(self.headers))
            status, headers, body = answers(len(asked))
            if status:
                self._send(status, headers, body)

        def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def refused(kind: str, detail: str = "Because.") -> bytes:
    return json.dumps({"type": f"/problems/{kind}", "detail": detail}).encode()


@pytest.mark.parametrize(
    ("status", "headers", "kind", "expected", "words", "tries"),
    [
        (401, {}, "unauthorized", "service_unauthorised", "refused the key", 1),
        (403, {}, "forbidden", "service_unauthorised", "refused the key", 1),
        (413, {}, "too-many-pixels", "service_too_large", "too large", 1),
        (429, {"Retry-After": "3600"}, "quota-exceeded", "service_quota_spent", "used up", 1),
        (429, {"Retry-After": "30"}, "rate-limited", "service_busy", "in 30 seconds", 1),
        (503, {"Retry-After": "600"}, "queue-full", "service_busy", "in 10 minutes", 1),
        (503, {"Retry-After": "0"}, "queue-full", "service_busy", "is busy", 2),
        (503, {}, "model-unavailable", "service_failed", "has no model", 2),
        (504, {}, "deadline", "service_busy", "is busy", 1),
        (500, {}, "inference-failed", "service_failed", "could not do it", 1),
        (422, {}, "nothing-found", "nothing_found", "Because", 1),
        (200, {}, "no-picture", "service_failed", "cannot be used", 1),
        # It went away without a word.
        (0, {}, "", "service_offline", "did not answer", 2),
    ],
)
def test_problems_are_told_in_peoples_words(
    built: Path,
    crop: Pixels,
    status: int,
    headers: Mapping[str, str],
    kind: str,
    expected: str,
    words: str,
    tries: int,
) -> None:
    with stand_in(lambda number: (status, headers, refused(kind))) as (address, asked):
        with pytest.raises(FotoFunError, match=words) as caught:
            asyncio.run(matte(crop, runner(address, built), "fast"))
    assert caught.value.kind == expected
    assert caught.value.kept and "a-key" not in str(caught.value)
    assert len(asked) == tries
    # The same work is never done, or paid for, twice.
    assert len({each["Idempotency-Key"] for each in asked}) == 1


def test_a_second_try_brings_it(built: Path, crop: Pixels) -> None:
    white = encode(np.full(crop.shape, 255, np.uint8), "png")

    def answers(number: int) -> tuple[int, Mapping[str, str], bytes]:
        return (503, {"Retry-After": "0"}, b"{}") if number == 1 else (200, {}, white)

    with stand_in(answers) as (address, asked):
        mask, _ = asyncio.run(matte(crop, runner(address, built), "fast"))
    assert (mask == 255).all()
    assert len(asked) == 2


def test_a_picture_over_the_limit_is_not_sent(built: Path, crop: Pixels) -> None:
    class Narrow(HttpTransport):
        async def service(self) -> Any:
            return replace(await super().service(), most_bytes=1000)

    with stand_in(lambda number: (200, {}, b"")) as (address, asked):
        remote = RemoteBackend(Narrow(address, "a-key", "prefer"))
        models = ModelRunner(NativeBackend(built, 2), read_index(built), lambda *_: None, remote=remote)
        with pytest.raises(FotoFunError, match="takes 0 MB") as caught:
            asyncio.run(matte(crop, models, "fast"))
    assert caught.value.kind == "service_too_large" and not asked


def test_one_that_is_gone_is_offline() -> None:
    transport = HttpTransport("http://127.0.0.1:9", "a-key")
    assert asyncio.run(transport.service()).health == "offline"


def test_only_what_a_second_try_may_mend_is_tried_again() -> None:
    def pause(status: int, retry_after: float | None = None) -> float | None:
        return pause_before_another_try(Reply(status, "", b"", retry_after))

    assert pause(503, 2.0) == 2.0 and pause(429, 1.0) == 1.0
    assert pause(503) is not None
    assert [pause(status) for status in (200, 400, 401, 413, 422, 429, 500, 504)] == [None] * 8
    assert pause(503, 60.0) is None
