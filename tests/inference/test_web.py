"""The browser's backend: what it asks of the inference worker, and what it makes of the answers."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from fotofun.errors import Cancelled, InferenceFailed
from fotofun.inference.backends.web import Bytes, WebBackend
from fotofun.inference.manifest import Manifest
from fotofun.protocol import InferProgress

CAPABLE = {
    "threads": 4,
    "webgpu": True,
    "webgpu_reason": "",
    "shader_f16": True,
    "memory": 4_000_000_000,
    "saves_power": True,
    "stored_models": [],
}
LOAD: InferProgress = {"stage": "load", "done": 0, "total": 0}


class Worker:
    """Stands in for the inference worker: negates what it is sent, and keeps the requests."""

    def __init__(self, capabilities: Mapping[str, Any] = CAPABLE, note: str = "") -> None:
        self.capabilities = capabilities
        self.note = note
        self.asked: list[tuple[str, Mapping[str, Any]]] = []
        self.backend = WebBackend(self)

    async def request(
        self, method: str, params: Mapping[str, Any], buffers: Sequence[Bytes]
    ) -> tuple[dict[str, Any], list[Bytes]]:
        self.asked.append((method, params))
        if method == "capabilities":
            return dict(self.capabilities), []
        self.backend.on_progress(LOAD)
        results = []
        for info, data in zip(params["inputs"], buffers, strict=True):
            assert data.dtype == np.uint8
            results.append((-data.view(info["type"])).view(np.uint8))
        provider = "wasm" if self.note else params["provider"]
        answer = {"outputs": params["inputs"], "provider": provider, "seconds": 0.5, "note": self.note}
        return answer, results


@pytest.mark.parametrize(("webgpu", "providers"), [(True, ("webgpu", "wasm")), (False, ("wasm",))])
def test_webgpu_counts_only_when_the_worker_vouches_for_it(webgpu: bool, providers: tuple[str, ...]) -> None:
    reason = "" if webgpu else "The graphics card computed wrongly."
    worker = Worker({**CAPABLE, "webgpu": webgpu, "webgpu_reason": reason})
    found = asyncio.run(worker.backend.capabilities())
    assert (found.backend, found.providers, found.threads) == ("web", providers, 4)
    assert found.webgpu_reason == reason
    assert (found.memory, found.saves_power) == (4_000_000_000, True)


def test_tensors_travel_as_bytes_and_keep_name_type_and_shape(manifests: dict[str, Manifest]) -> None:
    worker = Worker()
    manifest = manifests["u2netp"]
    inputs: dict[str, NDArray[Any]] = {
        # A view that is not contiguous.
        "image": np.arange(24, dtype=np.float32).reshape(2, 3, 4).transpose(0, 2, 1),
        "label": np.array([[1, -2]], np.int64),
    }
    stages: list[InferProgress] = []
    ran = asyncio.run(worker.backend.infer(manifest, "webgpu", inputs, stages.append))
    assert worker.asked == [
        (
            "infer",
            {
                "model": manifest.model_file(),
                "provider": "webgpu",
                "inputs": [
                    {"name": "image", "type": "float32", "shape": [2, 4, 3]},
                    {"name": "label", "type": "int64", "shape": [1, 2]},
                ],
            },
        )
    ]
    assert (ran.provider, ran.seconds, ran.note) == ("webgpu", 0.5, "")
    for name, array in inputs.items():
        assert ran.outputs[name].dtype == array.dtype
        assert np.array_equal(ran.outputs[name], -array)
    assert stages == [LOAD]
    # Late news of a run that is over reaches nobody.
    worker.backend.on_progress(LOAD)
    assert stages == [LOAD]


def test_a_change_of_provider_is_told(manifests: dict[str, Manifest]) -> None:
    worker = Worker(note="The graphics card ran out of memory, so WebAssembly was used.")
    inputs = {"input": np.zeros(1, np.float32)}
    ran = asyncio.run(worker.backend.infer(manifests["u2netp"], "webgpu", inputs, lambda stage: None))
    assert (ran.provider, ran.note) == ("wasm", worker.note)


def test_what_the_worker_cannot_run_is_not_sent(manifests: dict[str, Manifest]) -> None:
    worker = Worker()
    with pytest.raises(InferenceFailed, match="cannot run U2-Net small on cpu"):
        asyncio.run(worker.backend.infer(manifests["u2netp"], "cpu", {}, lambda stage: None))
    doubles = {"input": np.zeros(1, np.float64)}
    with pytest.raises(TypeError, match="float64"):
        asyncio.run(worker.backend.infer(manifests["u2netp"], "wasm", doubles, lambda stage: None))
    assert worker.asked == []


def test_a_cancelled_request_stays_cancelled(manifests: dict[str, Manifest]) -> None:
    class Stopped:
        async def request(self, *asked: object) -> tuple[dict[str, Any], list[Bytes]]:
            raise Cancelled()

    with pytest.raises(Cancelled):
        asyncio.run(WebBackend(Stopped()).infer(manifests["u2netp"], "wasm", {}, lambda stage: None))
