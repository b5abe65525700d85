"""Requests that are sent again: the same answer, billed once."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from uuid import uuid4

from fotofun_service.accounts.answers import RENEWED_WITHIN, Answers, Kept
from fotofun_service.accounts.store import StoreUnavailable
from fotofun_service.problem import Refused

_NAME = re.compile(r"[\x21-\x7e]{1,200}")


def fingerprint(parts: Iterable[bytes | memoryview]) -> str:
    """The same for the same content only."""
    whole = sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


async def answer_once(
    answers: Answers, key: str, name: str, content: str, work: Callable[[str], Awaitable[Kept]]
) -> tuple[Kept, bool]:
    """The answer to the request, and whether it is one given before.

    `key` is whose request it is, `name` its Idempotency-Key ("" for none), `content` the fingerprint of what
    was sent. `work` is called with a name to bill it under, which is the same for the same request.
    """
    if not name:
        return await work(uuid4().hex), False
    if not _NAME.fullmatch(name):
        detail = "An Idempotency-Key has 1 to 200 printable characters and no space."
        raise Refused(400, "bad-idempotency-key", detail)
    request, token = fingerprint([key.encode(), name.encode()]), uuid4().hex
    match await answers.claim(request, content, token):
        case Kept() as kept:
            return kept, True
        case "running":
            detail = "A request with this Idempotency-Key is still running."
            raise Refused(409, "request-running", detail, {"Retry-After": "1"})
        case "different":
            detail = "This Idempotency-Key belongs to a request with other content."
            raise Refused(422, "idempotency-key-reused", detail)
    try:
        async with _renewing(answers, request, token):
            answer = await work(fingerprint([request.encode(), content.encode()]))
    except BaseException:
        with suppress(StoreUnavailable):
            await asyncio.shield(answers.forget(request, token))
        raise
    with suppress(StoreUnavailable):  # it was billed: better given once than not at all
        await answers.keep(request, token, answer)
    return answer, False


@asynccontextmanager
async def _renewing(answers: Answers, request: str, token: str) -> AsyncIterator[None]:
    async def renew() -> None:
        while True:
            await asyncio.sleep(RENEWED_WITHIN / 4)
            with suppress(StoreUnavailable):
                await answers.renew(request, token)

    renewing = asyncio.create_task(renew())
    try:
        yield
    finally:
        renewing.cancel()
