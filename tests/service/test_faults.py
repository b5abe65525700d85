"""Many requests with faults at once: nothing unmeant is answered, no slot is lost, usage adds up.

FOTOFUN_FAULTY_REQUESTS says how many: a hundred take a few seconds, a thousand are by choice.
"""

import os
import random
import socket
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tests.service.client import Client, png, raw
from tests.service.test_accounts import make_key
from tests.service.test_processes import started

NUMBER = int(os.environ.get("FOTOFUN_FAULTY_REQUESTS", "100"))
# A hundred requests may still be filling what the process keeps for good.
GROWTH = 1.25 if NUMBER < 1000 else 1.1

SIZES = [(8, 8), (40, 30), (96, 64)]
# 503: too much waits; 504: its time was over.
MEANT = {200, 413, 415, 422, 408, 503, 504}


class Crowd:
    """People who ask well, badly, slowly, or not to the end."""

    def __init__(self, client: Client, secret: str) -> None:
        self.client = client
        self.secret = secret
        self.key = f"Authorization: Bearer {secret}"

    def well(self, chance: random.Random) -> int:
        width, height = chance.choice(SIZES)
        task = chance.choice(
            ["detect-faces", "detect-faces", "detect-objects", "remove-background", "upscale"]
        )
        options = b'{"quality": "fast"}' if task != "upscale" else b'{"scale": 2}'
        return self.client.task(task, {"image": png(width, height), "options": options})[0]

    def badly(self, chance: random.Random) -> int:
        image = chance.choice([b"", b"<svg/>", png(64, 48)[:60], png(1100, 1000), bytes(300_000)])
        return self.client.task("detect-faces", {"image": image})[0]

    def cut(self, chance: random.Random) -> int:
        """Goes away in the middle of asking."""
        whole = raw(self.client, "upscale", {"image": png(64, 48)}, self.key)
        with socket.create_connection(self.client.place()) as gone:
            gone.sendall(whole[: chance.randrange(len(whole))])
        return 0

    def cancelled(self, chance: random.Random) -> int:
        """Goes away while waiting for the answer."""
        parts = {"image": png(120, 90), "options": b'{"scale": 4}'}
        accept = chance.choice(["*/*", "text/event-stream"])
        with socket.create_connection(self.client.place()) as gone:
            gone.sendall(raw(self.client, "upscale", parts, self.key, f"Accept: {accept}"))
            gone.settimeout(chance.random() * 0.1 + 0.001)
            with suppress(TimeoutError):
                gone.recv(100)
        return 0

    def slowly(self, chance: random.Random) -> int:
        """Sends a byte at a time, and no longer than is waited for."""
        whole = raw(self.client, "detect-faces", {"image": png(8, 8)}, self.key)
        with socket.create_connection(self.client.place()) as slow:
            slow.settimeout(20)
            slow.sendall(whole[:-3])
            return int(slow.recv(12).split()[1])


def test_faults_of_many_harm_nobody(dist: Path, built: Path, tmp_path: Path) -> None:
    secret, _ = make_key(tmp_path)
    with started(
        dist,
        built,
        FOTOFUN_DATA_DIR=str(tmp_path),
        API_KEY="the-owner's",
        FOTOFUN_MODEL_IDLE="0.5",
        MAX_WORKERS="2",
        MAX_WAITING="6",
        TIMEOUT="4",
        MAX_PIXELS="1000000",
        MAX_FILE_SIZE="250000",
    ) as client:
        owner, client.key = Client(f"http://{client.host}/", "the-owner's"), secret
        crowd = Crowd(client, secret)
        kinds: list[Callable[[random.Random], int]] = [
            *[crowd.well] * 10,
            *[crowd.badly] * 4,
            *[crowd.cut] * 3,
            *[crowd.cancelled] * 3,
            crowd.slowly,
        ]

        def run(number: int) -> Counter[int]:
            with ThreadPoolExecutor(8) as people:
                chances = [random.Random(seed) for seed in range(number)]
                asked = [people.submit(chance.choice(kinds), chance) for chance in chances]
                return Counter(each.result() for each in asked)

        def quiet() -> None:
            while owner.measured("fotofun_tasks_running") or owner.measured("fotofun_tasks_waiting"):
                time.sleep(0.01)
            while client.told("/health")["models"]:
                time.sleep(0.1)

        run(20)
        quiet()
        before = owner.measured("fotofun_resident_bytes")
        answers = run(NUMBER)
        quiet()
        assert set(answers) <= MEANT | {0}, answers
        assert not owner.measured('fotofun_requests_total{outcome="fault"')
        assert answers[200] > NUMBER / 10
        # Whoever asks alone now is answered: no slot is taken.
        for _ in range(3):
            assert client.task("detect-faces", {"image": png(8, 8)})[0] == 200
        counted = 'fotofun_requests_total{outcome="ok",route="/v1/%s"'
        tasks = ("detect-faces", "detect-objects", "remove-background", "upscale")
        answered = sum(owner.measured(counted % task) for task in tasks)
        usage = client.told("/v1/usage")
        assert usage["requests"] == answered
        pixels = owner.measured("fotofun_megapixels_total")
        assert abs(usage["used_megapixels"] - pixels) < 1e-6
        # With the models that nobody needs, memory is given back.
        until = time.monotonic() + 10
        while (now := owner.measured("fotofun_resident_bytes")) > before * GROWTH:
            assert time.monotonic() < until, (before, now)
            time.sleep(0.2)
