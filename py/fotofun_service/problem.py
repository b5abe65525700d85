"""Errors as `application/problem+json` (RFC 9457); no file path and no stack trace in them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
"""The media type of every error."""

_DETAILS = {
    404: "There is nothing at this address.",
    405: "This address cannot be asked in that way.",
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


def request_id_of(request: Request) -> str:
    """The name of a request, which its log line and its problem share."""
    state = request.scope.setdefault("state", {})
    return str(state.setdefault("request_id", uuid4().hex))


def document(request: Request, status: int, detail: str = "", kind: str = "") -> dict[str, Any]:
    """The body of an error."""
    title = HTTPStatus(status).phrase
    return {
        "type": "/problems/" + (kind or title.lower().replace(" ", "-")),
        "title": title,
        "status": status,
        "detail": detail or _DETAILS.get(status, title),
        "instance": request.url.path,
        "request_id": request_id_of(request),
    }


def problem(request: Request, status: int, detail: str = "", kind: str = "") -> JSONResponse:
    """An error response."""
    body = document(request, status, detail, kind)
    request.scope["state"]["outcome"] = kind or str(status)
    return JSONResponse(body, status, headers={"Cache-Control": "no-store"}, media_type=MEDIA_TYPE)


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
