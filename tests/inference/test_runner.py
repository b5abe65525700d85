"""The runner: what people are told while a task runs and afterwards."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from fotofun.inference.backends import Inference
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Manifest
from fotofun.inference.placement import Placement
from fotofun.inference.runner import ModelRunner, account, in_words
from fotofun.inference.tasks.remove_background import preprocess
from fotofun.raster import Pixels


def test_a_run_is_reported_from_choosing_to_working(
    native: NativeBackend, manifests: dict[str, Manifest], photo: Pixels
) -> None:
    told: list[str] = []
    fresh = NativeBackend(native.folder, threads=1)
    runner = ModelRunner(fresh, list(manifests.values()), lambda fraction, words: told.append(words))

    async def run() -> tuple[Placement, Inference]:
        placement = await runner.place("remove_background", (1440, 974), "preview")
        return placement, await runner.infer(placement, preprocess(photo, placement.model))

    placement, ran = asyncio.run(run())
    assert placement.model.id == "selfie"
    assert np.isfinite(ran.outputs["activation_10:0"]).all()
    assert told == [
        "Choosing where to run",
        "Loading Selfie segmentation",
        "Selfie segmentation is working",
    ]


@pytest.mark.parametrize(
    ("stage", "done", "total", "expected"),
    [
        ("download", 22_100_000, 44_200_000, (0.5, "Downloading ISNet, 22.1 of 44.2 MB")),
        ("download", 500_000, 0, (None, "Downloading ISNet, 0.5 MB")),
        ("verify", 0, 0, (None, "Checking ISNet")),
        ("load", 0, 0, (None, "Loading ISNet")),
        ("run", 0, 0, (None, "ISNet is working")),
    ],
)
def test_stages_in_words(stage: str, done: int, total: int, expected: tuple[float | None, str]) -> None:
    fraction, words = in_words({"stage": stage, "done": done, "total": total}, "ISNet")
    assert (fraction, words) == expected


def test_the_account_names_what_really_ran_and_what_to_know(manifests: dict[str, Manifest]) -> None:
    placement = Placement("web", "webgpu", manifests["isnet_general"], "", "", None)
    ran = Inference({}, "webgpu", 1.84)
    assert (
        account(placement, ran) == "ISNet ran on this device with WebGPU, 1.8\u00a0s. Nothing was uploaded."
    )
    changed = replace(ran, provider="wasm", note="The graphics card gave up.")
    assert "with WebAssembly" in account(placement, changed)
    assert account(placement, changed).endswith("The graphics card gave up.")
