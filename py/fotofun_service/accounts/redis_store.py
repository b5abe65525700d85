"""Accounts in Redis: for a service of several processes, on one machine or many."""

import json
from collections import defaultdict
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from fotofun_service.accounts.keys import Key
from fotofun_service.accounts.redis_server import RedisServer
from fotofun_service.accounts.store import REMEMBERED_SECONDS, WINDOW, Charge, DayUsage

_KEYS = "fotofun:keys"
_MONTH_SECONDS = 400 * 24 * 3600


class RedisStore:
    """See `Store`. All that belongs to one key lies together: its names share the part in braces."""

    def __init__(self, server: RedisServer) -> None:
        self._server = server

    async def find_key(self, digest: str) -> Key | None:
        """See `Store`."""
        async with self._server.asked() as redis:
            found = await redis.hget(_KEYS, digest)
        return _key(found) if found else None

    async def list_keys(self) -> list[Key]:
        """See `Store`."""
        async with self._server.asked() as redis:
            found = await redis.hvals(_KEYS)
        return sorted((_key(each) for each in found), key=lambda key: (key.created, key.id))

    async def put_key(self, key: Key, instead_of: str = "") -> None:
        """See `Store`."""
        async with self._server.asked() as redis, redis.pipeline(transaction=True) as both:
            both.hdel(_KEYS, instead_of)
            both.hset(_KEYS, key.digest, json.dumps(asdict(key)))
            await both.execute()

    async def forget_key(self, key: Key) -> None:
        """See `Store`."""
        async with self._server.asked() as redis:
            names = [name async for name in redis.scan_iter(match=f"fotofun:{{{key.id}}}:*", count=1000)]
            if names:
                await redis.delete(*names)
            await redis.hdel(_KEYS, key.digest)

    async def take_turn(self, key: str, most: int, now: float) -> float:
        """See `Store`."""
        arguments = [most, repr(now), WINDOW, uuid4().hex]
        return float(await self._server.run("take_turn", [f"fotofun:{{{key}}}:turns"], arguments))

    async def reserve(self, charge: Charge, quota: int | None, now: float) -> bool:
        """See `Store`."""
        most = -1 if quota is None else quota
        arguments = [charge.id, charge.pixels, most, repr(now), repr(charge.expires)]
        return bool(await self._server.run("reserve", _names(charge), arguments))

    async def bill(self, charge: Charge, now: float) -> bool:
        """See `Store`."""
        arguments = [charge.id, charge.pixels, charge.day, REMEMBERED_SECONDS, _MONTH_SECONDS]
        return bool(await self._server.run("bill", _names(charge), arguments))

    async def release(self, charge: Charge) -> None:
        """See `Store`."""
        _, _, held, ends = _names(charge)
        async with self._server.asked() as redis, redis.pipeline(transaction=True) as both:
            both.hdel(held, charge.id)
            both.zrem(ends, charge.id)
            await both.execute()

    async def usage(self, key: str, month: str) -> list[DayUsage]:
        """See `Store`."""
        async with self._server.asked() as redis:
            fields: Any = await redis.hgetall(f"fotofun:{{{key}}}:{month}")
        days: dict[str, dict[str, int]] = defaultdict(dict)
        for field, value in fields.items():
            kind, _, day = field.decode().partition(":")
            if day:
                days[day][kind] = int(value)
        return [DayUsage(day, days[day]["requests"], days[day]["pixels"]) for day in sorted(days)]

    async def close(self) -> None:
        """See `Store`."""
        await self._server.close()


def _names(charge: Charge) -> list[str]:
    """The names that the scripts about a charge work on, in their order."""
    of_key = f"fotofun:{{{charge.key}}}"
    of_month = f"{of_key}:{charge.month}"
    return [f"{of_key}:billed:{charge.id}", of_month, f"{of_month}:held", f"{of_month}:ends"]


def _key(kept: Any) -> Key:
    fields = json.loads(kept)
    return Key(**{**fields, "scopes": tuple(fields["scopes"])})
