"""Errors as `application/problem+json` (RFC 9457); no file path and no stack trace in them."""

from collections.abc import Mapping
from http import HTTPStatus
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

_DETAILS = {
    404: "There is nothing at this address.",
    405: "This address can only be read.",
    421: "This service does not answer to that host name.",
    500: "Something went wrong here. Nothing of yours was kept. Try again.",
}


class Refused(Exception):
    """A request that gets a problem as its answer; `kind` names it, such as `too-many-pixels`."""

    def __init__(self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.headers = headers or {}


def problem(request: Request, status: int, detail: str = "", kind: str = "") -> JSONResponse:
    """An error response; `request_id` is new for each, and is what a log would name."""
    title = HTTPStatus(status).phrase
    body = {
        "type": "/problems/" + (kind or title.lower().replace(" ", "-")),
        "title": title,
        "status": status,
        "detail": detail or _DETAILS.get(status, title),
        "instance": request.url.path,
        "request_id": uuid4().hex,
    }
    return JSONResponse(
        body, status, headers={"Cache-Control": "no-store"}, media_type="application/problem+json"
    )


async def handle_refused(request: Request, error: Exception) -> JSONResponse:
    """Exception handler for what the service itself refuses."""
    assert isinstance(error, Refused)
    response = problem(request, error.status, error.detail, error.kind)
    response.headers.update(error.headers)
    return response


async def handle_http(request: Request, error: Exception) -> JSONResponse:
    """Exception handler for what a route refuses."""
    assert isinstance(error, HTTPException)
    response = problem(request, error.status_code)
    response.headers.update(error.headers or {})
    return response


async def handle_unexpected(request: Request, error: Exception) -> JSONResponse:
    """Exception handler for everything else."""
    return problem(request, 500)
