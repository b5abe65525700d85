"""What runs tensors through a model: onnxruntime in the browser or on CPython, behind one interface."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

from fotofun.inference.manifest import Engine, Manifest, Provider
from fotofun.inference.placement import Capabilities
from fotofun.protocol import InferProgress

Tensors = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Inference:
    """What a model returned, by tensor name; what really ran it and for how long.

    `note` says, in a sentence, why that was not the provider asked for.
    """

    outputs: Tensors
    provider: Provider | Engine
    seconds: float
    note: str = ""


class Backend(Protocol):
    """Runs models."""

    async def capabilities(self) -> Capabilities:
        """What can run models here."""
        ...

    async def infer(
        self,
        manifest: Manifest,
        provider: Provider,
        inputs: Tensors,
        progress: Callable[[InferProgress], None],
    ) -> Inference:
        """Run the model once; cancelling stops it. Raises ModelUnavailable or InferenceFailed."""
        ...
