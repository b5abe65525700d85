"""Requests that run through a model together get what they would get alone."""

import asyncio
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from fotofun.errors import InferenceFailed, InvalidManifest
from fotofun.inference.backends import Inference, Tensors
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Batch, Manifest, read_index
from fotofun_service.batching import Batcher
from fotofun_service.model_files import ModelFiles
from fotofun_service.model_manager import ModelManager

TOGETHER = Batch(4, 1000.0, ("cpu",))


def network(batch: str | int) -> bytes:
    """A convolution and a sigmoid; its first axis is free, or a number."""
    weights = np.random.default_rng(5).normal(size=(4, 3, 3, 3)).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Conv", ["picture", "weights"], ["maps"], pads=[1, 1, 1, 1]),
            helper.make_node("Sigmoid", ["maps"], ["answer"]),
        ],
        "small",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [batch, 3, "h", "w"])],
        [helper.make_tensor_value_info("answer", TensorProto.FLOAT, [batch, 4, "h", "w"])],
        [numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    data: bytes = model.SerializeToString()
    return data


def put(folder: Path, built: Path, data: bytes, batch: Batch | None = TOGETHER) -> Manifest:
    any_model = read_index(built)[0]
    manifest = replace(
        any_model, id="small", sha256=sha256(data).hexdigest(), bytes=len(data), canary=(), batch=batch
    )
    (folder / manifest.file).write_bytes(data)
    return manifest


class Counting(NativeBackend):
    """Says how many pictures each run had, and holds it until it may go."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, 1)
        self.sizes: list[int] = []
        self.may_run = threading.Event()
        self.running = threading.Event()
        self.stopped = threading.Event()

    async def infer(self, manifest: Manifest, provider: Any, inputs: Tensors, progress: Any) -> Inference:
        self.sizes.append(len(inputs["picture"]))
        self.running.set()
        try:
            while not self.may_run.is_set():
                await asyncio.sleep(0.001)
        except asyncio.CancelledError:
            self.stopped.set()
            raise
        return await super().infer(manifest, provider, inputs, progress)


def pictures(number: int, size: int = 16) -> list[Tensors]:
    chance = np.random.default_rng(7)
    return [{"picture": chance.random((1, 3, size, size), np.float32)} for _ in range(number)]


@pytest.fixture
def counting(tmp_path: Path) -> Counting:
    return Counting(tmp_path)


@pytest.fixture
def small(tmp_path: Path, built: Path) -> Manifest:
    return put(tmp_path, built, network("N"))


def alone(backend: NativeBackend, manifest: Manifest, inputs: Tensors) -> np.ndarray[Any, Any]:
    backend.load(manifest)
    [answer] = backend.session(manifest).run(None, inputs)
    return np.asarray(answer)


def in_threads(work: Callable[[Tensors], Inference], asked: list[Tensors]) -> list[Inference]:
    with ThreadPoolExecutor(len(asked)) as people:
        return list(people.map(work, asked))


def test_four_at_once_are_one_run_with_the_same_answers(counting: Counting, small: Manifest) -> None:
    counting.may_run.set()
    batcher = Batcher(counting, small, TOGETHER)
    asked = pictures(4)
    answers = in_threads(lambda inputs: asyncio.run(batcher.infer("cpu", inputs)), asked)
    assert counting.sizes == [4]
    for inputs, answer in zip(asked, answers, strict=True):
        np.testing.assert_allclose(answer.outputs["answer"], alone(counting, small, inputs), atol=1e-6)


def test_other_sizes_run_by_themselves(counting: Counting, small: Manifest) -> None:
    counting.may_run.set()
    batcher = Batcher(counting, small, Batch(2, 1000.0, ("cpu",)))
    asked = [*pictures(2), *pictures(2, 24)]
    answers = in_threads(lambda inputs: asyncio.run(batcher.infer("cpu", inputs)), asked)
    assert counting.sizes == [2, 2]
    assert [answer.outputs["answer"].shape[-1] for answer in answers] == [16, 16, 24, 24]


def test_one_alone_waits_no_longer_than_it_may(counting: Counting, small: Manifest) -> None:
    counting.may_run.set()
    batcher = Batcher(counting, small, Batch(4, 1.0, ("cpu",)))
    [inputs] = pictures(1)
    answer = asyncio.run(batcher.infer("cpu", inputs))
    assert counting.sizes == [1]
    assert np.array_equal(answer.outputs["answer"], alone(counting, small, inputs))


def test_who_is_cancelled_takes_nobody_along(counting: Counting, small: Manifest) -> None:
    async def three() -> list[Any]:
        batcher = Batcher(counting, small, Batch(3, 1000.0, ("cpu",)))
        tasks = [asyncio.create_task(batcher.infer("cpu", inputs)) for inputs in pictures(3)]
        await asyncio.to_thread(counting.running.wait)
        tasks[1].cancel()
        await asyncio.wait([tasks[1]])
        counting.may_run.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, second, third = asyncio.run(three())
    assert isinstance(second, asyncio.CancelledError)
    for inputs, answer in zip(pictures(3)[::2], (first, third), strict=True):
        np.testing.assert_allclose(answer.outputs["answer"], alone(counting, small, inputs), atol=1e-6)


def test_who_is_cancelled_while_waiting_never_runs_and_a_run_for_nobody_stops(
    counting: Counting, small: Manifest
) -> None:
    async def two() -> None:
        batcher = Batcher(counting, small, Batch(4, 1000.0, ("cpu",)))
        waits = asyncio.create_task(batcher.infer("cpu", pictures(1)[0]))
        await asyncio.sleep(0)
        waits.cancel()
        await asyncio.wait([waits])
        batcher = Batcher(counting, small, Batch(2, 1000.0, ("cpu",)))
        tasks = [asyncio.create_task(batcher.infer("cpu", inputs)) for inputs in pictures(2)]
        await asyncio.to_thread(counting.running.wait)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await asyncio.to_thread(counting.stopped.wait)

    asyncio.run(two())
    assert counting.sizes == [2]


def test_what_fails_fails_for_all_of_them_in_words(counting: Counting, small: Manifest) -> None:
    counting.may_run.set()
    batcher = Batcher(counting, small, Batch(2, 1000.0, ("cpu",)))

    def ask(inputs: Tensors) -> Inference:
        with pytest.raises(InferenceFailed, match="failed"):
            asyncio.run(batcher.infer("cpu", inputs))
        return Inference({}, "cpu", 0.0)

    wrong = [{"picture": each["picture"][:, :2]} for each in pictures(2)]
    assert len(in_threads(ask, wrong)) == 2


@pytest.mark.parametrize(
    ("batch", "axis", "together"),
    [
        (TOGETHER, "N", True),
        (TOGETHER, 1, False),
        (Batch(4, 1.0, ("cuda", "tensorrt")), "N", False),
        (None, "N", False),
    ],
)
def test_only_what_its_manifest_says_and_the_network_can_is_run_together(
    tmp_path: Path, built: Path, batch: Batch | None, axis: str | int, together: bool
) -> None:
    manifest = put(tmp_path, built, network(axis), batch)
    backend = NativeBackend(tmp_path, 1, "cpu")
    backend.load(manifest)
    assert backend.batches(manifest) is together
    models = ModelManager(ModelFiles(tmp_path), 10_000_000, wish="cpu")
    [inputs] = pictures(1)
    ran = asyncio.run(models.infer(manifest, "cpu", inputs, lambda stage: None))
    assert np.array_equal(ran.outputs["answer"], alone(backend, manifest, inputs))
    models.close()


def test_a_manifest_says_it_in_a_table(built: Path) -> None:
    table = read_index(built)[0].to_dict()
    told = Manifest.from_dict({**table, "batch": {"size": 8, "wait_ms": 4, "engines": ["cuda"]}})
    assert told.batch == Batch(8, 4.0, ("cuda",))
    assert Manifest.from_dict(json.loads(json.dumps(told.to_dict()))) == told
    with pytest.raises(InvalidManifest, match="at least 2"):
        Manifest.from_dict({**table, "batch": {"size": 1, "wait_ms": 4, "engines": ["cuda"]}})
