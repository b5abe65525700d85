"""Requests that run through a model together, for devices on which that is quicker."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fotofun.errors import InferenceFailed
from fotofun.inference.backends import Backend, Inference, Tensors
from fotofun.inference.manifest import Batch, Manifest, Provider


@dataclass(eq=False)
class _Job:
    """One request's tensors, and its answer once there is one."""

    inputs: Tensors
    until: float
    answer: "Future[Inference]" = field(default_factory=Future)
    given_up: bool = False

    @property
    def number(self) -> int:
        """How many pictures it is."""
        return min((len(tensor) for tensor in self.inputs.values()), default=0)

    def fits(self, other: "_Job") -> bool:
        """Whether both can be one tensor."""
        return {name: each.shape[1:] for name, each in self.inputs.items()} == {
            name: each.shape[1:] for name, each in other.inputs.items()
        }


class Batcher:
    """Collects requests for one model; the first waits at most as long as the manifest's `batch` says.

    Who is cancelled gets no answer and the others theirs; a run that nobody waits for any more is stopped.
    """

    def __init__(
        self,
        backend: Backend,
        manifest: Manifest,
        batch: Batch,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._backend = backend
        self._manifest = manifest
        self._batch = batch
        self._clock = clock
        self._changed = threading.Condition()
        self._waiting: list[_Job] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="batch")
        self._running: tuple[asyncio.AbstractEventLoop, asyncio.Task[Inference], Sequence[_Job]] | None = None

    async def infer(self, provider: Provider, inputs: Tensors) -> Inference:
        """The model's answer to these tensors, as if they had run alone; for the loop of any thread."""
        job = _Job(inputs, self._clock() + self._batch.wait_ms / 1000)
        with self._changed:
            self._waiting.append(job)
            self._changed.notify_all()
        self._thread.submit(self._serve, provider)
        try:
            return await asyncio.wrap_future(job.answer)
        except asyncio.CancelledError:
            self._give_up(job)
            raise

    def _serve(self, provider: Provider) -> None:
        jobs = self._next()
        if jobs:
            try:
                ran = asyncio.run(self._run(provider, jobs))
                answers = _split(ran, jobs, self._manifest)
            except BaseException as error:
                for job in jobs:
                    _answer(job, error)
            else:
                for job, answer in zip(jobs, answers, strict=True):
                    _answer(job, answer)

    def _next(self) -> list[_Job]:
        """Those that run next; none if another batch has taken them already."""
        with self._changed:
            while self._waiting:
                first = self._waiting[0]
                if len(self._alike(first)) < self._batch.size and first.until > self._clock():
                    self._changed.wait(first.until - self._clock())
                    continue
                taken = self._alike(first)[: self._batch.size]
                self._waiting = [each for each in self._waiting if each not in taken]
                return taken
        return []

    def _alike(self, first: _Job) -> list[_Job]:
        return [each for each in self._waiting if each.fits(first)]

    async def _run(self, provider: Provider, jobs: Sequence[_Job]) -> Inference:
        task = asyncio.ensure_future(
            self._backend.infer(self._manifest, provider, _joined(jobs), lambda stage: None)
        )
        with self._changed:
            self._running = asyncio.get_running_loop(), task, jobs
            if all(each.given_up for each in jobs):
                task.cancel()
        try:
            return await task
        finally:
            with self._changed:
                self._running = None

    def _give_up(self, job: _Job) -> None:
        with self._changed:
            job.given_up = True
            self._waiting = [each for each in self._waiting if each is not job]
            self._changed.notify_all()
            if self._running:
                loop, task, jobs = self._running
                if all(each.given_up for each in jobs):
                    loop.call_soon_threadsafe(task.cancel)


def _joined(jobs: Sequence[_Job]) -> Tensors:
    if len(jobs) == 1:
        return jobs[0].inputs
    return {name: np.concatenate([job.inputs[name] for job in jobs]) for name in jobs[0].inputs}


def _split(ran: Inference, jobs: Sequence[_Job], manifest: Manifest) -> list[Inference]:
    """Each request's share of the answer."""
    if len(jobs) == 1:
        return [ran]
    ends = np.cumsum([job.number for job in jobs])
    if any(len(tensor) != ends[-1] for tensor in ran.outputs.values()):
        raise InferenceFailed(f"{manifest.title} cannot take several pictures at once.")
    shares: dict[str, list[Any]] = {name: np.split(tensor, ends[:-1]) for name, tensor in ran.outputs.items()}
    return [
        Inference({name: parts[place] for name, parts in shares.items()}, ran.provider, ran.seconds, ran.note)
        for place in range(len(jobs))
    ]


def _answer(job: _Job, answer: Inference | BaseException) -> None:
    # Of what was cancelled meanwhile nobody is told.
    if job.answer.set_running_or_notify_cancel():
        if isinstance(answer, Inference):
            job.answer.set_result(answer)
        elif isinstance(answer, asyncio.CancelledError):
            job.answer.set_exception(InferenceFailed("The run was stopped.", advice="Try again."))
        else:
            job.answer.set_exception(answer)
