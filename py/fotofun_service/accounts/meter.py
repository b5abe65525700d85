"""What a request costs: held while it runs, billed once when it is answered, released when it is not."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from fotofun_service.accounts.caller import Caller
from fotofun_service.accounts.store import Charge, Store, StoreUnavailable
from fotofun_service.accounts.usage import day_of, megapixels, resets_at, seconds_to_reset
from fotofun_service.problem import Refused

Hold = Callable[[int], Awaitable[None]]
"""Called with the number of a picture's pixels before work on it begins; Refused if the quota is spent."""


class Meter:
    """`seconds` is how long a request may take at most."""

    def __init__(self, store: Store, seconds: float, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._seconds = seconds
        self._clock = clock

    @asynccontextmanager
    async def charging(self, caller: Caller, request: str) -> AsyncIterator[Hold]:
        """Bill what was held when the block ends well, and nothing when it fails or is cancelled.

        `request` names the request; it is billed once however often it is repeated. The `Hold` may be called
        from the loop of any thread.
        """
        loop = asyncio.get_running_loop()
        charges: list[Charge] = []

        async def hold(pixels: int) -> None:
            now = self._clock()
            expires = now + self._seconds + 60
            charge = Charge(request, caller.key, day_of(now), pixels, expires)
            charges.append(charge)
            await self._reserve(caller, charge, now)

        async def hold_from_anywhere(pixels: int) -> None:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(hold(pixels), loop))

        try:
            yield hold_from_anywhere
            for charge in charges:
                await _whole(self._store.bill(charge, self._clock()))
        except BaseException:
            with suppress(StoreUnavailable):  # then it expires
                for charge in charges:
                    await asyncio.shield(self._store.release(charge))
            raise

    async def _reserve(self, caller: Caller, charge: Charge, now: float) -> None:
        megapixel_quota = caller.plan.quota_megapixels
        quota = None if megapixel_quota is None else megapixel_quota * 1_000_000
        if not await self._store.reserve(charge, quota, now):
            detail = (
                f"This picture has {megapixels(charge.pixels)} megapixels, more than is left of the "
                f"{megapixel_quota} of this month. The quota begins anew at {resets_at(now)}."
            )
            raise Refused(429, "quota-exceeded", detail, {"Retry-After": str(seconds_to_reset(now))})


async def _whole(billing: Coroutine[Any, Any, object]) -> None:
    """Bill, even if it is cancelled meanwhile: what is billed is answered."""
    work = asyncio.ensure_future(billing)
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        if (task := asyncio.current_task()) is not None:
            task.uncancel()
        await work
