"""Models for scripts and the command line: the built ones, on this machine's processor."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from fotofun.errors import ModelUnavailable
from fotofun.inference.backends.http import HttpTransport
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.backends.remote import RemoteBackend
from fotofun.inference.manifest import Manifest, read_index
from fotofun.inference.runner import ModelRunner

VARIABLE = "FOTOFUN_MODELS"
"""The environment variable that names the folder of built models."""

SERVICE = "FOTOFUN_SERVICE"
"""The one that names an AI service for what cannot be done here; who sets it lets pictures go there."""

SERVICE_KEY = "FOTOFUN_SERVICE_KEY"

T = TypeVar("T")


def run_here(task: Callable[[ModelRunner], Coroutine[Any, Any, T]]) -> T:
    """The result of a task that needs models; ModelUnavailable if there are none on this machine.

    Waits for it, in a thread of its own: the caller may have an event loop running.
    """
    backend, manifests = _installed(_folder())
    runner = ModelRunner(backend, manifests, lambda fraction, message: None, remote=_service())
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(task(runner))).result()


def _service() -> RemoteBackend | None:
    address = os.environ.get(SERVICE)
    return RemoteBackend(HttpTransport(address, os.environ.get(SERVICE_KEY, ""))) if address else None


def _folder() -> Path:
    """The folder that the variable names, or that of a source checkout."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(__file__).parents[3] / "dist" / "models"


@cache
def _installed(folder: Path) -> tuple[NativeBackend, list[Manifest]]:
    try:
        return NativeBackend(folder), read_index(folder)
    except OSError:
        raise ModelUnavailable(
            "There are no models on this machine.",
            advice=f"Build them with `python3 build.py build`, or name their folder in {VARIABLE}.",
        ) from None
