"""The service's application."""

import json
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from structlog.typing import FilteringBoundLogger

from fotofun_service import metrics, openapi, schemas
from fotofun_service.accounts.gate import Gate, one_key_gate, open_gate
from fotofun_service.api import Api
from fotofun_service.embedded import with_own_service
from fotofun_service.files import editor_files
from fotofun_service.guards import KnownHosts, SecurityHeaders, WellFormed
from fotofun_service.housekeeping import Housekeeping
from fotofun_service.logs import Recorded, make_log
from fotofun_service.problem import Refused, handle_http, handle_refused
from fotofun_service.settings import Settings

_DESCRIPTION = """Tasks of pictures: a form with a picture in, a picture or facts out.
Every error is a problem (RFC 9457). Nothing of a picture is written to a disk or to a log."""


def create_app(
    settings: Settings, gate: Gate | None = None, log: FilteringBoundLogger | None = None
) -> FastAPI:
    """An application that serves the editor in `settings.dist`, its health, and the tasks of its models.

    Without a gate, whoever shows `settings.api_key` may ask, or everybody if there is none: for a service
    that only this machine reaches.
    """
    version = str(json.loads((settings.dist / "version.json").read_text())["version"])
    counts, log = metrics.Metrics(), log or make_log(everything=False)
    seconds = settings.timeout
    gate = gate or (one_key_gate(settings.api_key, seconds) if settings.api_key else open_gate(seconds))
    api = Api(settings, gate, counts, log) if settings.models else None
    house = Housekeeping(settings, gate, api, log)
    pages_elsewhere = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Idempotency-Key"],
        expose_headers=["Retry-After", "X-Request-ID", "Idempotency-Replayed"],
    )
    app = FastAPI(
        title="FotoFun",
        summary="An AI service for pictures.",
        description=_DESCRIPTION,
        version=version,
        # They would load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=house.lifespan,
        middleware=[
            Middleware(SecurityHeaders, connect_hosts=settings.connect_hosts),
            Middleware(Recorded, log=log, metrics=counts),
            Middleware(WellFormed),
            Middleware(KnownHosts, allowed=settings.allowed_hosts),
            *([pages_elsewhere] if settings.cors_origins else ()),
        ],
        exception_handlers={Refused: handle_refused, HTTPException: handle_http},
    )
    app.state.house = house

    async def health() -> dict[str, Any]:
        """That the service is there, its version, and the models in memory."""
        status: dict[str, Any] = {"status": "ok", "version": version}
        return {**status, "models": api.models.loaded} if api else status

    async def ready() -> dict[str, str]:
        """Whether requests may be sent here: not while it begins or ends."""
        if not house.is_ready:
            raise Refused(503, "not-ready", "The service is starting or ending.", {"Retry-After": "1"})
        return {"status": "ready"}

    async def measured(request: Request) -> Response:
        """Counts and durations, as Prometheus reads them."""
        await gate.caller(request, "metrics")
        return Response(counts.text(), media_type=metrics.MEDIA_TYPE)

    app.add_api_route(
        "/health",
        health,
        response_model=schemas.Health,
        response_model_exclude_none=True,
        responses=openapi.problems(),
    )
    app.add_api_route("/ready", ready, response_model=schemas.Ready, responses=openapi.problems(503))
    app.add_api_route(
        "/metrics",
        measured,
        response_class=Response,
        responses={
            200: {"description": "Prometheus' text format.", "content": {"text/plain": {}}},
            **openapi.keyed(),
        },
        openapi_extra=openapi.security(gate.wants_key),
    )
    if api:
        api.mount(app)
    openapi.complete(app)
    files = editor_files(settings)
    app.router.default = with_own_service(files, settings) if api else files
    return app
