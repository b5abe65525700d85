"""Models on CPython: onnxruntime on this machine's graphics card or processor."""

import asyncio
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fotofun.errors import InferenceFailed, ModelUnavailable
from fotofun.inference import canary
from fotofun.inference.backends import Inference, Tensors
from fotofun.inference.backends.engines import PROVIDERS, Wish, choose_engines, wish_of
from fotofun.inference.manifest import Engine, Manifest, Provider
from fotofun.inference.placement import Capabilities
from fotofun.protocol import InferProgress

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, RunOptions


VARIABLE = "FOTOFUN_PROVIDER"
"""The environment variable that says what computes, where nothing else does."""


@dataclass(frozen=True)
class Opened:
    """A session, and what computes in it."""

    session: "InferenceSession"
    engine: Engine


class NativeBackend:
    """The `Backend` over a built `models/` folder; keeps the sessions that it has opened.

    `threads` is how many one run uses; None for as many as the machine has. `wish` says what is to compute;
    a device that answers a model's canary wrongly is passed over, and `passed_over` is told why.
    """

    def __init__(
        self,
        folder: Path,
        threads: int | None = None,
        wish: Wish | None = None,
        passed_over: Callable[[str, Engine, str], None] | None = None,
    ) -> None:
        self.folder = folder
        self._threads = threads or os.cpu_count() or 1
        self._wish = wish or wish_of(os.environ.get(VARIABLE, ""))
        self._passed_over = passed_over or _log
        self._sessions: dict[str, Opened] = {}

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

    def session(self, manifest: Manifest) -> "InferenceSession":
        """The session of a model that was loaded."""
        return self._sessions[manifest.sha256].session

    def batches(self, manifest: Manifest) -> bool:
        """Whether several requests are to run together through a model that was loaded."""
        opened = self._sessions[manifest.sha256]
        if manifest.batch is None or opened.engine not in manifest.batch.engines:
            return False
        ends = [*opened.session.get_inputs(), *opened.session.get_outputs()]
        return all(each.shape and not isinstance(each.shape[0], int) for each in ends)

    def _open(self, manifest: Manifest) -> Opened:
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
        choice = choose_engines(self._wish, onnxruntime.get_available_providers(), manifest)
        if choice.reason:
            self._passed_over(manifest.id, "cpu", choice.reason)
        *others, _ = choice.engines
        for engine in others:
            try:
                return Opened(self._trusted(path, engine, manifest), engine)
            except Exception as error:
                self._passed_over(manifest.id, engine, str(error).strip().partition("\n")[0])
        try:
            return Opened(self._session_on(path, "cpu"), "cpu")
        except Exception as error:
            raise InferenceFailed(f"{manifest.title} could not be loaded ({error}).") from error

    def _trusted(self, path: Path, engine: Engine, manifest: Manifest) -> "InferenceSession":
        """A session that computes where it should, and rightly; any error if there is none."""
        session = self._session_on(path, engine)
        if session.get_providers()[0] != PROVIDERS[engine]:
            raise RuntimeError("It is not on this machine, or a library that it needs is not.")
        names = [output.name for output in session.get_outputs()]
        values: Any = session.run(names, canary.question(manifest))
        if not canary.is_right(dict(zip(names, values, strict=True)), manifest):
            raise RuntimeError("It answered the model's canary wrongly.")
        return session

    def _session_on(self, path: Path, engine: Engine) -> "InferenceSession":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        # Errors are raised; warnings about the graph are for those who made it.
        options.log_severity_level = 3 if engine == "cpu" else 4
        providers: list[Any] = [PROVIDERS["cpu"]]
        if engine == "openvino":
            providers.insert(0, (PROVIDERS[engine], {"device_type": "CPU", "num_of_threads": self._threads}))
        elif engine == "directml":
            options.enable_mem_pattern = False
            options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
            providers.insert(0, PROVIDERS[engine])
        elif engine != "cpu":
            providers.insert(0, PROVIDERS[engine])
        return onnxruntime.InferenceSession(str(path), options, providers=providers)


def _log(model: str, engine: Engine, reason: str) -> None:
    logging.getLogger(__name__).warning("%s does not run on %s: %s", model, engine, reason)


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


async def _run(opened: Opened, manifest: Manifest, inputs: Tensors) -> Inference:
    """One run in a thread of its own; cancelling the task makes onnxruntime stop at its next operator."""
    from onnxruntime import RunOptions

    session, options = opened.session, RunOptions()
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
    return Inference(dict(zip(names, values, strict=True)), opened.engine, time.perf_counter() - started)


async def _stop(running: "asyncio.Future[Any]", options: "RunOptions") -> None:
    options.terminate = True
    await asyncio.wait([running])
    # Retrieved, so that nobody is told of an exception that was asked for.
    running.exception()
