"""Background removal from end to end on CPython, and what can go wrong there."""

import asyncio
import hashlib
import shutil
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fotofun.errors import InferenceFailed, ModelUnavailable
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Manifest
from fotofun.inference.placement import Settings, choose
from fotofun.inference.tasks.remove_background import postprocess, preprocess
from fotofun.protocol import InferProgress
from fotofun.raster import Mask, Pixels


def _matte(native: NativeBackend, manifest: Manifest, pixels: Pixels) -> Mask:
    size = pixels.shape[1], pixels.shape[0]

    async def remove() -> Mask:
        placement = choose("remove_background", size, await native.capabilities(), Settings(), [manifest])
        inputs = preprocess(pixels, placement.model)
        ran = await native.infer(placement.model, placement.provider, inputs, lambda stage: None)
        assert ran.provider == "cpu"
        assert ran.seconds > 0
        return postprocess(ran.outputs, placement.model, size)

    return asyncio.run(remove())


def _iou(one: Mask, other: Mask) -> float:
    """Intersection over union of what the two show more than half."""
    shown, also = one > 127, other > 127
    return float((shown & also).sum() / (shown | also).sum())


def test_the_bowl_is_cut_out_and_the_fast_model_agrees(
    native: NativeBackend, manifests: dict[str, Manifest], photo: Pixels
) -> None:
    best = _matte(native, manifests["isnet_general"], photo)
    assert best.shape == photo.shape[:2]
    assert best.dtype == np.uint8
    # What is red, bright and saturated is bowl; the bottom left corner is concrete.
    red = (photo[..., 0] > 200) & (photo[..., 1] < 80) & (photo[..., 2] < 80)
    assert (best[red] > 250).mean() > 0.99
    assert best[800:, :300].max() < 5
    # An edge, not a fog: hardly anything is neither in nor out.
    assert ((best > 25) & (best < 230)).mean() < 0.02
    fast = _matte(native, manifests["u2netp"], photo)
    assert _iou(best, fast) > 0.78


def test_a_transparent_surround_makes_no_subject(
    native: NativeBackend, manifests: dict[str, Manifest], photo: Pixels
) -> None:
    """The same bowl, already cut out with black left under the transparent pixels, is found again."""
    first = _matte(native, manifests["u2netp"], photo)
    cut = photo.copy()
    cut[first < 128] = 0
    assert _iou(_matte(native, manifests["u2netp"], cut), first) > 0.9


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 2), (17, 5)])
def test_tiny_and_narrow_pictures_go_through(
    native: NativeBackend, manifests: dict[str, Manifest], photo: Pixels, size: tuple[int, int]
) -> None:
    width, height = size
    pixels = np.resize(photo, (height, width, 4))
    pixels[..., 3] = 255
    assert _matte(native, manifests["u2netp"], pixels).shape == (height, width)


def test_stages_are_reported_and_a_session_is_opened_once(
    folder: Path, manifests: dict[str, Manifest], photo: Pixels
) -> None:
    manifest = manifests["selfie"]
    backend = NativeBackend(folder, threads=1)
    inputs = preprocess(photo, manifest)
    stages: list[str] = []

    def note(progress: InferProgress) -> None:
        stages.append(progress["stage"])

    async def twice() -> list[np.ndarray]:
        runs = [await backend.infer(manifest, "cpu", inputs, note) for _ in range(2)]
        return [run.outputs["activation_10:0"] for run in runs]

    first, second = asyncio.run(twice())
    assert stages == ["load", "run", "run"]
    assert np.array_equal(first, second)
    assert first.shape == (1, 256, 256, 1)


def test_cancelling_stops_the_run_within_an_operator(
    native: NativeBackend, manifests: dict[str, Manifest], photo: Pixels
) -> None:
    manifest = manifests["isnet_general"]
    inputs = preprocess(photo, manifest)
    running = asyncio.Event()

    def note(progress: InferProgress) -> None:
        if progress["stage"] == "run":
            running.set()

    async def cancel() -> tuple[float, float]:
        started = time.perf_counter()
        await native.infer(manifest, "cpu", inputs, note)
        whole = time.perf_counter() - started
        running.clear()
        task = asyncio.create_task(native.infer(manifest, "cpu", inputs, note))
        await running.wait()
        await asyncio.sleep(whole / 10)
        started = time.perf_counter()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return whole, time.perf_counter() - started

    whole, stopping = asyncio.run(cancel())
    assert stopping < whole / 2


def test_a_missing_and_a_damaged_file_are_told_apart(
    folder: Path, manifests: dict[str, Manifest], tmp_path: Path
) -> None:
    manifest = manifests["selfie"]

    def run() -> None:
        asyncio.run(NativeBackend(tmp_path).infer(manifest, "cpu", {}, lambda stage: None))

    with pytest.raises(ModelUnavailable, match=r"is not on this machine.*build\.py models"):
        run()
    shutil.copyfile(folder / manifest.file, tmp_path / manifest.file)
    with (tmp_path / manifest.file).open("r+b") as file:
        file.seek(1000)
        file.write(b"\xff\x00\xff")
    with pytest.raises(ModelUnavailable, match="is damaged"):
        run()


def test_a_file_that_is_no_model_and_wrong_inputs_fail_in_words(
    native: NativeBackend, manifests: dict[str, Manifest], tmp_path: Path
) -> None:
    text = b"This is no model."
    impostor = replace(manifests["selfie"], sha256=hashlib.sha256(text).hexdigest())
    (tmp_path / impostor.file).write_bytes(text)
    with pytest.raises(InferenceFailed, match="Selfie segmentation could not be loaded"):
        asyncio.run(NativeBackend(tmp_path).infer(impostor, "cpu", {}, lambda stage: None))
    with pytest.raises(InferenceFailed, match="Selfie segmentation failed"):
        asyncio.run(native.infer(manifests["selfie"], "cpu", {}, lambda stage: None))
    with pytest.raises(InferenceFailed, match="cannot run on webgpu"):
        asyncio.run(native.infer(manifests["selfie"], "webgpu", {}, lambda stage: None))
