"""The service as processes: several with the same accounts, some of them killed, ended or out of memory."""

import json
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fotofun_build import paths
from tests.service.client import Client, png, raw, saved
from tests.service.redis_process import redis_process
from tests.service.test_accounts import make_key

FACE = {"image": png(8, 8)}
LARGE = {"image": png(160, 120), "options": b'{"scale": 4}'}
SERVE = ["-m", "fotofun_service"]


class Process(Client):
    """A service of its own, and what it logged."""

    def __init__(self, address: str, process: "subprocess.Popen[str]") -> None:
        super().__init__(address)
        self.process = process
        self.log: list[str] = []
        self.said: list[str] = []
        streams = ((process.stderr, self.log), (process.stdout, self.said))
        self._readers = [threading.Thread(target=lines.extend, args=(stream,)) for stream, lines in streams]
        for reader in self._readers:
            reader.start()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()


@contextmanager
def started(
    dist: Path,
    built: Path,
    *words: str,
    program: Sequence[str] = SERVE,
    prepare: Callable[[], None] | None = None,
    **variables: Any,
) -> Iterator[Process]:
    environment = {"PYTHONPATH": str(paths.PY), "PATH": "", "FOTOFUN_MODEL_DIR": str(built), **variables}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, *program, "serve", str(dist), "--port", "0", *words]
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=prepare,
    )
    assert process.stdout is not None and process.stderr is not None
    with process.stdout, process.stderr:
        line = process.stdout.readline()
        if not line:
            process.wait()
            raise AssertionError(process.stderr.read())
        service = Process(line.split()[-1], process)
        try:
            yield service
        finally:
            service.end()


@pytest.mark.parametrize("store", ["sqlite", "redis"])
def test_a_rate_is_kept_to_by_three_processes(dist: Path, built: Path, tmp_path: Path, store: str) -> None:
    plans = tmp_path / "plans.toml"
    plans.write_text("[slow]\nrate_per_minute = 7\n")
    with ExitStack() as stack:
        accounts: dict[str, Any] = {"FOTOFUN_DATA_DIR": str(tmp_path), "FOTOFUN_PLANS": str(plans)}
        if store == "redis":
            accounts["REDIS_URL"] = stack.enter_context(redis_process()).url
        secret, _ = make_key(tmp_path, "slow", redis_url=accounts.get("REDIS_URL", ""))
        services = [stack.enter_context(started(dist, built, **accounts)) for _ in range(3)]
        for each in services:
            each.key = secret
        people = stack.enter_context(ThreadPoolExecutor(9))
        asked = [people.submit(services[each % 3].task, "detect-faces", FACE) for each in range(24)]
        answers = [each.result() for each in asked]
        assert [answer[0] for answer in answers].count(200) == 7
        assert {answer[0] for answer in answers} == {200, 429}
        assert {each.told("/v1/usage")["requests"] for each in services} == {7}


def test_of_two_processes_one_may_be_killed(dist: Path, built: Path, tmp_path: Path) -> None:
    secret, _ = make_key(tmp_path)
    accounts: dict[str, Any] = {"FOTOFUN_DATA_DIR": str(tmp_path)}
    with started(dist, built, **accounts) as first, started(dist, built, **accounts) as second:
        first.key = second.key = secret
        done = 0

        def insist(number: int) -> int:
            """As a load balancer does, or a client: once more, elsewhere, under the same name."""
            nonlocal done
            for each in (first, second) if number % 2 else (second, first):
                try:
                    parts = {"image": png(8 + number % 5, 8)}
                    status = each.task("upscale", parts, Idempotency_Key=f"n{number}")[0]
                except (OSError, HTTPException):
                    continue
                done += 1
                return status
            return 0

        with ThreadPoolExecutor(8) as people:
            asked = [people.submit(insist, number) for number in range(60)]
            while done < 15:
                time.sleep(0.005)
            first.process.kill()
            assert [each.result() for each in asked] == [200] * 60
        assert second.told("/v1/usage")["requests"] == 60


