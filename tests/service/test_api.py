"""The AI service over a real socket: its tasks, and what it answers to bad input and load."""

import io
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun.inference.manifest import Manifest
from fotofun.inference.tasks import remove_background
from fotofun_build import paths
from tests.service.client import Client, form, kind_of, png, serving


@pytest.fixture(scope="module")
def client(dist: Path, built: Path) -> Iterator[Client]:
    with serving(dist, built, max_file_size=3_000_000, max_pixels=2_000_000) as client:
        yield client


@pytest.fixture(scope="module")
def photo() -> bytes:
    with Image.open(paths.STATIC / "samples" / "fig-in-a-bowl.jpg") as picture:
        file = io.BytesIO()
        picture.convert("RGB").resize((360, 244)).save(file, "PNG")
    return file.getvalue()


def test_the_mask_is_what_the_task_itself_makes(client: Client, photo: bytes, built: Path) -> None:
    from fotofun.inference.local import _installed, run_here
    from fotofun.inference.runner import ModelRunner

    parts = {"image": photo, "options": b'{"quality": "fast", "output": "mask"}'}
    status, headers, body = client.task("remove-background", parts)
    assert status == 200 and headers["Content-Type"] == "image/png"
    assert headers["Cache-Control"] == "no-store" and headers["X-Content-Type-Options"] == "nosniff"
    pixels = np.asarray(Image.open(io.BytesIO(photo)).convert("RGBA"))

    async def directly(runner: ModelRunner) -> Any:
        placement = await runner.place("remove_background", (360, 244), "fast")
        ran = await runner.infer(placement, remove_background.preprocess(pixels, placement.model))
        return remove_background.postprocess(ran.outputs, placement.model, (360, 244))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOTOFUN_MODELS", str(built))
        _installed.cache_clear()
        mask = run_here(directly)
        _installed.cache_clear()
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(body)).convert("L")), mask)
    status, headers, body = client.task("tasks/remove-background", {"image": photo}, Accept="image/webp")
    assert status == 200 and Image.open(io.BytesIO(body)).format == "WEBP"
    assert Image.open(io.BytesIO(body)).mode == "RGBA"


def test_every_task_answers(client: Client, photo: bytes) -> None:
    _, _, body = client.task("detect-objects", {"image": photo})
    facts = json.loads(body)
    assert (facts["width"], facts["height"]) == (360, 244)
    assert facts["detections"][0]["label"] and 0 < facts["detections"][0]["score"] <= 1
    assert json.loads(client.task("detect-faces", {"image": photo})[2])["detections"] == []
    small = png(20, 12)
    _, _, body = client.task("upscale", {"image": small, "options": b'{"scale": 4}'})
    assert Image.open(io.BytesIO(body)).size == (80, 48)
    _, _, body = client.task("transfer-style", {"image": small, "options": b'{"style": "nowhere"}'})
    assert json.loads(body)["type"] == "/problems/invalid-options"
    hole = Image.new("L", (20, 12))
    hole.paste(255, (8, 4, 12, 8))
    file = io.BytesIO()
    hole.save(file, "PNG")
    _, _, body = client.task("inpaint", {"image": small, "mask": file.getvalue()})
    assert np.ptp(np.asarray(Image.open(io.BytesIO(body)).convert("RGB")), axis=(0, 1)).max() <= 1
    for fault, words in (("denoise", "noise"), ("deblur", "blur")):
        answer = client.task("restore", {"image": small, "options": json.dumps({"fault": fault}).encode()})
        assert kind_of(answer) == (503, "/problems/model-unavailable")
        assert f"No model that takes {words} out" in json.loads(answer[2])["detail"]
    assert kind_of(client.task("estimate-depth", {"image": small})) == (503, "/problems/model-unavailable")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"image": b""}, (422, "invalid-image")),
        ({"image": png(40, 40)[:60]}, (422, "invalid-image")),
        ({"image": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, (415, "unsupported-media-type")),
        ({"image": b"%PDF-1.7 "}, (415, "unsupported-media-type")),
        ({"image": png(2000, 1001)}, (413, "too-many-pixels")),
        ({"image": png(8, 8), "options": b"["}, (422, "invalid-options")),
        ({"image": png(8, 8), "options": b'{"path": "/etc"}'}, (422, "invalid-options")),
        ({"image": png(8, 8), "url": b"http://127.0.0.1/"}, (422, "unknown-part")),
        ({"mask": png(8, 8)}, (422, "missing-image")),
        ({str(each): b"" for each in range(5000)}, (400, "bad-multipart")),
        ({"image": bytes(3_000_001)}, (413, "body-too-large")),
    ],
)
def test_bad_input_is_refused(client: Client, parts: dict[str, bytes], expected: tuple[int, str]) -> None:
    assert kind_of(client.task("detect-objects", parts)) == (expected[0], f"/problems/{expected[1]}")


def test_what_is_too_large_once_enlarged_is_refused_before(client: Client) -> None:
    parts = {"image": png(500, 500), "options": b'{"scale": 4}'}
    assert kind_of(client.task("upscale", parts)) == (413, "/problems/too-many-pixels")


