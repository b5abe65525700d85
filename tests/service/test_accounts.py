"""Keys, plans, quotas and repeated requests, over a real socket."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from fotofun_service.accounts.gate import AccountsGate
from fotofun_service.accounts.keys import SCOPES, USER_SCOPES, Key, Scope, digest_of, new_id, new_secret
from fotofun_service.accounts.opening import open_stores
from fotofun_service.accounts.plans import BUILT_IN, UNLIMITED, Plan
from tests.service.client import Client, kind_of, opened, png, raw, serving
from tests.service.redis_process import redis_process

PLANS = {
    "unlimited": UNLIMITED,
    "free": BUILT_IN["free"],
    "slow": Plan("slow", rate_per_minute=3),
    "small": Plan("small", quota_megapixels=1, max_megapixels=1),
    "faces": Plan("faces", models=("blazeface",)),
}
FACE = {"image": png(8, 8)}


def make_key(
    folder: Path,
    plan: str = "unlimited",
    scopes: tuple[Scope, ...] = USER_SCOPES,
    redis_url: str = "",
    **more: Any,
) -> tuple[str, Key]:
    """A new key in the accounts of a folder, or of a Redis."""
    secret = new_secret()
    key = Key(new_id(), "Ada", digest_of(secret), plan, scopes, "2026-12-31T10:00:00+00:00", **more)

    async def put() -> None:
        store, _ = open_stores(redis_url, folder)
        await store.put_key(key)
        await store.close()

    asyncio.run(put())
    return secret, key


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("accounts")


@pytest.fixture(scope="module")
def client(dist: Path, built: Path, folder: Path) -> Iterator[Client]:
    gate = AccountsGate(open_stores("", folder), 30, PLANS, "the-owner's")
    with serving(dist, built, gate, max_pixels=4_000_000) as client:
        yield client


@contextmanager
def as_holder(client: Client, secret: str) -> Iterator[Client]:
    yield Client(f"http://{client.host}/", secret)


def test_who_has_no_good_key_is_told_the_same(client: Client, folder: Path) -> None:
    revoked, _ = make_key(folder, revoked=True)
    good, _ = make_key(folder)
    told = set()
    for headers, query in (
        ({}, ""),
        ({"Authorization": "Bearer"}, ""),
        ({"Authorization": "Basic " + good}, ""),
        ({"Authorization": "Bearer unknown"}, ""),
        ({"Authorization": "Bearer \xe9"}, ""),
        ({"Authorization": "Bearer " + revoked}, ""),
        ({"Authorization": "Bearer " + good}, f"?key={good}"),
        ({"Authorization": "Bearer " + good}, "?access_token=x"),
    ):
        status, named, body = client.ask("GET", f"/v1/usage{query}", None, **headers)
        assert status == 401 and named["WWW-Authenticate"] == "Bearer"
        problem = json.loads(body)
        del problem["request_id"]
        told.add(json.dumps(problem))
        assert client.task(f"detect-faces{query}", FACE, **headers)[0] == 401
    assert len(told) == 1
    assert Client(f"http://{client.host}/", "the-owner's").task("detect-faces", FACE)[0] == 200
    assert client.ask("GET", "/health")[0] == 200


def test_a_key_is_good_for_its_scopes_only(client: Client, folder: Path) -> None:
    looking, _ = make_key(folder, scopes=("models",))
    with as_holder(client, looking) as person:
        assert person.ask("GET", "/v1/models")[0] == 200
        assert kind_of(person.task("detect-faces", FACE)) == (403, "/problems/missing-scope")
        assert kind_of(person.ask("GET", "/v1/usage")) == (403, "/problems/missing-scope")
    user, _ = make_key(folder)
    with as_holder(client, user) as person:
        assert kind_of(person.ask("GET", "/metrics")) == (403, "/problems/missing-scope")
    with as_holder(client, make_key(folder, scopes=SCOPES)[0]) as person:
        assert b"fotofun_requests_total" in person.ask("GET", "/metrics")[2]


def test_the_rate_of_a_plan_is_kept_to(client: Client, folder: Path) -> None:
    with as_holder(client, make_key(folder, "slow")[0]) as person, ThreadPoolExecutor(8) as people:
        answers = [
            each.result() for each in [people.submit(person.task, "detect-faces", FACE) for _ in range(8)]
        ]
        refused = [each for each in answers if each[0] != 200]
        assert len(refused) == 5
        assert {kind_of(each) for each in refused} == {(429, "/problems/rate-limited")}
        assert all(1 <= int(headers["Retry-After"]) <= 60 for _, headers, _ in refused)


def test_a_spent_quota_is_refused_until_it_resets(client: Client, folder: Path) -> None:
    with as_holder(client, make_key(folder, "small")[0]) as person:
        half = {"image": png(1000, 500)}
        assert person.task("detect-faces", half)[0] == 200
        assert person.task("detect-faces", {"image": b"no picture"})[0] == 415
        assert person.task("transfer-style", {**half, "options": b'{"style": "nowhere"}'})[0] == 422
        assert kind_of(person.task("detect-faces", {"image": png(1001, 1000)}))[0] == 413
        used = person.told("/v1/usage")
        assert (used["used_megapixels"], used["left_megapixels"], used["requests"]) == (0.5, 0.5, 1)
        assert person.task("detect-faces", half)[0] == 200
        answer = person.task("detect-faces", FACE)
        assert kind_of(answer) == (429, "/problems/quota-exceeded")
        assert used["resets_at"] in json.loads(answer[2])["detail"] and int(answer[1]["Retry-After"]) > 0
        assert person.told("/v1/usage")["left_megapixels"] == 0


def test_a_plan_has_its_own_models(client: Client, folder: Path) -> None:
    with as_holder(client, make_key(folder, "faces")[0]) as person:
        assert person.task("detect-faces", FACE)[0] == 200
        assert kind_of(person.task("upscale", FACE)) == (403, "/problems/not-in-plan")
    with as_holder(client, make_key(folder, "free")[0]) as person:
        # The free plan's qualities leave this task its only model.
        assert opened(person.task("upscale", FACE)).size == (16, 16)


def test_a_repeated_request_is_answered_again_and_billed_once(client: Client, folder: Path) -> None:
    with as_holder(client, make_key(folder)[0]) as person:
        first = person.task("upscale", FACE, Idempotency_Key="one")
        again = person.task("upscale", FACE, Idempotency_Key="one")
        assert first[0] == again[0] == 200 and first[2] == again[2]
        assert first[1]["Idempotency-Replayed"] is None and again[1]["Idempotency-Replayed"] == "true"
        assert person.told("/v1/usage")["requests"] == 1
        other = person.task("upscale", {"image": png(9, 9)}, Idempotency_Key="one")
        assert kind_of(other) == (422, "/problems/idempotency-key-reused")
        assert kind_of(person.task("detect-faces", FACE, Idempotency_Key="one"))[0] == 422
        assert kind_of(person.task("upscale", FACE, Idempotency_Key="a b"))[0] == 400
        # What failed may be tried again under its name.
        assert person.task("upscale", {"image": b""}, Idempotency_Key="two")[0] == 422
        assert person.task("upscale", {"image": b""}, Idempotency_Key="two")[0] == 422
    with as_holder(client, make_key(folder)[0]) as person:
        assert person.task("upscale", {"image": png(9, 9)}, Idempotency_Key="one")[0] == 200


def test_the_same_request_twice_at_once_is_refused(client: Client, folder: Path) -> None:
    large = {"image": png(160, 120), "options": b'{"scale": 4}'}
    with as_holder(client, make_key(folder)[0]) as person, ThreadPoolExecutor(4) as people:
        asked = [people.submit(person.task, "upscale", large, Idempotency_Key="x") for _ in range(4)]
        answers = [each.result() for each in asked]
        assert sorted({each[0] for each in answers}) == [200, 409]
        assert {kind_of(each)[1] for each in answers if each[0] == 409} == {"/problems/request-running"}
        assert person.told("/v1/usage")["requests"] == 1


def test_who_goes_away_is_not_billed(client: Client, folder: Path) -> None:
    secret, _ = make_key(folder)
    with as_holder(client, secret) as person:
        large = {"image": png(1200, 800), "options": b'{"scale": 2}'}
        request = raw(client, "upscale", large, f"Authorization: Bearer {secret}")
        with as_holder(client, "the-owner's") as owner:
            with socket.create_connection(client.place()) as gone:
                gone.sendall(request)
                while not owner.measured("fotofun_tasks_running"):
                    time.sleep(0.01)
            while owner.measured("fotofun_tasks_running"):
                time.sleep(0.01)
        assert person.task("detect-faces", FACE)[0] == 200
        assert person.told("/v1/usage")["used_megapixels"] == 0.000064


@pytest.mark.parametrize("fault", ["down", "hung"])
def test_without_its_store_the_service_refuses_at_once(dist: Path, built: Path, fault: str) -> None:
    with redis_process() as redis:
        gate = AccountsGate(open_stores(redis.url, None), 30, PLANS)
        with serving(dist, built, gate) as client, as_holder(client, new_secret()) as person:
            assert person.task("detect-faces", FACE)[0] == 401
            if fault == "down":
                redis.stop()
            else:
                redis.stall()
            started = time.monotonic()
            assert kind_of(person.task("detect-faces", FACE)) == (503, "/problems/store-unavailable")
            assert time.monotonic() - started < 5  # 1 s, on a machine that does nothing else
            assert client.ask("GET", "/health")[0] == 200
            if fault == "down":
                redis.start_again()
            else:
                redis.go_on()
            while person.task("detect-faces", FACE)[0] == 503:
                time.sleep(0.02)
            assert person.task("detect-faces", FACE)[0] == 401
