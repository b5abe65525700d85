"""Where tasks run: a bounded number at once, a bounded number waiting, each with a deadline."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from fotofun_service.problem import Refused
from fotofun_service.slots import Slots

T = TypeVar("T")


class Executor(Protocol):
    """Runs work somewhere; cancelling the caller cancels the work."""

    async def submit(
        self, work: Callable[[], Coroutine[Any, Any, T]], seconds: float, priority: int = 0
    ) -> T:
        """The work's result; Refused when too much is waiting, or when its time is over.

        Of the work that waits, that of the highest priority is next.
        """
        ...


class LocalExecutor:
    """In this process: each worker is a thread with an event loop of its own, so the server's stays free.

    A piece of work stops where it awaits: between tiles, or at the model's next operator.
    """

    def __init__(self, workers: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="task")
        self._slots = Slots(workers)
        self._most = workers + waiting
        self.admitted = 0
        self.running = 0
        self.finished = 0

    async def submit(
        self, work: Callable[[], Coroutine[Any, Any, T]], seconds: float, priority: int = 0
    ) -> T:
        """See `Executor`."""
        if self.admitted >= self._most:
            raise Refused(503, "busy", "Too much is waiting here already.", {"Retry-After": "2"})
        self.admitted += 1
        running = False
        try:
            async with asyncio.timeout(seconds):
                async with self._slots.taken(priority):
                    running = True
                    self.running += 1
                    try:
                        return await self._run(work)
                    finally:
                        self.running -= 1
                        self.finished += 1
        except TimeoutError:
            if running:
                raise Refused(504, "took-too-long", "The work took longer than it may.") from None
            raise Refused(
                503, "busy", "There was no time left when its turn came.", {"Retry-After": "5"}
            ) from None
        finally:
            self.admitted -= 1

    def close(self) -> None:
        """Takes no more work."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        job = _Job(work)
        running = asyncio.get_running_loop().run_in_executor(self._pool, job.run)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            job.cancel()
            # The slot is free when the thread is, not before.
            await asyncio.wait([running])
            running.exception()
            raise


class _Job:
    """A piece of work in a thread, which another thread may cancel at any time."""

    def __init__(self, work: Callable[[], Awaitable[Any]]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._cancelled = False
        self._running: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None

    def run(self) -> Any:
        return asyncio.run(self._main())

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            if self._running:
                loop, task = self._running
                loop.call_soon_threadsafe(task.cancel)

    async def _main(self) -> Any:
        task = asyncio.current_task()
        assert task is not None
        with self._lock:
            if self._cancelled:
                raise asyncio.CancelledError
            self._running = asyncio.get_running_loop(), task
        try:
            return await self._work()
        finally:
            with self._lock:
                self._running = None
