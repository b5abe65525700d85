"""Each task of the AI service at 1 and 8 clients, beside the bare onnxruntime sessions in the same run.

The bare sessions get the tensors that the task makes of the same photo, on as many threads as the service has
workers. FOTOFUN_BENCH_ONLY names cases by how they begin, with commas; FOTOFUN_BENCH_REMBG is rembg's
command, to have its server beside them too.
"""

import asyncio
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from fotofun.inference.backends import Inference, Tensors
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Manifest, read_index
from fotofun.inference.runner import ModelRunner
from fotofun_build import editor, paths
from fotofun_build.bench import Context, Row
from fotofun_build.bench.comparison import rembg_server
from fotofun_build.errors import BuildError
from fotofun_service.pictures import decoded, encoded
from fotofun_service.task import Request, Result
from fotofun_service.tasks import TASKS

PHOTO = paths.STATIC / "samples" / "fig-in-a-bowl.jpg"
WORKERS = os.cpu_count() or 1
PIXELS = 50_000_000
_EDGE = "edge-of-a-part"


@dataclass(frozen=True)
class Case:
    """A task with its options and the size of the photo; `runs` is how often it is asked."""

    task: str
    options: dict[str, Any] = field(default_factory=dict)
    size: tuple[int, int] = (1024, 768)
    runs: int = 9

    @property
    def name(self) -> str:
        """For people."""
        return " ".join([self.task, *(str(each) for each in self.options.values())])


CASES = (
    Case("remove-background", {"quality": "fast"}),
    Case("remove-background", {"quality": "best"}, runs=5),
    Case("detect-objects"),
    Case("detect-faces"),
    Case("transfer-style", {"style": "Woodcut"}, runs=5),
    Case("estimate-depth", runs=5),
    Case("upscale", {"scale": 2}, (256, 192), runs=5),
)


def run(context: Context) -> list[Row]:
    """Start, memory, and for each case its time, throughput, and where the time goes."""
    editor.build()
    only = tuple(name for name in os.environ.get("FOTOFUN_BENCH_ONLY", "").split(",") if name)
    here = {each.task.replace("_", "-") for each in read_index(paths.DIST / "models")}
    cases = [each for each in CASES if each.task in here and (not only or each.name.startswith(only))]
    with _service() as (host, seconds, megabytes):
        rows = [
            Row("service: start to first answer", seconds, "s"),
            Row("service: memory before models", megabytes, "MB"),
        ]
        for case in cases:
            rows += _measured(case, host)
        if rembg_server.COMMAND and "remove-background" in {each.task for each in cases}:
            rows += _beside_rembg(CASES[0], host)
    return rows


def _beside_rembg(case: Case, host: str) -> list[Row]:
    """Throughput and the slowest of a hundred, of the service and of rembg with the same weights."""
    photo = _photo(case.size)
    ask = _asker(host, case.task, _form(photo, {**case.options, "refine": False}))
    rows = []
    with rembg_server.server() as peer:
        rembg_server.ask(peer, photo)
        for clients in (1, 4, 8):
            ours, theirs = [], []
            for _ in range(2):
                theirs.append(_rate(lambda _: rembg_server.ask(peer, photo), clients, 2 * clients + 4))
                ours.append(_rate(ask, clients, 2 * clients + 4))
            rate, peer_rate = max(rate for rate, _ in ours), max(rate for rate, _ in theirs)
            slow, peer_slow = (_slowest([w for _, waits in each for w in waits]) for each in (ours, theirs))
            of = f"{case.name}: {clients} clients"
            rows += [
                Row(of, rate, "/s", "rembg's server", rate / peer_rate),
                Row(f"{of}, 99 %", slow * 1000, "ms", "rembg's server", slow / peer_slow),
            ]
    return rows


def _slowest(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.99)]


def _measured(case: Case, host: str) -> list[Row]:
    photo = _photo(case.size)
    body = _form(photo, case.options)
    parts, bare = _inside(case, photo)
    ask = _asker(host, case.task, body)
    ask(None)
    bare()
    alone, bare_alone = [], []
    for _ in range(case.runs):
        bare_alone.append(_timed(bare))
        alone.append(_timed(lambda: ask(None)))
    number = 16
    rates, bare_rates, waits = [], [], []
    for _ in range(2 if case.runs > 5 else 1):
        bare_rates.append(_rate(lambda _: bare(), WORKERS, number)[0])
        rate, each = _rate(ask, 8, number)
        rates.append(rate)
        waits += each
    median, bare_median = statistics.median(alone), statistics.median(bare_alone)
    rate, bare_rate = max(rates), max(bare_rates)
    rows = [
        Row(f"{case.name}: one client", median * 1000, "ms", "bare session", median / bare_median),
        Row(f"{case.name}: 8 clients", rate, "/s", "bare session", rate / bare_rate),
        Row(f"{case.name}: 8 clients, 99 %", _slowest(waits) * 1000, "ms"),
    ]
    return rows + [Row(f"{case.name}: of that {part}", value * 1000, "ms") for part, value in parts.items()]


