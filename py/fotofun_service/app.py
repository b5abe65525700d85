"""The service's application."""

import json

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from fotofun_service.files import editor_files
from fotofun_service.guards import KnownHosts, SecurityHeaders
from fotofun_service.problem import handle_http, handle_unexpected
from fotofun_service.settings import Settings


def create_app(settings: Settings) -> Starlette:
    """An application that serves the editor in `settings.dist` and `/health`."""
    version = str(json.loads((settings.dist / "version.json").read_text())["version"])

    async def health(request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok", "version": version}, headers={"Cache-Control": "no-store"})

    return Starlette(
        routes=[Route("/health", health), Mount("/", editor_files(settings))],
        middleware=[
            Middleware(SecurityHeaders, connect_hosts=settings.connect_hosts),
            Middleware(KnownHosts, allowed=settings.allowed_hosts),
        ],
        exception_handlers={HTTPException: handle_http, Exception: handle_unexpected},
    )