def test_told_to_end_it_finishes_its_work_first(dist: Path, built: Path) -> None:
    with started(dist, built, "--open") as service, ThreadPoolExecutor(1) as people:
        while service.ask("GET", "/ready")[0] != 200:
            time.sleep(0.01)
        working = people.submit(service.task, "upscale", LARGE)
        while not service.measured("fotofun_tasks_running"):
            time.sleep(0.01)
        service.process.send_signal(signal.SIGTERM)
        while service.ask("GET", "/ready")[0] != 503:
            time.sleep(0.01)
        assert service.ask("GET", "/health")[0] == 200
        assert working.result()[0] == 200
        assert service.process.wait(20) in (0, -signal.SIGTERM)


HANGING = """
import time
from dataclasses import replace
from fotofun_service import api, command

async def hang(request):
    time.sleep(1000)

api.TASKS = {"upscale": replace(api.TASKS["upscale"], run=hang)}
command.main()
"""


def test_what_hangs_does_not_keep_it_from_ending(dist: Path, built: Path) -> None:
    program = ["-c", HANGING]
    with started(dist, built, "--open", program=program, TIMEOUT="0.5") as service:
        with socket.create_connection(service.place()) as waiting:
            waiting.sendall(raw(service, "upscale", FACE))
            while not service.measured("fotofun_tasks_running"):
                time.sleep(0.01)
            service.process.send_signal(signal.SIGTERM)
            assert service.process.wait(20) in (0, -signal.SIGTERM)


def write_nothing() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_nothing_of_a_picture_is_written(dist: Path, built: Path, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (900, 900, 3), np.uint8)
    hole = Image.new("L", (900, 900))
    hole.putpixel((0, 0), 255)
    parts = {"image": saved(Image.fromarray(noise), "PNG"), "mask": saved(hole, "PNG")}
    with started(dist, built, "--open", prepare=write_nothing, TMPDIR=str(tmp_path)) as service:
        assert len(parts["image"]) > 2_000_000
        assert service.task("inpaint", parts, Idempotency_Key="again")[0] == 200
        assert not list(tmp_path.iterdir())
        service.process.terminate()
        service.process.wait(20)
    assert len("".join(service.log)) < 2000


def test_with_too_much_memory_it_begins_anew_and_loses_nobody(dist: Path, built: Path) -> None:
    with started(dist, built, "--open", MAX_MEMORY="1") as service, ThreadPoolExecutor(4) as people:
        asked = [people.submit(service.task, "detect-faces", FACE) for _ in range(40)]
        assert {each.result()[0] for each in asked} == {200}
        while not service.said:
            time.sleep(0.02)
        assert service.task("detect-faces", FACE)[0] == 200
        assert service.process.poll() is None
    assert any(json.loads(line)["event"] == "recycled" for line in service.log)


def test_before_models_it_is_small(dist: Path, built: Path) -> None:
    with started(dist, built, "--open") as service:
        assert service.measured("fotofun_resident_bytes") < 150_000_000


@pytest.mark.parametrize(
    ("words", "variables", "told"),
    [
        (["--open", "--host", "0.0.0.0"], {}, "anybody at 0.0.0.0 could use it"),
        ([], {"MAX_WORKERS": "0"}, "MAX_WORKERS: Input should be greater than 0"),
        ([], {"CORS_ORIGINS": "*"}, "'*' is not an origin"),
        ([], {"FOTOFUN_PLANS": "/nowhere"}, "FOTOFUN_PLANS: there is no /nowhere"),
    ],
)
def test_what_cannot_be_served_so_is_said(
    dist: Path, built: Path, words: list[str], variables: Any, told: str
) -> None:
    with pytest.raises(AssertionError, match="The service could not start") as failed:
        with started(dist, built, *words, **variables):
            pass
    assert told in str(failed.value) and "Traceback" not in str(failed.value)
