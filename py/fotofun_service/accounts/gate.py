"""Between a request and its work: who asks, whether they may, what it costs, whether it was asked before."""

import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from starlette.requests import Request

from fotofun.inference.manifest import Manifest
from fotofun_service.accounts.answers import Answers, Kept
from fotofun_service.accounts.caller import Caller, Door
from fotofun_service.accounts.idempotency import answer_once, fingerprint
from fotofun_service.accounts.keys import Scope
from fotofun_service.accounts.meter import Hold, Meter
from fotofun_service.accounts.opening import open_stores
from fotofun_service.accounts.plans import BUILT_IN, Plan
from fotofun_service.accounts.store import Store
from fotofun_service.accounts.usage import day_of, report

Content = Iterable[bytes | memoryview]


class Gate(Protocol):
    """What the service asks before it works."""

    @property
    def wants_key(self) -> bool:
        """Whether requests need a key."""
        ...

    async def caller(self, request: Request, scope: Scope) -> Caller:
        """Who asks; Refused unless they may do what `scope` is for."""
        ...

    async def admit(self, caller: Caller) -> None:
        """Take one of the caller's turns; Refused when there is none at the moment."""
        ...

    async def answer(
        self,
        caller: Caller,
        name: str,
        content: Content,
        work: Callable[[Hold], Awaitable[Kept]],
    ) -> tuple[Kept, bool]:
        """The work's answer, billed once, and whether it is one given before.

        `name` is the request's Idempotency-Key ("" for none), `content` is what was sent.
        """
        ...

    async def usage(self, caller: Caller) -> dict[str, Any]:
        """What the caller has used this month."""
        ...

    async def close(self) -> None:
        """Let go of the accounts."""
        ...


class AccountsGate:
    """See `Gate`; with accounts in a store. A request takes at most `seconds`."""

    def __init__(
        self,
        stores: tuple[Store, Answers],
        seconds: float,
        plans: Mapping[str, Plan] = BUILT_IN,
        api_key: str = "",
        *,
        is_open: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store, self._answers = stores
        self._door = Door(self._store, plans, api_key, is_open=is_open, clock=clock)
        self._meter = Meter(self._store, seconds, clock)
        self._clock = clock
        self.wants_key = not is_open

    async def caller(self, request: Request, scope: Scope) -> Caller:
        """See `Gate`."""
        caller = await self._door.caller(request.headers.get("authorization", ""), request.url.query)
        caller.check(scope)
        return caller

    async def admit(self, caller: Caller) -> None:
        """See `Gate`."""
        await self._door.admit(caller)

    async def answer(
        self,
        caller: Caller,
        name: str,
        content: Content,
        work: Callable[[Hold], Awaitable[Kept]],
    ) -> tuple[Kept, bool]:
        """See `Gate`."""

        async def billed(request: str) -> Kept:
            async with self._meter.charging(caller, request) as hold:
                return await work(hold)

        sent = fingerprint(content) if name else ""
        return await answer_once(self._answers, caller.key, name, sent, billed)

    async def usage(self, caller: Caller) -> dict[str, Any]:
        """See `Gate`."""
        now = self._clock()
        return report(caller.plan, await self._store.usage(caller.key, day_of(now)[:7]), now)

    async def close(self) -> None:
        """See `Gate`."""
        await self._store.close()


def open_gate(seconds: float) -> AccountsGate:
    """For a service that only this machine reaches: everybody may ask; usage is counted in memory."""
    return AccountsGate(open_stores("", None), seconds, is_open=True)


def one_key_gate(api_key: str, seconds: float) -> AccountsGate:
    """For a service with one key and no accounts; usage is counted in memory."""
    return AccountsGate(open_stores("", None), seconds, {}, api_key)


def models_of(plan: Plan, manifests: Sequence[Manifest]) -> list[Manifest]:
    """The models that a plan may use; its qualities count where a task has a model of one of them."""
    named = [each for each in manifests if plan.models is None or each.id in plan.models]
    with_choice = {(each.task, each.role) for each in named if plan.allows(each)}
    return [each for each in named if plan.allows(each) or (each.task, each.role) not in with_choice]
