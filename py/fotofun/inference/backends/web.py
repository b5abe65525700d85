"""Models in the browser: tensors go to onnxruntime-web in the inference worker, and come back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from fotofun.errors import InferenceFailed
from fotofun.inference.backends import Inference, Tensors
from fotofun.inference.manifest import Manifest, Provider
from fotofun.inference.placement import Capabilities
from fotofun.protocol import Capabilities as BrowserCapabilities
from fotofun.protocol import InferParams, InferProgress, InferResult, TensorInfo

Bytes = NDArray[np.uint8]


class Bridge(Protocol):
    """The way to the inference worker."""

    async def request(
        self, method: str, params: Mapping[str, Any], buffers: Sequence[Bytes]
    ) -> tuple[dict[str, Any], list[Bytes]]:
        """The answer to one of `fotofun.protocol.INFERENCE_METHODS`, with its buffers."""
        ...


class WebBackend:
    """The `Backend` of the engine worker."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._progress: Callable[[InferProgress], None] | None = None

    async def capabilities(self) -> Capabilities:
        answer, _ = await self._bridge.request("capabilities", {}, ())
        found = cast(BrowserCapabilities, answer)
        return Capabilities(
            backend="web",
            providers=("webgpu", "wasm") if found["webgpu"] else ("wasm",),
            threads=found["threads"],
            webgpu_reason=found["webgpu_reason"],
            memory=found["memory"],
            saves_power=found["saves_power"],
        )

    async def infer(
        self,
        manifest: Manifest,
        provider: Provider,
        inputs: Tensors,
        progress: Callable[[InferProgress], None],
    ) -> Inference:
        if provider not in ("webgpu", "wasm"):
            raise InferenceFailed(f"A browser cannot run {manifest.title} on {provider}.")
        tensors = [(name, np.ascontiguousarray(array)) for name, array in inputs.items()]
        params: InferParams = {
            "model": manifest.model_file(),
            "provider": provider,
            "inputs": [_info(name, array) for name, array in tensors],
        }
        self._progress = progress
        try:
            answer, buffers = await self._bridge.request(
                "infer", params, [array.reshape(-1).view(np.uint8) for _, array in tensors]
            )
        finally:
            self._progress = None
        result = cast(InferResult, answer)
        outputs = {
            info["name"]: _array(info, data) for info, data in zip(result["outputs"], buffers, strict=True)
        }
        return Inference(outputs, result["provider"], result["seconds"], result["note"])

    def on_progress(self, stage: InferProgress) -> None:
        """Takes the inference worker's progress events; one inference runs at a time."""
        if self._progress is not None:
            self._progress(stage)


def _info(name: str, array: NDArray[Any]) -> TensorInfo:
    kind = array.dtype.name
    if kind not in ("float32", "int64", "uint8"):
        raise TypeError(f"The tensor {name} is {kind}, which the inference worker does not take.")
    return {"name": name, "type": cast(Any, kind), "shape": list(array.shape)}


def _array(info: TensorInfo, data: Bytes) -> NDArray[Any]:
    return np.frombuffer(data, info["type"]).reshape(info["shape"])
