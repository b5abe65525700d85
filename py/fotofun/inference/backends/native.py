"""Models on CPython: onnxruntime on this machine's processor."""

import asyncio
import os
import time
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fotofun.errors import InferenceFailed, ModelUnavailable
from fotofun.inference.backends import Inference, Tensors
from fotofun.inference.manifest import Manifest, Provider
from fotofun.inference.placement import Capabilities
from fotofun.protocol import InferProgress

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, RunOptions


class NativeBackend:
    """The `Backend` over a built `models/` folder; keeps the sessions that it has opened.

    `threads` is how many one run uses; None for as many as the machine has.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self.folder = folder
        self._threads = threads or os.cpu_count() or 1
        self._sessions: dict[str, InferenceSession] = {}

    async def capabilities(self) -> Capabilities:
        return Capabilities(backend="native", providers=("cpu",), threads=self._threads)

    async def infer(
        self,
        manifest: Manifest,
        provider: Provider,
        inputs: Tensors,
        progress: Callable[[InferProgress], None],
    ) -> Inference:
        if provider != "cpu":
            raise InferenceFailed(f"{manifest.title} cannot run on {provider} here.")
        if manifest.sha256 not in self._sessions:
            progress({"stage": "load", "done": 0, "total": 0})
            await asyncio.to_thread(self.load, manifest)
        progress({"stage": "run", "done": 0, "total": 0})
        return await _run(self._sessions[manifest.sha256], manifest, inputs)

    def load(self, manifest: Manifest) -> None:
        """Have the model ready; ModelUnavailable if it is not here or damaged."""
        if manifest.sha256 not in self._sessions:
            self._sessions[manifest.sha256] = self._open(manifest)

    def _open(self, manifest: Manifest) -> "InferenceSession":
        """A session of the model's file, if it is there and has the right bytes."""
        try:
            import onnxruntime
        except ImportError:
            raise ModelUnavailable(
                "Models cannot run here, since onnxruntime is not installed.",
                advice='Install it with: pip install "fotofun[native]".',
            ) from None
        path = self.folder / manifest.file
        _verify(path, manifest)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        # Errors are raised; warnings about the graph are for those who made it.
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise InferenceFailed(f"{manifest.title} could not be loaded ({error}).") from error


def _verify(path: Path, manifest: Manifest) -> None:
    try:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise ModelUnavailable(
            f"{manifest.title} is not on this machine.", advice="Get it with: python3 build.py models."
        ) from None
    if digest != manifest.sha256:
        raise ModelUnavailable(
            f"The file of {manifest.title} is damaged.",
            advice=f"Delete {path.name} and run: python3 build.py models.",
        )


async def _run(session: "InferenceSession", manifest: Manifest, inputs: Tensors) -> Inference:
    """One run in a thread of its own; cancelling the task makes onnxruntime stop at its next operator."""
    from onnxruntime import RunOptions

    options = RunOptions()
    names = [output.name for output in session.get_outputs()]
    started = time.perf_counter()
    running = asyncio.ensure_future(asyncio.to_thread(session.run, names, inputs, options))
    try:
        values: Any = await asyncio.shield(running)
    except asyncio.CancelledError:
        await _stop(running, options)
        raise
    except Exception as error:
        raise InferenceFailed(f"{manifest.title} failed ({error}).", advice="Try again.") from error
    return Inference(dict(zip(names, values, strict=True)), "cpu", time.perf_counter() - started)


async def _stop(running: "asyncio.Future[Any]", options: "RunOptions") -> None:
    options.terminate = True
    await asyncio.wait([running])
    # Retrieved, so that nobody is told of an exception that was asked for.
    running.exception()
