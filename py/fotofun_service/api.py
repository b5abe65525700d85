"""The addresses of the AI service; a task needs no handler of its own."""

from contextlib import AsyncExitStack
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from structlog.typing import FilteringBoundLogger

from fotofun.inference.manifest import Manifest, read_index
from fotofun.inference.runner import Report
from fotofun_service import multipart, openapi, schemas
from fotofun_service.accounts.answers import Kept
from fotofun_service.accounts.caller import Caller
from fotofun_service.accounts.gate import Gate, models_of
from fotofun_service.accounts.meter import Hold
from fotofun_service.bodies import Bodies
from fotofun_service.disconnection import unless_gone
from fotofun_service.events import Events
from fotofun_service.executor import LocalExecutor
from fotofun_service.metrics import Metrics
from fotofun_service.model_files import ModelFiles
from fotofun_service.model_manager import ModelManager
from fotofun_service.pictures import wish_of
from fotofun_service.problem import Refused
from fotofun_service.settings import Settings
from fotofun_service.task import Task
from fotofun_service.tasks import TASKS
from fotofun_service.work import Work


class Api:
    """The service's state and its handlers."""

    def __init__(self, settings: Settings, gate: Gate, metrics: Metrics, log: FilteringBoundLogger) -> None:
        if settings.models is None:
            raise ValueError("the service needs a folder of models")
        self._settings = settings
        self._gate = gate
        self._metrics = metrics
        self.manifests = read_index(settings.models)
        self.executor = LocalExecutor(settings.max_workers, settings.max_waiting)
        self._bodies = Bodies(
            settings.max_file_size,
            settings.max_file_size * (settings.max_workers + settings.max_waiting),
            settings.timeout,
        )
        self.models = ModelManager(
            ModelFiles(settings.models, settings.model_sources),
            settings.max_cache_size,
            pinned=settings.pinned_models,
            idle_seconds=settings.model_idle_seconds,
            runs=settings.model_runs or settings.max_workers,
            wish=settings.provider,
            passed_over=lambda model, device, reason: log.warning(
                "passed over", model=model, device=device, reason=reason
            ),
            on_load=metrics.loads.inc,
        )
        metrics.watch(self.executor, lambda: self.models.held_bytes)

    def mount(self, app: FastAPI) -> None:
        """Add the addresses."""
        lock = openapi.security(self._gate.wants_key)
        add = partial(app.add_api_route, methods=["GET"], openapi_extra=lock)
        add("/v1/usage", self._usage, response_model=schemas.Usage, responses=openapi.keyed())
        add("/v1/models", self._list_models, response_model=schemas.Models, responses=openapi.keyed())
        one = openapi.keyed(404)
        add("/v1/models/{model}", self._one_model, response_model=schemas.Model, responses=one)
        add("/v1/tasks", self._list_tasks, response_model=schemas.Tasks, responses=openapi.keyed())
        for task in (None, *TASKS.values()):
            app.add_api_route(
                f"/v1/{task.name}" if task else "/v1/tasks/{task}",
                self._run_task,
                methods=["POST"],
                operation_id=f"run_{task.name.replace('-', '_')}" if task else "run_task",
                summary=task.summary.rstrip(".") if task else "Any task by its name",
                response_class=Response,
                responses=openapi.of_tasks(),
                openapi_extra=openapi.operation(task, TASKS, self._gate.wants_key),
            )

    async def _usage(self, request: Request) -> dict[str, Any]:
        """What the key has used this month, what is left, and when it begins anew."""
        return await self._gate.usage(await self._gate.caller(request, "usage"))

    async def _list_models(self, request: Request) -> dict[str, Any]:
        """Every model."""
        await self._gate.caller(request, "models")
        return {"models": [self._described(each) for each in self.manifests]}

    async def _one_model(self, request: Request, model: str) -> dict[str, Any]:
        """One model."""
        await self._gate.caller(request, "models")
        for manifest in self.manifests:
            if manifest.id == model:
                return self._described(manifest)
        raise Refused(404, "not-found", "There is no model of that name.")

    async def _list_tasks(self, request: Request) -> dict[str, Any]:
        """Every task and its options."""
        await self._gate.caller(request, "models")
        return {
            "tasks": [
                {"name": task.name, "summary": task.summary, "options": list(task.options)}
                for task in TASKS.values()
            ]
        }

    async def _run_task(self, request: Request) -> Response:
        """Run the task on the picture in the form."""
        _check_origin(request, self._settings)
        caller = await self._gate.caller(request, "tasks")
        task = TASKS.get(request.scope["path"].rpartition("/")[2])
        if task is None:
            raise Refused(404, "not-found", "There is no task of that name.")
        request.state.task = task.name
        wish = wish_of(request.headers.get("accept", ""))
        boundary = multipart.boundary_of(request.headers.get("content-type", ""))
        await self._gate.admit(caller)
        async with AsyncExitStack() as holding:
            body = await holding.enter_async_context(self._bodies.read(request))
            parts = multipart.parse(body, boundary)
            work = partial(self._answer, request, caller, self._work(task, parts, wish.format, caller))
            if wish.events:
                return Events(request, work, holding.pop_all())
            answer = await unless_gone(request, work(_unheard))
        if answer is None:
            request.state.outcome = "cancelled"
            return Response(status_code=499)
        replayed = {"Idempotency-Replayed": "true"} if request.state._state.get("replayed") else {}
        return Response(answer.body, media_type=answer.media_type, headers=replayed)

    def _work(self, task: Task, parts: multipart.Parts, format: str, caller: Caller) -> Work:
        allowed = models_of(caller.plan, self.manifests)
        kind = task.name.replace("-", "_")
        withheld = any(each.task == kind and each not in allowed for each in self.manifests)
        most = caller.plan.most_pixels(self._settings.max_pixels)
        return Work(task, parts, format, most, self.models, allowed, withheld)

    async def _answer(self, request: Request, caller: Caller, work: Work, report: Report) -> Kept:
        """The answer, once: run and billed, or as it was given before."""
        name = request.headers.get("idempotency-key", "")
        if not name and "idempotency-key" in request.headers:
            raise Refused(400, "bad-idempotency-key", "The Idempotency-Key is empty.")
        content: list[bytes | memoryview] = [work.task.name.encode(), work.format.encode()]
        for part in sorted(work.parts):
            content += [part.encode(), work.parts[part]]

        async def once(hold: Hold) -> Kept:
            seconds, priority = self._settings.timeout, caller.plan.priority
            held: list[int] = []

            async def holding(pixels: int) -> None:
                held.append(pixels)
                await hold(pixels)

            answer = await self.executor.submit(lambda: work.run(holding, report), seconds, priority)
            self._metrics.megapixels.labels(work.task.name).inc(sum(held) / 1e6)
            return answer

        answer, replayed = await self._gate.answer(caller, name, content, once)
        if replayed:
            request.state.replayed = True
            request.state.outcome = "replayed"
        return answer

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


def _check_origin(request: Request, settings: Settings) -> None:
    """Refused where a page of another site asks: browsers send forms across sites unasked."""
    origin = request.headers.get("origin")
    if origin is None or origin in settings.cors_origins:
        return
    if urlsplit(origin).netloc != request.headers.get("host"):
        raise Refused(403, "foreign-origin", "A page of another site asked, which is not allowed here.")


def _unheard(fraction: float | None, words: str) -> None:
    """For requests that do not ask how far the work is."""
