"""Bodies of requests, read into memory: bounded each, bounded together, and in time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

from fotofun_service.problem import Refused

_CLOSE = {"Connection": "close"}


class Bodies:
    """`most` is how many bytes one body may have, `together` how many all may have that are held at once.

    A body may take `seconds` to arrive.
    """

    def __init__(self, most: int, together: int, seconds: float) -> None:
        self._most = most
        self._together = max(most, together)
        self._seconds = seconds
        self.held = 0

    @asynccontextmanager
    async def read(self, request: Request) -> AsyncIterator[bytearray]:
        """The whole body, for the length of the block; Refused when it is too large or too slow.

        What is a little too large is read to its end and forgotten, so that the client reads the answer.
        """
        body = bytearray()
        try:
            try:
                async with asyncio.timeout(self._seconds):
                    total = await self._fill(body, request)
            except TimeoutError:
                raise Refused(408, "too-slow", "The request took too long.", _CLOSE) from None
            if total > self._most:
                words = f"A request may have {self._most:,} bytes."
                raise Refused(413, "body-too-large", words, _CLOSE)
            yield body
        finally:
            self.held -= len(body)

    async def _fill(self, body: bytearray, request: Request) -> int:
        """How large the body is, or says that it is."""
        length = request.headers.get("content-length", "0")
        total = int(length) if length.isdecimal() and len(length) < 20 else 0
        if total > 2 * self._most:
            return total
        total = 0
        async for chunk in request.stream():
            total += len(chunk)
            if total > 2 * self._most:
                break
            if total <= self._most:
                self._hold(len(chunk))
                body += chunk
        return total

    def _hold(self, more: int) -> None:
        if self.held + more > self._together:
            raise Refused(503, "busy", "Too much is being sent here already.", {"Retry-After": "2", **_CLOSE})
        self.held += more
