"""Models that are damaged, missing, too large, or no longer needed."""

import asyncio
import functools
import resource
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from fotofun.inference.manifest import Manifest, read_index
from fotofun_service.model_files import ModelFiles
from fotofun_service.model_manager import ModelManager
from tests.service.client import kind_of, png, serving

FACE = {"image": png(8, 8)}


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """Models that a test may damage."""
    for file in built.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path


@pytest.fixture
def faces(folder: Path) -> Path:
    return next(folder.glob("blazeface-*.onnx"))


class Cut(BaseHTTPRequestHandler):
    """Says that it has the whole file, and stops in the middle of it."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1082784")
        self.end_headers()
        self.wfile.write(bytes(400_000))

    def log_message(self, *_: Any) -> None:
        pass


class Files(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def source(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_damaged_model_is_removed_and_the_next_try_may_succeed(
    dist: Path, built: Path, folder: Path, faces: Path
) -> None:
    faces.write_bytes(bytes(1000))
    with serving(dist, folder) as client:
        assert kind_of(client.task("detect-faces", FACE)) == (503, "/problems/model-unavailable")
        assert not faces.exists()
        assert client.task("upscale", FACE)[0] == 200
        shutil.copy(built / faces.name, faces)
        assert client.task("detect-faces", FACE)[0] == 200


def test_a_missing_model_is_fetched_whole_or_not_at_all(
    dist: Path, built: Path, folder: Path, faces: Path
) -> None:
    faces.write_bytes(bytes(1000))
    with source(Cut) as cut, source(functools.partial(Files, directory=str(built))) as whole:
        with serving(dist, folder, model_sources=(cut,)) as client:
            assert kind_of(client.task("detect-faces", FACE)) == (503, "/problems/model-unavailable")
            assert not list(folder.glob("*blazeface*"))
        with serving(dist, folder, model_sources=(cut, whole)) as client:
            assert client.task("detect-faces", FACE)[0] == 200
    assert faces.read_bytes() == (built / faces.name).read_bytes()
    assert not list(folder.glob(".*"))


def test_a_full_disk_is_no_end(dist: Path, built: Path, folder: Path, faces: Path) -> None:
    faces.unlink()
    with source(functools.partial(Files, directory=str(built))) as whole:
        with serving(dist, folder, model_sources=(whole,)) as client:
            before = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
            try:
                assert kind_of(client.task("detect-faces", FACE)) == (503, "/problems/model-unavailable")
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)
            assert not list(folder.glob("*blazeface*"))
            assert client.task("detect-faces", FACE)[0] == 200


def test_fifty_first_requests_fetch_and_load_once(dist: Path, built: Path, folder: Path, faces: Path) -> None:
    faces.unlink()
    asked: list[str] = []

    class Counting(Files):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

    with source(functools.partial(Counting, directory=str(built))) as whole:
        with serving(dist, folder, model_sources=(whole,), max_workers=4, max_waiting=60) as client:
            start = threading.Barrier(50)

            def ask() -> int:
                start.wait()
                return client.task("detect-faces", FACE)[0]

            with ThreadPoolExecutor(50) as people:
                assert {each.result() for each in [people.submit(ask) for _ in range(50)]} == {200}
            assert client.measured("fotofun_model_loads_total") == 1
    assert len(asked) == 1


def test_a_model_in_use_is_given_up_when_it_is_not(dist: Path, built: Path) -> None:
    with serving(dist, built, max_cache_size=1_200_000, max_workers=2) as client:

        def loaded() -> list[str]:
            models: list[str] = client.told("/health")["models"]
            return models

        with ThreadPoolExecutor(1) as people:
            running = people.submit(
                client.task, "upscale", {"image": png(160, 120), "options": b'{"scale": 4}'}
            )
            while "waifu2x_photo" not in loaded():
                time.sleep(0.005)
            assert client.task("detect-faces", FACE)[0] == 200
            assert running.result()[0] == 200
        # Both were needed at once; afterwards there is room for one.
        assert len(loaded()) == 1


def test_models_are_ready_before_they_are_asked_for(dist: Path, built: Path) -> None:
    with serving(dist, built, preload_models=("blazeface",)) as client:
        while client.ask("GET", "/ready")[0] != 200:
            time.sleep(0.01)
        assert client.told("/health")["models"] == ["blazeface"]


@pytest.fixture
def clock() -> list[float]:
    return [0.0]


def known(built: Path) -> dict[str, Manifest]:
    return {each.id: each for each in read_index(built)}


def test_what_nobody_uses_is_given_up_unless_it_is_pinned(built: Path, clock: list[float]) -> None:
    manager = ModelManager(
        ModelFiles(built), 10_000_000, pinned=("blazeface",), idle_seconds=60, clock=lambda: clock[0]
    )
    for name in ("blazeface", "waifu2x_photo"):
        asyncio.run(manager.preload(known(built)[name]))
    clock[0] = 59
    manager.give_up_idle()
    assert manager.loaded == ["blazeface", "waifu2x_photo"]
    clock[0] = 61
    manager.give_up_idle()
    assert manager.loaded == ["blazeface"] and manager.held_bytes == 1_082_784
    manager.close()


def test_the_longest_unused_makes_room_unless_it_is_pinned(built: Path) -> None:
    manager = ModelManager(ModelFiles(built), 3_500_000, pinned=("blazeface",))
    for name in ("blazeface", "waifu2x_photo", "u2netp"):
        asyncio.run(manager.preload(known(built)[name]))
    assert manager.loaded == ["blazeface", "u2netp"]
    manager.close()


def test_a_model_runs_no_more_often_at_once_than_it_may(dist: Path, built: Path) -> None:
    with serving(dist, built, model_runs=1, max_workers=4) as client, ThreadPoolExecutor(4) as people:
        asked = [people.submit(client.task, "detect-faces", FACE) for _ in range(8)]
        assert {each.result()[0] for each in asked} == {200}
