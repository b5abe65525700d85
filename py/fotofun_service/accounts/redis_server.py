"""A connection to Redis that never hangs, and the scripts that run there as one step."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import RedisError

from fotofun_service.accounts.store import SECONDS, StoreUnavailable

_SCRIPTS = Path(__file__).parent / "lua"


class RedisServer:
    """The Redis at a URL such as `redis://127.0.0.1:6379/0`."""

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(
            url,
            socket_timeout=SECONDS / 2,
            socket_connect_timeout=SECONDS / 2,
            # A kept connection breaks when Redis is started anew: once more, on a fresh one.
            retry=Retry(NoBackoff(), 1, supported_errors=(NotConnected,)),
        )
        self._scripts = {
            file.stem: self._redis.register_script(file.read_text(encoding="utf-8"))
            for file in sorted(_SCRIPTS.glob("*.lua"))
        }

    @asynccontextmanager
    async def asked(self) -> AsyncIterator["Redis"]:
        """Redis, for a question that must be answered in time; StoreUnavailable if it is not."""
        try:
            async with asyncio.timeout(SECONDS):
                yield self._redis
        except (RedisError, OSError):  # of which TimeoutError is one
            raise StoreUnavailable from None

    async def run(self, script: str, keys: list[str], arguments: list[Any]) -> Any:
        """What the script `lua/<script>.lua` answers; nothing else runs in Redis meanwhile."""
        async with self.asked():
            return await self._scripts[script](keys=keys, args=arguments)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.aclose()
