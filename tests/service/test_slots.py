"""Who waits for a slot, and who is next."""

import asyncio

from fotofun_service.slots import Slots


def test_who_has_priority_is_next_and_nobody_loses_a_slot() -> None:
    async def main() -> None:
        slots = Slots(1)
        served: list[str] = []
        release = asyncio.Event()

        async def ask(name: str, priority: int) -> None:
            async with slots.taken(priority):
                served.append(name)
                await release.wait()

        asked = {}
        for name, priority in (("at once", 0), ("free", 0), ("free too", 0), ("gone", 9), ("premium", 5)):
            asked[name] = asyncio.create_task(ask(name, priority))
            await asyncio.sleep(0)
        asked["gone"].cancel()
        release.set()
        await asyncio.gather(*asked.values(), return_exceptions=True)
        assert served == ["at once", "premium", "free", "free too"]
        async with asyncio.timeout(1), slots.taken(0):
            pass

    asyncio.run(main())


def test_a_slot_given_to_someone_just_cancelled_is_given_on() -> None:
    async def main() -> None:
        slots = Slots(1)
        holding = slots.taken(0)
        await holding.__aenter__()

        async def ask() -> None:
            async with slots.taken(0):
                pass

        waiting = asyncio.create_task(ask())
        await asyncio.sleep(0)
        await holding.__aexit__(None, None, None)  # the slot is theirs now,
        waiting.cancel()  # and they are gone before they know
        await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(1), slots.taken(0):
            pass

    asyncio.run(main())
