"""The service's application."""

import json
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount, Route

from fotofun_service.api import Api
from fotofun_service.files import editor_files
from fotofun_service.guards import KnownHosts, SecurityHeaders
from fotofun_service.problem import Refused, handle_http, handle_refused, handle_unexpected
from fotofun_service.settings import Settings


def create_app(settings: Settings) -> Starlette:
    """An application that serves the editor in `settings.dist`, its health, and the tasks of its models."""
    version = str(json.loads((settings.dist / "version.json").read_text())["version"])

    api = Api(settings) if settings.models else None

    async def health(request: Request) -> JSONResponse:
        status: dict[str, Any] = {"status": "ok", "version": version}
        if api:
            status["models"] = api.models.loaded
        return JSONResponse(status, headers={"Cache-Control": "no-store"})

    routes: list[BaseRoute] = [Route("/health", health), *(api.routes() if api else ())]
    pages_elsewhere = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization"],
    )
    return Starlette(
        routes=[*routes, Mount("/", editor_files(settings))],
        middleware=[
            Middleware(SecurityHeaders, connect_hosts=settings.connect_hosts),
            Middleware(KnownHosts, allowed=settings.allowed_hosts),
            *([pages_elsewhere] if settings.cors_origins else ()),
        ],
        exception_handlers={
            Refused: handle_refused,
            HTTPException: handle_http,
            Exception: handle_unexpected,
        },
    )
