"""Answers in Redis: a request that one process answered is known to the others."""

from redis.exceptions import RedisError

from fotofun_service.accounts.answers import KEPT_SECONDS, LARGEST, RENEWED_WITHIN, Claim, Kept
from fotofun_service.accounts.redis_server import RedisServer

_ORDER = "fotofun:{answers}:order"
_MOST = 64


class RedisAnswers:
    """See `Answers`; at most 64 answers are kept, and none where Redis writes to the disk."""

    def __init__(self, server: RedisServer) -> None:
        self._server = server

    async def claim(self, name: str, fingerprint: str, token: str) -> Claim:
        """See `Answers`."""
        arguments = [fingerprint, token, int(RENEWED_WITHIN * 1000)]
        known, media_type, body = await self._server.run("claim", [_key(name)], arguments)
        if known is None:
            return "mine"
        if known.decode() != fingerprint:
            return "different"
        return "running" if body is None else Kept(media_type.decode(), body)

    async def renew(self, name: str, token: str) -> None:
        """See `Answers`."""
        await self._server.run("renew", [_key(name)], [token, int(RENEWED_WITHIN * 1000)])

    async def keep(self, name: str, token: str, answer: Kept) -> None:
        """See `Answers`."""
        if len(answer.body) > LARGEST or await self._writes_to_disk():
            await self.forget(name, token)
            return
        arguments = [token, answer.media_type, answer.body, int(KEPT_SECONDS * 1000), _MOST]
        await self._server.run("keep", [_key(name), _ORDER], arguments)

    async def forget(self, name: str, token: str) -> None:
        """See `Answers`."""
        await self._server.run("renew", [_key(name)], [token, 0])

    async def _writes_to_disk(self) -> bool:
        async with self._server.asked() as redis:
            try:
                told = await redis.config_get("save", "appendonly")
            except RedisError:  # it does not say, so it might
                return True
        return told.get("save") != "" or told.get("appendonly") != "no"


def _key(name: str) -> str:
    return f"fotofun:{{answers}}:{name}"
