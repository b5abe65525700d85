"""Both stores of accounts keep the same promises, the same way."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fotofun_service.accounts.answers import Answers, Kept, MemoryAnswers
from fotofun_service.accounts.caller import OWNER, Caller, Door
from fotofun_service.accounts.keys import Key, digest_of, new_id, new_secret
from fotofun_service.accounts.meter import Meter
from fotofun_service.accounts.opening import open_stores
from fotofun_service.accounts.plans import BUILT_IN, Plan, read_plans
from fotofun_service.accounts.store import Charge, DayUsage, Store
from fotofun_service.accounts.usage import report, resets_at, seconds_to_reset
from fotofun_service.problem import Refused
from tests.service.redis_process import redis_process

Using = Callable[[Store, Answers], Coroutine[Any, Any, None]]
With = Callable[[Using], None]

NOW = 1_798_761_600.0 - 86_400  # the last day of 2026


@pytest.fixture(params=["sqlite", "redis"])
def with_stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[With]:
    """Runs a test with a fresh store of each kind."""

    def run(url: str, using: Using) -> None:
        async def main() -> None:
            store, answers = open_stores(url, tmp_path)
            try:
                await using(store, answers)
            finally:
                await store.close()

        asyncio.run(main())

    if request.param == "sqlite":
        yield lambda using: run("", using)
    else:
        with redis_process() as redis:
            yield lambda using: run(redis.url, using)


def charge(id: str, pixels: int, day: str = "2026-12-31", expires: float = NOW + 90) -> Charge:
    return Charge(id, "key_a", day, pixels, expires)


def test_keys_are_kept_as_hashes_and_can_be_replaced(with_stores: With, tmp_path: Path) -> None:
    secret = new_secret()
    key = Key(new_id(), "Ada", digest_of(secret), "free", ("tasks", "usage"), "2026-12-31T10:00:00+00:00")

    async def using(store: Store, answers: Answers) -> None:
        assert await store.find_key(key.digest) is None
        await store.put_key(key)
        assert await store.find_key(key.digest) == key
        turned = replace(key, digest=digest_of("other"), revoked=True)
        await store.put_key(turned, instead_of=key.digest)
        assert await store.find_key(key.digest) is None
        assert await store.list_keys() == [turned]

    with_stores(using)
    assert all(secret.encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_window_has_so_many_turns_and_no_more(with_stores: With) -> None:
    async def using(store: Store, answers: Answers) -> None:
        waits = await asyncio.gather(*(store.take_turn("key_a", 7, NOW + i / 100) for i in range(20)))
        assert waits.count(0) == 7
        assert all(59 < wait < 60.5 for wait in waits if wait)
        assert await store.take_turn("key_b", 7, NOW) == 0
        assert await store.take_turn("key_a", 7, NOW + 59.9) > 0
        assert await store.take_turn("key_a", 7, NOW + 61) == 0
        assert await store.take_turn("key_c", 0, NOW) > 0

    with_stores(using)


def test_usage_is_what_was_billed_once_and_what_is_held_counts_against_the_quota(with_stores: With) -> None:
    async def using(store: Store, answers: Answers) -> None:
        first, second = charge("1", 600), charge("2", 300)
        assert await store.reserve(first, 1000, NOW) and await store.reserve(second, 1000, NOW)
        assert not await store.reserve(charge("3", 101), 1000, NOW)
        assert await store.reserve(charge("3", 100), 1000, NOW)
        assert await store.usage("key_a", "2026-12") == []
        assert [await store.bill(first, NOW) for _ in range(3)] == [True, False, False]
        assert await store.reserve(first, 0, NOW)  # it is paid
        assert not await store.bill(first, NOW)
        await store.release(second)
        await store.release(first)  # does nothing: it was billed
        assert await store.usage("key_a", "2026-12") == [DayUsage("2026-12-31", 1, 600)]
        assert not await store.reserve(charge("4", 301), 1000, NOW)
        assert await store.reserve(charge("4", 301), 1000, NOW + 91)  # what nobody released is over
        # Another month has a quota of its own.
        assert await store.reserve(charge("5", 1000, "2027-01-01", NOW + 1e6), 1000, NOW + 86_400)
        assert await store.bill(charge("5", 1000, "2027-01-01"), NOW + 86_400)
        assert [day.pixels for day in await store.usage("key_a", "2027-01")] == [1000]
        assert await store.usage("key_b", "2026-12") == []

    with_stores(using)


def test_many_at_once_spend_no_more_than_the_quota(with_stores: With) -> None:
    async def using(store: Store, answers: Answers) -> None:
        async def one(number: int) -> bool:
            if not await store.reserve(charge(str(number), 100), 1000, NOW):
                return False
            return await store.bill(charge(str(number), 100), NOW)

        assert (await asyncio.gather(*map(one, range(30)))).count(True) == 10
        assert await store.usage("key_a", "2026-12") == [DayUsage("2026-12-31", 10, 1000)]

    with_stores(using)


def test_a_forgotten_key_leaves_nothing(with_stores: With) -> None:
    async def using(store: Store, answers: Answers) -> None:
        key = Key("key_a", "Ada", "digest", "free", ("tasks",), "2026-12-31T10:00:00+00:00")
        await store.put_key(key)
        assert await store.take_turn("key_a", 1, NOW) == 0
        assert await store.reserve(charge("1", 100), 1000, NOW)
        assert await store.bill(charge("1", 100), NOW)
        assert await store.usage("key_a", "2026-12")
        await store.forget_key(key)
        assert await store.list_keys() == [] and await store.usage("key_a", "2026-12") == []
        assert await store.take_turn("key_a", 1, NOW) == 0

    with_stores(using)


def test_answers_are_kept_for_the_same_request_only(with_stores: With) -> None:
    async def using(store: Store, answers: Answers) -> None:
        assert await answers.claim("a", "print", "one") == "mine"
        assert await answers.claim("a", "print", "two") == "running"
        assert await answers.claim("a", "other", "two") == "different"
        await answers.renew("a", "one")
        await answers.forget("a", "one")
        assert await answers.claim("a", "print", "three") == "mine"
        kept = Kept("image/png", b"\x89PNG\0")
        await answers.keep("a", "three", kept)
        assert await answers.claim("a", "print", "four") == kept
        assert await answers.claim("a", "other", "four") == "different"
        await answers.claim("b", "print", "five")
        await answers.keep("b", "five", Kept("image/png", bytes(16_000_001)))
        assert await answers.claim("b", "print", "six") == "mine"
        for number in range(64):
            await answers.claim(str(number), "print", "t")
            await answers.keep(str(number), "t", Kept("image/png", bytes(1_100_000)))
        assert await answers.claim("a", "print", "seven") == "mine"  # the oldest had to go
        assert isinstance(await answers.claim("63", "print", "t"), Kept)

    with_stores(using)


def test_answers_in_memory_are_forgotten_in_time() -> None:
    async def main() -> None:
        now = 0.0
        answers = MemoryAnswers(clock=lambda: now)
        await answers.claim("a", "print", "t")
        await answers.keep("a", "t", Kept("image/png", b"x"))
        now = 599.0
        assert isinstance(await answers.claim("a", "print", "t"), Kept)
        now = 601.0
        assert await answers.claim("a", "print", "t") == "mine"

    asyncio.run(main())


def test_what_fails_or_is_cancelled_is_not_billed(with_stores: With) -> None:
    caller = Caller("key_a", Plan("small", quota_megapixels=1), ("tasks",))

    async def using(store: Store, answers: Answers) -> None:
        meter = Meter(store, 30, clock=lambda: NOW)

        async def ask(request: str, pixels: int, fault: BaseException | None = None) -> None:
            async with meter.charging(caller, request) as hold:
                # Work is done in another thread, with a loop of its own.
                await asyncio.to_thread(lambda: asyncio.run(_await(hold(pixels))))
                if fault:
                    raise fault

        await ask("1", 400_000)
        for fault in (ValueError(), asyncio.CancelledError()):
            with pytest.raises(type(fault)):
                await ask("2", 600_000, fault)
        with pytest.raises(Refused, match=r"The quota begins anew at 2027-01-01T00:00:00Z\.") as refused:
            await ask("3", 600_001)
        assert (refused.value.status, refused.value.kind) == (429, "quota-exceeded")
        assert refused.value.headers["Retry-After"] == "86401"
        await ask("1", 400_000)
        await ask("4", 600_000)
        days = await store.usage("key_a", "2026-12")
        assert report(caller.plan, days, NOW) == {
            "plan": "small",
            "rate_per_minute": None,
            "quota_megapixels": 1,
            "used_megapixels": 1.0,
            "left_megapixels": 0.0,
            "resets_at": "2027-01-01T00:00:00Z",
            "requests": 2,
            "days": [{"day": "2026-12-31", "requests": 2, "megapixels": 1.0}],
        }

    with_stores(using)


async def _await(awaitable: Any) -> None:
    await awaitable


def test_the_caller_is_found_by_the_key_alone(with_stores: With) -> None:
    def key(secret: str, **changed: Any) -> Key:
        made = Key(new_id(), "Ada", digest_of(secret), "free", ("tasks",), "2026-12-31T10:00:00+00:00")
        return replace(made, **changed)

    async def using(store: Store, answers: Answers) -> None:
        for each in (key("a"), key("b", revoked=True), key("c", plan="gone")):
            await store.put_key(each)
        door = Door(store, BUILT_IN, api_key="mine", clock=lambda: NOW)
        told = set()
        secret = new_secret()
        for authorization, query in (
            ("", ""),
            ("Bearer", ""),
            ("Basic a", ""),
            ("Bearer b", ""),
            (f"Bearer {secret}", ""),
            ("Bearer a", f"x={secret}"),
            ("Bearer a", "api_key=a"),
            ("", "token=a"),
        ):
            with pytest.raises(Refused) as refused:
                await door.caller(authorization, query)
            told.add((refused.value.status, refused.value.kind, refused.value.detail))
        assert told == {(401, "unauthorized", "Send your key as a bearer token.")}
        with pytest.raises(Refused, match="is not set up here"):
            await door.caller("Bearer c", "")
        assert await door.caller("Bearer mine", "") == OWNER
        caller = await door.caller("bearer a", "quality=fast")
        assert caller.plan == BUILT_IN["free"]
        caller.check("tasks")
        with pytest.raises(Refused, match="not good for metrics"):
            caller.check("metrics")
        for _ in range(10):
            await door.admit(caller)
        with pytest.raises(Refused) as refused:
            await door.admit(caller)
        assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "60"})

    with_stores(using)


def test_sqlite_locked_by_another_process_is_no_hang(tmp_path: Path) -> None:
    import sqlite3

    async def main() -> None:
        store, _ = open_stores("", tmp_path)
        await store.list_keys()
        other = sqlite3.connect(tmp_path / "accounts.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused) as refused:
            await store.take_turn("key_a", 1, NOW)
        assert refused.value.status == 503
        other.execute("ROLLBACK")
        other.close()
        assert await store.take_turn("key_b", 1, NOW) == 0
        await store.close()

    asyncio.run(main())


def test_plans_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "plans.toml"
    file.write_text('[studio]\nrate_per_minute = 5\nmodels = ["isnet"]\npriority = 3\n[free]\n')
    plans = read_plans(file)
    assert plans["studio"] == Plan("studio", rate_per_minute=5, models=("isnet",), priority=3)
    assert plans["free"] == Plan("free") and plans["premium"] == BUILT_IN["premium"]
    assert plans["free"].most_pixels(50_000_000) == 50_000_000
    assert BUILT_IN["free"].most_pixels(50_000_000) == 12_000_000
    for wrong in ("[a]\nrate = 5", "[a]\npriority = true", '[a]\nqualities = ["good"]', "a = 1", "["):
        file.write_text(wrong)
        with pytest.raises(ValueError, match="plan"):
            read_plans(file)


def test_the_quota_begins_anew_with_the_month() -> None:
    assert resets_at(NOW) == "2027-01-01T00:00:00Z" and seconds_to_reset(NOW) == 86_401
    assert resets_at(NOW + 86_400) == "2027-02-01T00:00:00Z"