class _Recording(NativeBackend):
    """Keeps what models were asked, and how long they took."""

    def __init__(self) -> None:
        super().__init__(paths.DIST / "models")
        self.asked: list[tuple[Manifest, Tensors]] = []
        self.seconds = 0.0

    async def infer(self, manifest: Manifest, provider: Any, inputs: Tensors, progress: Any) -> Inference:
        ran = await super().infer(manifest, provider, inputs, progress)
        self.asked.append((manifest, inputs))
        self.seconds += ran.seconds
        return ran


def _inside(case: Case, photo: bytes) -> tuple[dict[str, float], Callable[[], None]]:
    """Where the time goes without a network, and what runs the models' part alone."""
    backend = _Recording()
    models = ModelRunner(backend, read_index(backend.folder), lambda fraction, words: None)
    for _ in range(2):  # the second time, with models loaded
        backend.asked.clear()
        backend.seconds = 0.0
        started = time.perf_counter()
        request = Request(decoded(memoryview(photo), "photo", PIXELS), models, PIXELS, case.options)
        opened = time.perf_counter()
        result = asyncio.run(_result(case.task, request))
        done = time.perf_counter()
        if result.pixels is not None:
            encoded(result.pixels, "png")
        saved = time.perf_counter()
    parts = {
        "reading the picture": opened - started,
        "models": backend.seconds,
        "around the models": done - opened - backend.seconds,
        "writing the answer": saved - done,
    }
    asked = list(backend.asked)

    def bare() -> None:
        for manifest, inputs in asked:
            backend.session(manifest).run(None, inputs)

    return parts, bare


async def _result(task: str, request: Request) -> Result:
    return await TASKS[task].run(request)


def _asker(host: str, task: str, body: bytes) -> Callable[[http.client.HTTPConnection | None], Any]:
    def ask(_: object) -> None:
        client = http.client.HTTPConnection(host, timeout=300)
        _ask(client, task, body)
        client.close()

    return ask


def _rate(work: Callable[[Any], Any], clients: int, number: int) -> tuple[float, list[float]]:
    """How many a second by so many at once, and how long each took."""
    with ThreadPoolExecutor(clients) as people:
        started = time.perf_counter()
        waits = list(people.map(lambda _: _timed(lambda: work(None)), range(number)))
        return number / (time.perf_counter() - started), waits


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _ask(client: http.client.HTTPConnection, task: str, body: bytes) -> None:
    kind = {"Content-Type": f"multipart/form-data; boundary={_EDGE}"}
    client.request("POST", f"/v1/{task}", body, kind)
    answer = client.getresponse()
    told = answer.read()
    if answer.status != 200:
        raise BuildError(f"The service refused {task}: {told[:300].decode(errors='replace')}")


def _photo(size: tuple[int, int]) -> bytes:
    file = BytesIO()
    with Image.open(PHOTO) as photo:
        photo.resize(size).save(file, "JPEG", quality=90)
    return file.getvalue()


def _form(photo: bytes, options: dict[str, Any]) -> bytes:
    head = f"--{_EDGE}\r\nContent-Disposition: form-data; name="
    return b"".join(
        (
            f'{head}"image"; filename="photo.jpg"\r\n\r\n'.encode(),
            photo,
            f'\r\n{head}"options"\r\n\r\n{json.dumps(options)}'.encode(),
            f"\r\n--{_EDGE}--\r\n".encode(),
        )
    )


@contextmanager
def _service() -> Iterator[tuple[str, float, float]]:
    """A service of its own: its host, the seconds until it answered, its megabytes then."""
    started = time.perf_counter()
    words = ["-m", "fotofun_service", "serve", str(paths.DIST), "--open", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(paths.PY), "MAX_WORKERS": str(WORKERS), "TIMEOUT": "300"}
    process = subprocess.Popen(
        [sys.executable, *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout is not None
        try:
            host = urlsplit(process.stdout.readline().split()[-1]).netloc
            client = http.client.HTTPConnection(host, timeout=30)
            client.request("GET", "/health")
            client.getresponse().read()
            seconds = time.perf_counter() - started
            client.request("GET", "/metrics")
            lines = client.getresponse().read().decode().splitlines()
            client.close()
            [value] = [line.split()[1] for line in lines if line.startswith("fotofun_resident_bytes ")]
            yield host, seconds, float(value) / 1e6
        finally:
            process.terminate()