def test_bad_requests_are_refused(client: Client) -> None:
    kind = "multipart/form-data; boundary=edge"
    cut = form({"image": png(8, 8)})[:-8]
    asked = client.ask("POST", "/v1/upscale", cut, Content_Type=kind)
    assert kind_of(asked) == (422, "/problems/incomplete-form")
    assert kind_of(client.ask("POST", "/v1/upscale", b"x", Content_Type="text/plain"))[0] == 415
    long = b'--edge\r\nContent-Disposition: form-data; name="' + b"x" * 1_000_000 + b'"\r\n\r\n\r\n--edge--'
    assert kind_of(client.ask("POST", "/v1/upscale", long, Content_Type=kind))[0] == 400
    assert kind_of(client.task("nothing", {"image": b""}))[0] == 404
    for name in ("..%2f..%2fetc", "%00", "unknown"):
        assert kind_of(client.ask("GET", f"/v1/models/{name}"))[0] == 404
    parts = {"image": png(8, 8)}
    assert kind_of(client.task("upscale", parts, Origin="http://evil.example"))[0] == 403
    assert kind_of(client.task("upscale", parts, Origin="null"))[0] == 403
    assert kind_of(client.task("upscale", parts, Accept="text/html"))[0] == 406
    assert client.task("upscale", parts, Origin=f"http://{client.host}")[0] == 200


def test_the_key_is_asked_for_always_in_the_same_words(dist: Path, built: Path) -> None:
    with serving(dist, built, api_key="secret") as client:
        told = set()
        for headers in ({}, {"Authorization": "Basic secret"}, {"Authorization": "Bearer other"}):
            status, named, body = client.ask("GET", "/v1/models", None, **headers)
            assert status == 401 and named["WWW-Authenticate"] == "Bearer"
            told.add(json.loads(body)["detail"])
        assert len(told) == 1
        assert client.ask("GET", "/v1/models?key=secret")[0] == 401
        status, _, body = client.ask("GET", "/v1/models", Authorization="Bearer secret")
        assert status == 200 and {each["id"] for each in json.loads(body)["models"]} >= {"u2netp"}
        assert client.ask("GET", "/health")[0] == 200


def test_when_too_much_waits_more_is_refused(dist: Path, built: Path) -> None:
    with serving(dist, built, max_workers=1, max_waiting=1) as client, ThreadPoolExecutor(6) as people:
        parts = {"image": png(120, 90), "options": b'{"scale": 4}'}
        asked = [people.submit(client.task, "upscale", parts) for _ in range(6)]
        assert client.ask("GET", "/health")[0] == 200
        answers = [each.result() for each in asked]
        refused = [each for each in answers if each[0] == 503]
        assert [each[0] for each in answers].count(200) == 2 and len(refused) == 4
        assert all(headers["Retry-After"] for _, headers, _ in refused)


def test_what_takes_too_long_is_stopped_and_its_slot_is_free(dist: Path, built: Path) -> None:
    with serving(dist, built, max_workers=1, timeout=0.3) as client:
        parts = {"image": png(200, 150), "options": b'{"scale": 4}'}
        assert kind_of(client.task("upscale", parts)) == (504, "/problems/took-too-long")
    with serving(dist, built, max_workers=1, max_waiting=0) as client:
        body = form(parts)
        head = (
            f"POST /v1/upscale HTTP/1.1\r\nHost: {client.host}\r\nContent-Length: {len(body)}\r\n"
            "Content-Type: multipart/form-data; boundary=edge\r\n\r\n"
        )
        name, port = client.host.split(":")
        with socket.create_connection((name, int(port))) as gone:
            gone.sendall(head.encode() + body)
            while not json.loads(client.ask("GET", "/health")[2])["models"]:
                time.sleep(0.02)
        small = {"image": png(8, 8)}
        while (status := client.task("upscale", small)[0]) == 503:
            time.sleep(0.02)
        assert status == 200


def test_a_model_larger_than_the_cache_is_refused(dist: Path, built: Path) -> None:
    with serving(dist, built, max_cache_size=3_000_000) as client:
        assert kind_of(client.task("detect-objects", {"image": png(8, 8)}))[0] == 507
        assert client.task("detect-faces", {"image": png(8, 8)})[0] == 200
        assert client.task("upscale", {"image": png(8, 8)})[0] == 200
        assert json.loads(client.ask("GET", "/health")[2])["models"] == ["blazeface", "waifu2x_photo"]


def test_many_first_requests_load_the_model_once(
    dist: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fotofun.inference.backends.native import NativeBackend

    opened: list[str] = []
    original = NativeBackend._open

    def counted(backend: NativeBackend, manifest: Manifest) -> Any:
        opened.append(manifest.id)
        return original(backend, manifest)

    monkeypatch.setattr(NativeBackend, "_open", counted)
    with serving(dist, built, max_workers=4, max_waiting=50) as client, ThreadPoolExecutor(20) as people:
        start = threading.Barrier(20)

        def ask() -> int:
            start.wait()
            return client.task("detect-faces", {"image": png(8, 8)})[0]

        assert {each.result() for each in [people.submit(ask) for _ in range(20)]} == {200}
    assert opened == ["blazeface"]
