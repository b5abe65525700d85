"""The addresses of the AI service."""

import asyncio
import hmac
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fotofun.inference.manifest import Manifest, read_index
from fotofun_service import multipart
from fotofun_service.executor import LocalExecutor
from fotofun_service.model_manager import ModelManager
from fotofun_service.pictures import accepted_format
from fotofun_service.problem import Refused
from fotofun_service.settings import Settings
from fotofun_service.tasks import TASKS
from fotofun_service.work import Work

_PRIVATE = {"Cache-Control": "no-store"}


class Api:
    """The service's state and its handlers; a task needs no handler of its own."""

    def __init__(self, settings: Settings) -> None:
        if settings.models is None:
            raise ValueError("the service needs a folder of models")
        self._settings = settings
        self._manifests = read_index(settings.models)
        self._executor = LocalExecutor(settings.max_workers, settings.max_waiting)
        self.models = ModelManager(settings.models, settings.max_cache_size)

    def routes(self) -> list[Route]:
        """What `create_app` mounts."""
        return [
            Route("/ready", self._ready),
            Route("/v1/models", self._list_models),
            Route("/v1/models/{model}", self._one_model),
            Route("/v1/tasks", self._list_tasks),
            Route("/v1/tasks/{task}", self._run_task, methods=["POST"]),
            Route("/v1/{task}", self._run_task, methods=["POST"]),
        ]

    async def _ready(self, request: HttpRequest) -> Response:
        return JSONResponse({"status": "ready"}, headers=_PRIVATE)

    async def _list_tasks(self, request: HttpRequest) -> Response:
        self._check_key(request)
        tasks = [
            {"name": task.name, "summary": task.summary, "options": task.options} for task in TASKS.values()
        ]
        return JSONResponse({"tasks": tasks}, headers=_PRIVATE)

    async def _list_models(self, request: HttpRequest) -> Response:
        self._check_key(request)
        return JSONResponse({"models": [self._described(each) for each in self._manifests]}, headers=_PRIVATE)

    async def _one_model(self, request: HttpRequest) -> Response:
        self._check_key(request)
        for manifest in self._manifests:
            if manifest.id == request.path_params["model"]:
                return JSONResponse(self._described(manifest), headers=_PRIVATE)
        raise Refused(404, "not-found", "There is no model of that name.")

    async def _run_task(self, request: HttpRequest) -> Response:
        self._check_origin(request)
        self._check_key(request)
        task = TASKS.get(request.path_params["task"])
        if task is None:
            raise Refused(404, "not-found", "There is no task of that name.")
        answer_format = accepted_format(request.headers.get("accept", ""))
        boundary = multipart.boundary_of(request.headers.get("content-type", ""))
        parts = multipart.parse(await self._body(request), boundary)
        work = Work(task, parts, answer_format, self._settings.max_pixels, self.models, self._manifests)
        answer = await _unless_gone(request, self._executor.submit(work.run, self._settings.timeout))
        if answer is None:
            return Response(status_code=499)
        return Response(answer.body, media_type=answer.media_type, headers=_PRIVATE)

    def _described(self, manifest: Manifest) -> dict[str, Any]:
        return {
            "id": manifest.id,
            "task": manifest.task.replace("_", "-"),
            "title": manifest.title,
            "summary": manifest.summary,
            "quality": manifest.quality,
            "licence": manifest.licence.spdx,
            "bytes": manifest.bytes,
            "sha256": manifest.sha256,
            "loaded": manifest.id in self.models.loaded,
        }

    def _check_key(self, request: HttpRequest) -> None:
        """Refused without the key, always in the same words and the same time."""
        if not self._settings.api_key:
            return
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        shown, meant = (sha256(key.encode()).digest() for key in (given.strip(), self._settings.api_key))
        if not hmac.compare_digest(shown, meant) or scheme.lower() != "bearer":
            raise Refused(
                401, "unauthorized", "Send your key as a bearer token.", {"WWW-Authenticate": "Bearer"}
            )

    def _check_origin(self, request: HttpRequest) -> None:
        """Refused where a page of another site asks: browsers send forms across sites unasked."""
        origin = request.headers.get("origin")
        if origin is None or origin in self._settings.cors_origins:
            return
        if urlsplit(origin).netloc != request.headers.get("host"):
            raise Refused(403, "foreign-origin", "A page of another site asked, which is not allowed here.")

    async def _body(self, request: HttpRequest) -> bytes:
        """The whole body; Refused when it is too large or too slow.

        What is a little too large is read to its end and forgotten, so that the client reads the answer.
        """
        most = self._settings.max_file_size
        length = request.headers.get("content-length", "0")
        total = int(length) if length.isdecimal() else 0
        body = bytearray()
        try:
            async with asyncio.timeout(self._settings.timeout):
                if total <= 2 * most:
                    total = 0
                    async for chunk in request.stream():
                        total += len(chunk)
                        if total > 2 * most:
                            break
                        if total <= most:
                            body += chunk
        except TimeoutError:
            raise Refused(408, "too-slow", "The request took too long.", {"Connection": "close"}) from None
        if total > most:
            words = f"A request may have {most:,} bytes."
            raise Refused(413, "body-too-large", words, {"Connection": "close"})
        return bytes(body)


async def _unless_gone(request: HttpRequest, answering: Any) -> Any:
    """The answer, or None after stopping the work because the client went away."""
    work = asyncio.ensure_future(answering)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait([work, gone], return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        work.cancel()
        await asyncio.wait([work])
        return None
    finally:
        gone.cancel()


async def _disconnected(request: HttpRequest) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
