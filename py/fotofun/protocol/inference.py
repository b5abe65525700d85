"""Engine worker and inference worker; the page, which owns both, relays between them."""

from typing import Literal, TypedDict

from fotofun.protocol.models import ModelFile
from fotofun.protocol.requests import Nothing


class TensorInfo(TypedDict):
    """A tensor's name, element type and shape; its bytes are the buffer of the same index."""

    name: str
    type: Literal["float32", "int64", "uint8"]
    shape: list[int]


class Capabilities(TypedDict):
    """What this browser can run models on. `webgpu_reason` says why WebGPU is not used.

    `memory`: bytes that a task may take. `saves_power`: a battery that is nearly empty has to last.
    """

    threads: int
    webgpu: bool
    webgpu_reason: str
    shader_f16: bool
    memory: int
    saves_power: bool
    stored_models: list[str]


class InferParams(TypedDict):
    """Run a model once. Buffers: [one per input tensor]."""

    model: ModelFile
    provider: Literal["webgpu", "wasm"]
    inputs: list[TensorInfo]


class InferResult(TypedDict):
    """Buffers: [one per output tensor]. `provider` is what really ran; `note` says if it had to change."""

    outputs: list[TensorInfo]
    provider: Literal["webgpu", "wasm"]
    seconds: float
    note: str


class InferProgress(TypedDict):
    """Stages of a run: `done` and `total` are bytes while downloading, else 0."""

    stage: Literal["download", "verify", "load", "run"]
    done: int
    total: int


INFERENCE_METHODS: dict[str, tuple[object, object]] = {
    "capabilities": (Nothing, Capabilities),
    "infer": (InferParams, InferResult),
}

INFERENCE_EVENTS: dict[str, object] = {"inference_progress": InferProgress}
