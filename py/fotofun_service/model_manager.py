"""The models in memory: each loaded once however many ask, the longest unused given up first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fotofun.inference.backends import Inference, Tensors
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Manifest, Provider
from fotofun.inference.placement import Capabilities
from fotofun.protocol import InferProgress
from fotofun_service.problem import Refused


@dataclass(eq=False)
class _Held:
    """A model, and how many runs need it now."""

    backend: NativeBackend
    bytes: int
    users: int = 0
    loading: threading.Lock = field(default_factory=threading.Lock)


class ModelManager:
    """The `Backend` of the service, for any number of threads.

    `most_bytes` is how large the files of all loaded models may be together; a model in use stays until it is
    not, even if that means more for a while.
    """

    def __init__(self, folder: Path, most_bytes: int, threads: int | None = None) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._threads = threads
        self._lock = threading.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()

    @property
    def loaded(self) -> list[str]:
        """The ids of the models in memory, the longest unused first."""
        with self._lock:
            return list(self._held)

    async def capabilities(self) -> Capabilities:
        """What can run models here."""
        return await NativeBackend(self._folder, self._threads).capabilities()

    async def infer(
        self,
        manifest: Manifest,
        provider: Provider,
        inputs: Tensors,
        progress: Callable[[InferProgress], None],
    ) -> Inference:
        """Run the model once, loading it first if need be; for the event loop of a worker's own thread."""
        with self._use(manifest) as backend:
            return await backend.infer(manifest, provider, inputs, progress)

    @contextmanager
    def _use(self, manifest: Manifest) -> Iterator[NativeBackend]:
        if manifest.bytes > self._most_bytes:
            raise Refused(
                507, "model-too-large", f"{manifest.title} needs more memory than this service has."
            )
        with self._lock:
            held = self._held.get(manifest.id)
            if held is None:
                held = _Held(NativeBackend(self._folder, self._threads), manifest.bytes)
                self._held[manifest.id] = held
            self._held.move_to_end(manifest.id)
            held.users += 1
        try:
            with held.loading:
                held.backend.load(manifest)
            yield held.backend
        except Exception:
            with self._lock:
                # What failed may have failed for its file; the next request looks at that again.
                if held.users == 1 and self._held.get(manifest.id) is held:
                    del self._held[manifest.id]
            raise
        finally:
            with self._lock:
                held.users -= 1
                self._make_room()

    def _make_room(self) -> None:
        """Give up the models longest unused until the rest fits."""
        too_much = sum(each.bytes for each in self._held.values()) - self._most_bytes
        for model, held in list(self._held.items()):
            if too_much <= 0:
                return
            if not held.users:
                del self._held[model]
                too_much -= held.bytes
