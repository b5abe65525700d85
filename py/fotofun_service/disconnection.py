"""Clients that go away before they are answered."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.requests import Request

T = TypeVar("T")


async def disconnected(request: Request) -> None:
    """Return when the client is gone; the request's body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def unless_gone(request: Request, answering: Awaitable[T]) -> T | None:
    """The answer, or None after stopping the work because the client went away."""
    work = asyncio.ensure_future(answering)
    gone = asyncio.ensure_future(disconnected(request))
    try:
        await asyncio.wait([work, gone], return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            work.cancel()
            await asyncio.wait([work])
        return None if work.cancelled() else work.result()
    finally:
        gone.cancel()
        work.cancel()
