"""One line of JSON for each request, with nothing in it of a picture, a name or a key."""

import sys
import time
import traceback
from typing import Any, TextIO

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from fotofun_service.metrics import Metrics
from fotofun_service.problem import problem, request_id_of


def make_log(file: TextIO = sys.stderr, *, everything: bool = True) -> FilteringBoundLogger:
    """A log of JSON lines; unless `everything`, of what went wrong here only."""
    log: FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(file),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger("info" if everything else "error"),
    )
    return log


def fault(error: BaseException) -> dict[str, Any]:
    """What a log may say of an unexpected error: its kind and where, not its words, which may quote data."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return {"fault": type(error).__name__, "at": where}


class Recorded:
    """Names, counts and logs every request, and answers what nobody expected with a problem.

    A route, never an address, is logged: an address may hold what was meant for nobody else.
    """

    def __init__(self, app: ASGIApp, log: FilteringBoundLogger, metrics: Metrics) -> None:
        self.app = app
        self.log = log
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        name, started, status = request_id_of(request), time.perf_counter(), 0
        told: dict[str, Any] = {}

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", []).append((b"x-request-id", name.encode()))
            await send(message)

        try:
            await self.app(scope, receive, send_named)
        except ClientDisconnect:
            status = 499
            scope["state"]["outcome"] = "cancelled"
        except Exception as error:
            told = fault(error)
            if not status:
                await problem(request, 500)(scope, receive, send_named)
            status = 500
            scope["state"]["outcome"] = "fault"
        seconds = time.perf_counter() - started
        state = scope["state"]
        route = getattr(scope.get("route"), "path", "") or "files"
        outcome = state.get("outcome", "ok" if 0 < status < 400 else str(status or "gone"))
        task = state.get("task", "")
        told, status = state.get("fault", told), state.get("status", status)
        self.metrics.answered(route, task, status, outcome, seconds)
        say = self.log.error if told or (status >= 500 and status != 503) else self.log.info
        method = scope["method"] if scope["method"] in _METHODS else "other"
        say(
            "answered",
            request_id=name,
            method=method,
            route=route,
            task=task,
            status=status,
            outcome=outcome,
            seconds=round(seconds, 4),
            **told,
        )


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
