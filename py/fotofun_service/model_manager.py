"""The models in memory: each loaded once however many ask, the longest unused given up first."""

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from fotofun.errors import ModelUnavailable
from fotofun.inference.backends import Inference, Tensors
from fotofun.inference.backends.engines import Wish
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Engine, Manifest, Provider
from fotofun.inference.placement import Capabilities
from fotofun.protocol import InferProgress
from fotofun_service.batching import Batcher
from fotofun_service.model_files import ModelFiles
from fotofun_service.problem import Refused

Progress = Callable[[InferProgress], None]


@dataclass(eq=False)
class _Held:
    """A model, how many requests need it now, and what its loading is at."""

    backend: NativeBackend
    bytes: int
    runs: threading.Semaphore
    users: int = 0
    used_at: float = 0.0
    batcher: Batcher | None = None
    stage: InferProgress = field(default_factory=lambda: InferProgress(stage="load", done=0, total=0))
    loading: "Future[None]" = field(default_factory=Future)

    def tell(self, stage: InferProgress) -> None:
        self.stage = stage


class ModelManager:
    """The `Backend` of the service, for any number of threads.

    `most_bytes` is how large the files of all loaded models may be together; a model in use stays until it is
    not, even if that means more for a while, and a `pinned` one always. One unused for `idle_seconds` goes.
    A model runs at most `runs` times at once, on what `wish` says; `passed_over` is told of a model, a device
    and why that was not used, `on_load` of each load.
    """

    def __init__(
        self,
        files: ModelFiles,
        most_bytes: int,
        *,
        threads: int | None = None,
        pinned: Iterable[str] = (),
        idle_seconds: float = float("inf"),
        runs: int = 1000,
        wish: Wish | None = None,
        passed_over: Callable[[str, Engine, str], None] | None = None,
        on_load: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._files = files
        self._most_bytes = most_bytes
        self._threads = threads
        self._pinned = frozenset(pinned)
        self._idle_seconds = idle_seconds
        self._runs = runs
        self._wish = wish
        self._passed_over = passed_over
        self._on_load = on_load
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._loader = ThreadPoolExecutor(2, thread_name_prefix="load")

    @property
    def loaded(self) -> list[str]:
        """The ids of the models in memory, the longest unused first."""
        with self._lock:
            return list(self._held)

    @property
    def held_bytes(self) -> int:
        """The bytes of their files."""
        with self._lock:
            return sum(each.bytes for each in self._held.values())

    async def capabilities(self) -> Capabilities:
        """What can run models here."""
        return await NativeBackend(self._files.folder, self._threads, self._wish).capabilities()

    async def infer(
        self, manifest: Manifest, provider: Provider, inputs: Tensors, progress: Progress
    ) -> Inference:
        """Run the model once, loading it first if need be; for the event loop of a worker's own thread."""
        async with self._use(manifest, progress) as held:
            if held.batcher:
                progress({"stage": "run", "done": 0, "total": 0})
                return await held.batcher.infer(provider, inputs)
            while not held.runs.acquire(blocking=False):
                await asyncio.sleep(0.005)
            try:
                return await held.backend.infer(manifest, provider, inputs, progress)
            finally:
                held.runs.release()

    async def preload(self, manifest: Manifest) -> None:
        """Have the model in memory."""
        async with self._use(manifest, lambda stage: None):
            pass

    def give_up_idle(self, seconds: float | None = None) -> bool:
        """Give up what nobody used for that long, by default the idle time; not what is pinned.

        Whether there was any. With a model goes the memory that its runs needed, which is far more than its
        file's bytes, and which onnxruntime keeps for the next run.
        """
        before = self._clock() - (self._idle_seconds if seconds is None else seconds)
        with self._lock:
            idle = [
                model
                for model, held in self._held.items()
                if not held.users and model not in self._pinned and held.used_at <= before
            ]
            for model in idle:
                del self._held[model]
        return bool(idle)

    def close(self) -> None:
        """Load no more."""
        self._loader.shutdown(wait=False, cancel_futures=True)

    @asynccontextmanager
    async def _use(self, manifest: Manifest, progress: Progress) -> AsyncIterator[_Held]:
        if manifest.bytes > self._most_bytes:
            raise Refused(
                507, "model-too-large", f"{manifest.title} needs more memory than this service has."
            )
        held = self._taken(manifest)
        try:
            await _loaded(held, progress)
            yield held
        finally:
            with self._lock:
                held.users -= 1
                held.used_at = self._clock()
                self._make_room()

    def _taken(self, manifest: Manifest) -> _Held:
        with self._lock:
            held = self._held.get(manifest.id)
            if held is None:
                backend = NativeBackend(self._files.folder, self._threads, self._wish, self._passed_over)
                held = _Held(backend, manifest.bytes, threading.Semaphore(self._runs))
                self._held[manifest.id] = held
                held.loading = self._loader.submit(self._load, manifest, held)
            self._held.move_to_end(manifest.id)
            held.users += 1
            self._make_room()
            return held

    def _load(self, manifest: Manifest, held: _Held) -> None:
        try:
            try:
                held.backend.load(manifest)
            except ModelUnavailable:
                self._files.heal(manifest, held.tell)
                held.backend.load(manifest)
            if manifest.batch and held.backend.batches(manifest):
                held.batcher = Batcher(held.backend, manifest, manifest.batch)
            self._on_load()
        except BaseException:
            with self._lock:
                # What failed may have failed for its file; the next request looks at that again.
                if self._held.get(manifest.id) is held:
                    del self._held[manifest.id]
            raise

    def _make_room(self) -> None:
        """Give up the models longest unused until the rest fits."""
        too_much = sum(each.bytes for each in self._held.values()) - self._most_bytes
        for model, held in list(self._held.items()):
            if too_much <= 0:
                return
            if not held.users and model not in self._pinned:
                del self._held[model]
                too_much -= held.bytes


async def _loaded(held: _Held, progress: Progress) -> None:
    """Wait for the loading, which goes on for others if this request is cancelled."""
    if held.loading.done():
        held.loading.result()
        return
    waiting = asyncio.wrap_future(held.loading)
    # Retrieved, so that a cancelled request leaves no error that nobody looked at.
    waiting.add_done_callback(lambda done: None if done.cancelled() else done.exception())
    while not waiting.done():
        progress(held.stage)
        await asyncio.wait([waiting], timeout=0.5)
    waiting.result()
