"""The editor that a service serves itself: its config.json names that very service."""

import json

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from fotofun_service.settings import Settings

ADDRESS = "/config.json"

# The page waits a little longer than the service works, so that it is told why.
_PATIENCE = 10.0


def with_own_service(files: ASGIApp, settings: Settings) -> ASGIApp:
    """The editor's files, whose config.json names this service unless its operator named another."""
    config = json.loads((settings.dist / "config.json").read_text(encoding="utf-8"))
    config.setdefault(
        "service",
        {
            "kind": "self-hosted",
            "endpoint": "./",
            "timeout": settings.timeout + _PATIENCE,
            "max_bytes": settings.max_file_size,
        },
    )

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == ADDRESS and scope["method"] == "GET":
            response = JSONResponse(config, headers={"Cache-Control": "no-cache"})
            await response(scope, receive, send)
        else:
            await files(scope, receive, send)

    return application
