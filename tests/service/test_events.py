"""Answers as events, over a real socket."""

import io
import json
import socket
import time
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from fotofun_service import api
from fotofun_service.task import Request, Result
from fotofun_service.tasks import TASKS
from tests.service.client import Client, kind_of, png, raw, serving

EVENTS = "text/event-stream"


@pytest.fixture(scope="module")
def client(dist: Path, built: Path) -> Iterator[Client]:
    with serving(dist, built, max_workers=1) as client:
        yield client


def events_of(body: bytes) -> list[tuple[str, Any]]:
    found = []
    for block in body.decode().strip().split("\n\n"):
        if not block.startswith(":"):
            name, data = block.split("\n")
            found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_a_long_task_tells_how_far_it_is(client: Client) -> None:
    parts = {"image": png(300, 200), "options": b'{"scale": 4}'}
    status, headers, body = client.task("upscale", parts, Accept=f"{EVENTS}, image/webp")
    assert status == 200 and headers["Content-Type"].startswith(EVENTS)
    *steps, (last, result) = events_of(body)
    assert {name for name, _ in steps} == {"progress"}
    shares = [step["done"] for _, step in steps]
    assert shares == sorted(shares) and shares[0] == 0 and 0 < shares[-1] <= 1
    assert all(step["text"] for _, step in steps) and steps[-1][1]["seconds_left"] >= 0
    assert last == "result" and result["media_type"] == "image/webp"
    assert Image.open(io.BytesIO(b64decode(result["body"]))).size == (1200, 800)


def test_facts_are_an_object(client: Client) -> None:
    _, _, body = client.task("detect-faces", {"image": png(8, 8)}, Accept=EVENTS)
    assert events_of(body)[-1] == (
        "result",
        {"media_type": "application/json", "body": {"width": 8, "height": 8, "detections": []}},
    )


def test_what_is_refused_has_its_own_status(client: Client) -> None:
    assert kind_of(client.task("upscale", {"mask": b""}, Accept=EVENTS)) == (422, "/problems/missing-image")


@pytest.mark.parametrize("steps", [0, 1])
def test_faults_are_told_logged_and_counted(
    dist: Path, built: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    async def failing(request: Request) -> Result:
        if steps:
            await request.models.place("upscale", request.size, role="plain")
        raise RuntimeError("a secret")

    broken = replace(TASKS["upscale"], run=failing)
    monkeypatch.setattr(api, "TASKS", {**TASKS, "upscale": broken})
    log = io.StringIO()
    with serving(dist, built, log=log) as client:
        status, _, body = client.task("upscale", {"image": png(8, 8)}, Accept=EVENTS)
        if status == 200:  # it had begun to answer
            name, told = events_of(body)[-1]
            assert name == "problem" and told["type"] == "/problems/internal-server-error"
        else:
            assert (steps, status) == (0, 500)
        assert b"secret" not in body and "secret" not in log.getvalue()
        assert client.measured('fotofun_requests_total{outcome="fault"') == 1
        assert client.task("detect-faces", {"image": png(8, 8)})[0] == 200
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    [line] = [each for each in lines if each["level"] == "error"]
    assert (line["status"], line["fault"], line["task"]) == (500, "RuntimeError", "upscale")


def test_who_stops_listening_frees_the_slot(client: Client) -> None:
    parts = {"image": png(1200, 800), "options": b'{"scale": 4}'}
    with socket.create_connection(client.place()) as gone:
        gone.sendall(raw(client, "upscale", parts, f"Accept: {EVENTS}"))
        assert b"event: progress" in gone.recv(65536) + gone.recv(65536)
    while client.measured("fotofun_tasks_running"):
        time.sleep(0.01)
    assert client.task("detect-faces", {"image": png(8, 8)})[0] == 200
