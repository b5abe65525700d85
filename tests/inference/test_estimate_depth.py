"""Depth: what goes into the model and what comes out, with a small network of the same shape in its place.

No package carries the real weights, so nothing here says how good they are.
"""

import asyncio
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from fotofun.errors import InferenceFailed, ModelUnavailable, NothingFound
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Manifest
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.estimate_depth import estimate, postprocess, preprocess
from fotofun.raster import Mask, Pixels
from fotofun_build import models
from fotofun_build.errors import BuildError

_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def _network() -> bytes:
    """`0` (1, 3, 256, 256) to `797` (1, 256, 256): the lower in the picture and the redder, the nearer."""
    red = np.array([_STD[0], 0, 0], np.float32).reshape(1, 3, 1, 1)
    rows = np.linspace(0, 4, 256, dtype=np.float32).reshape(1, 256, 1)
    constants = {"red": red, "rows": rows, "mean": np.array(_MEAN[0], np.float32)}
    nodes = [
        helper.make_node("Conv", ["0", "red"], ["plane"]),
        helper.make_node("Add", ["plane", "mean"], ["level"]),
        helper.make_node("Squeeze", ["level", "axis"], ["flat"]),
        helper.make_node("Add", ["flat", "rows"], ["797"]),
    ]
    ends = [
        helper.make_tensor_value_info("0", TensorProto.FLOAT, [1, 3, 256, 256]),
        helper.make_tensor_value_info("797", TensorProto.FLOAT, [1, 256, 256]),
    ]
    initializers = [numpy_helper.from_array(values, name) for name, values in constants.items()]
    initializers.append(numpy_helper.from_array(np.array([1], np.int64), "axis"))
    graph = helper.make_graph(nodes, "depth", ends[:1], ends[1:], initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())


@pytest.fixture(scope="module")
def stand_in(
    manifests: dict[str, Manifest], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Manifest]:
    """A folder with the small network, and the real manifest with its digest."""
    data = _network()
    manifest = replace(manifests["midas_small"], sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
    folder = tmp_path_factory.mktemp("models")
    (folder / manifest.file).write_bytes(data)
    return folder, manifest


def _estimate(stand_in: tuple[Path, Manifest], pixels: Pixels) -> Mask:
    folder, manifest = stand_in
    runner = ModelRunner(NativeBackend(folder), [manifest], lambda fraction, words: None)
    depth, account = asyncio.run(estimate(pixels, runner))
    assert account.startswith("MiDaS small ran on this device")
    return depth


@pytest.mark.parametrize("size", [(300, 200), (200, 1000), (3, 7)])
def test_the_nearest_is_white_and_the_farthest_black(
    stand_in: tuple[Path, Manifest], size: tuple[int, int]
) -> None:
    width, height = size
    pixels = np.full((height, width, 4), 255, np.uint8)
    depth = _estimate(stand_in, pixels)
    assert depth.shape == (height, width)
    assert depth.dtype == np.uint8
    column = depth[:, width // 2].astype(int)
    assert (np.diff(column) >= 0).all()
    if height >= 200:
        assert column[0] <= 2 and column[-1] >= 253
        assert column[height // 2] == pytest.approx(128, abs=2)


def test_the_picture_reaches_the_model_as_it_was_trained(stand_in: tuple[Path, Manifest]) -> None:
    """Red, green and blue are not swapped, and levels are those of ImageNet."""
    pixels = np.zeros((40, 80, 4), np.uint8)
    pixels[...] = (255, 128, 0, 255)
    tensor = preprocess(pixels, stand_in[1])["0"]
    assert tensor.shape == (1, 3, 256, 256)
    levels = [(level / 255 - mean) / std for level, mean, std in zip((255, 128, 0), _MEAN, _STD, strict=True)]
    assert tensor[0, :, 100, 100] == pytest.approx(np.array(levels), abs=1e-6)
    half = pixels.copy()
    half[:, 40:, 0] = 0
    depth = _estimate(stand_in, half)
    # From top to bottom it is four units, from black to red one.
    assert int(depth[20, 10]) - int(depth[20, 70]) == pytest.approx(255 / 5, abs=3)


def test_what_has_no_depth_is_told(manifests: dict[str, Manifest]) -> None:
    manifest = manifests["midas_small"]
    with pytest.raises(NothingFound, match="equally near"):
        postprocess({"797": np.ones((1, 256, 256), np.float32)}, manifest, (5, 5))
    with pytest.raises(InferenceFailed, match="no map of depth"):
        postprocess({"797": np.full((1, 256, 256), np.inf, np.float32)}, manifest, (5, 5))


def test_without_weights_it_says_so(tmp_path: Path) -> None:
    runner = ModelRunner(NativeBackend(tmp_path), [], lambda fraction, words: None)
    with pytest.raises(ModelUnavailable, match="MiDaS small, is not on this device"):
        asyncio.run(estimate(np.zeros((4, 4, 4), np.uint8), runner))


def test_a_model_on_demand_is_built_once_its_file_is_there(
    stand_in: tuple[Path, Manifest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's own file in the task's folder will do; a wrong one is passed over."""
    folder, manifest = stand_in
    [original] = manifest.original
    source = replace(original.source[0], url="http://127.0.0.1:9/model-small.onnx")
    original = replace(original, sha256=manifest.sha256, bytes=manifest.bytes, source=(source,))
    manifest = replace(manifest, original=(original,))
    own = tmp_path / "models" / "estimate_depth" / "model-small.onnx"
    own.parent.mkdir(parents=True)
    monkeypatch.setattr(models, "MODELS", tmp_path / "models")
    monkeypatch.setattr(models, "list_models", lambda: [manifest])
    canary = {"file": "canary-0.onnx", "sha256": "", "id": "canary"}
    monkeypatch.setattr(models, "_canary", lambda: canary)
    monkeypatch.setattr(models, "_converted", lambda *asked: folder / manifest.file)
    built = tmp_path / "built"
    own.write_bytes(b"something else")
    assert not models.is_here(manifest)
    with pytest.raises(BuildError, match=r"model-small\.onnx could not be fetched"):
        models.model_file(manifest)
    models.build(built)
    assert json.loads((built / "index.json").read_text())["models"] == []
    own.write_bytes((folder / manifest.file).read_bytes())
    assert models.is_here(manifest)
    models.build(built)
    assert (built / manifest.file).read_bytes() == own.read_bytes()
