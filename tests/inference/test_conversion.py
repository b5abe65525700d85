"""Conversions: the files are what the manifests say, and compute what the published weights compute."""

import asyncio
import importlib
import json
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from convert import canary, graph, tfjs, weights
from convert.window import window
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.canary import answer, question
from fotofun.inference.image_tensor import image_tensor
from fotofun.inference.manifest import Manifest
from fotofun_build import models, sources
from fotofun_build.errors import BuildError
from tests.inference.photos import photo

MODELS = [each for each in models.list_models() if not each.on_demand]
IDS = [manifest.id for manifest in MODELS]


def _load(folder: Path, manifest: Manifest) -> onnx.ModelProto:
    return onnx.load(folder / manifest.file)


def _disc(shape: tuple[int, ...]) -> np.ndarray[Any, np.dtype[np.float32]]:
    """A bright disc on a dark ground with a little texture, channels first."""
    _, _, height, width = shape
    y, x = np.mgrid[:height, :width]
    disc = (x - width * 0.55) ** 2 + (y - height * 0.5) ** 2 < (height * 0.3) ** 2
    texture = (x * 13 + y * 7) % 17 / 64
    plane = np.where(disc, 0.75, 0.125) + texture
    return np.broadcast_to(plane.astype(np.float32), shape)


def _run(
    model: bytes | Path, name: str, tensor: np.ndarray[Any, Any]
) -> np.ndarray[Any, np.dtype[np.float32]]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    source = model if isinstance(model, bytes) else str(model)
    session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    [output] = session.run(None, {name: np.ascontiguousarray(tensor)})
    return np.asarray(output)


@pytest.mark.parametrize("manifest", MODELS, ids=IDS)
def test_the_manifest_tells_the_truth_about_the_file(folder: Path, manifest: Manifest) -> None:
    model = _load(folder, manifest)
    assert (folder / manifest.file).stat().st_size == manifest.bytes
    assert [(each.domain, each.version) for each in model.opset_import] == [("", manifest.opset)]
    declared = {each.name: each.type.tensor_type for each in (*model.graph.input, *model.graph.output)}
    pictures = [(each, 3) for each in manifest.input] + [(each, each.channels) for each in manifest.output]
    tensors = (*manifest.input_tensor, *manifest.output_tensor)
    assert {each.name for each, _ in pictures} | {each.name for each in tensors} == set(declared)
    assert {each.elem_type for each in declared.values()} == {TensorProto.FLOAT}
    for picture, channels in pictures:
        axes = declared[picture.name].shape.dim
        assert picture.layout == "NHW" or axes[picture.layout.index("C")].dim_value == channels
    for tensor in tensors:
        axes = declared[tensor.name].shape.dim
        assert len(axes) == len(tensor.shape)
        for axis, length in zip(axes, tensor.shape, strict=True):
            assert axis.dim_value == (length if isinstance(length, int) else 0)


@pytest.mark.parametrize("manifest", MODELS, ids=IDS)
def test_a_model_answers_as_its_manifest_states(native: NativeBackend, manifest: Manifest) -> None:
    """The numbers agreed with conversions made independently of these, by other tools."""
    ran = asyncio.run(native.infer(manifest, "cpu", question(manifest), lambda stage: None))
    assert answer(ran.outputs, manifest) == pytest.approx(list(manifest.canary), rel=2e-3, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        # The mean difference of each output, in its own unit.
        ("isnet_general", {"output": 1 / 255}),
        ("ssd_mobilenet", {"scores": 1e-4, "boxes": 5e-3}),
        ("centerface", {"centres": 5e-4, "sizes": 0.05, "offsets": 0.01, "points": 0.02}),
    ],
)
def test_int8_weights_change_little(
    native: NativeBackend,
    manifests: dict[str, Manifest],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    limits: dict[str, float],
) -> None:
    manifest = manifests[name]
    content = {each.name: models._content(each) for each in manifest.original}
    monkeypatch.setattr(weights, "to_int8", lambda model: None)
    conversion = importlib.import_module(f"convert.{manifest.convert}")
    full = onnxruntime.InferenceSession(conversion.convert(content).SerializeToString())
    [spec] = manifest.input
    # The large one takes other sizes too.
    small = replace(spec, size=(min(spec.size[0], 512), min(spec.size[1], 512)))
    tensors = {spec.name: image_tensor(photo("motorcycle_left"), small)}
    stored = asyncio.run(native.infer(manifest, "cpu", tensors, lambda stage: None)).outputs
    for output, limit in limits.items():
        [whole] = full.run([output], tensors)
        difference = float(np.abs(stored[output] - whole).mean())
        assert 0 < difference < limit, (output, difference)


@pytest.mark.parametrize("size", [(512, 512), (320, 480)])
def test_isnet_takes_any_multiple_of_32(
    folder: Path, manifests: dict[str, Manifest], size: tuple[int, int]
) -> None:
    tensor = _disc((1, 3, *size))
    output = _run(folder / manifests["isnet_general"].file, "input", tensor)
    assert output.shape == (1, 1, *size)
    inside = tensor[:, :1] > 0.7
    assert output[inside].mean() > 0.9
    assert output[~inside].mean() < 0.1


@given(
    arrays(np.float32, st.tuples(*[st.integers(1, 6)] * 4), elements=st.floats(-9, 9, width=32)),
    st.integers(0, 1),
)
def test_int8_is_off_by_half_a_step_at_most(values: np.ndarray[Any, np.dtype[np.float32]], axis: int) -> None:
    levels, scale = weights.quantize(values, axis)
    assert levels.dtype == np.int8
    assert scale.size == values.shape[axis]
    assert (np.abs(levels * scale - values) <= scale * 0.5001).all()


def test_half_casts_go_and_the_output_keeps_its_name() -> None:
    half = numpy_helper.from_array(np.full((1,), 1.5, np.float16), "weight")
    nodes = [
        helper.make_node("Cast", ["input"], ["low"], to=TensorProto.FLOAT16),
        helper.make_node("Mul", ["low", "weight"], ["scaled"]),
        helper.make_node("Cast", ["scaled"], ["output"], to=TensorProto.FLOAT),
    ]
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in ("input", "output")]
    model = helper.make_model(helper.make_graph(nodes, "test", value[:1], value[1:], [half]))
    graph.remove_float_casts(model.graph)
    graph.prune(model.graph)
    graph.finish(model)
    assert [node.op_type for node in model.graph.node] == ["Mul"]
    [output] = ReferenceEvaluator(model).run(None, {"input": np.full((1,), 2, np.float32)})
    assert output == 3


def test_windows_lie_as_tensorflow_puts_them() -> None:
    # Odd padding goes after; a stride of two on an even length starts at the first pixel.
    assert window((6, 7), (3, 3), (2, 2), (1, 1), valid=False) == ((3, 4), [0, 1, 1, 1])
    assert window((6, 7), (3, 3), (2, 2), (1, 1), valid=True) == ((2, 3), [0, 0, 0, 0])
    assert window((9, 9), (3, 3), (1, 1), (2, 2), valid=False) == ((9, 9), [2, 2, 2, 2])


def test_an_unknown_operator_is_refused_by_name() -> None:
    described: dict[str, Any] = {
        "signature": {"inputs": {}, "outputs": {"eel:0": {}}},
        "modelTopology": {"node": [{"name": "eel", "op": "Electrify", "attr": {}}]},
        "weightsManifest": [{"weights": []}],
    }
    with pytest.raises(ValueError, match="Electrify"):
        tfjs.convert(json.dumps(described).encode(), b"", opset=13)
    with pytest.raises(ValueError, match="4 bytes"):
        tfjs.read_weights(described, b"\0\0\0\0")


# --- the canary ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return tomllib.loads((models.MODELS / "canary.toml").read_text(encoding="utf-8"))


def test_the_canary_gives_the_numbers_that_it_is_known_for(description: dict[str, Any]) -> None:
    model = canary.convert({})
    fill = description["input"]["fill"]
    tensor = canary.fill(tuple(description["input"]["shape"]), fill["multiplier"], fill["modulus"])
    computed = _run(model.SerializeToString(), description["input"]["name"], tensor)
    [reference] = ReferenceEvaluator(model).run(None, {description["input"]["name"]: tensor})
    assert computed == pytest.approx(np.asarray(reference), abs=1e-5)
    assert list(computed.shape) == description["output"]["shape"]
    sampled = computed.ravel()[:: description["output"]["stride"]]
    assert sampled == pytest.approx(np.array(description["output"]["expected"]), abs=2e-6)
    # The numbers differ from each other by far more than the tolerance.
    assert sampled.std() > 10 * description["tolerance"]


@pytest.mark.parametrize("operator", ["Relu", "LeakyRelu", "Resize", "MaxPool", "Clip", "ConvTranspose"])
def test_the_canary_notices_an_operator_that_computes_wrongly(
    description: dict[str, Any], operator: str
) -> None:
    """Each operator is broken in turn, in a way that drivers have been seen to break it."""
    broken = canary.convert({})
    for node in broken.graph.node:
        if node.op_type != operator:
            continue
        match operator:
            case "Relu" | "Clip":
                node.op_type = "Identity"
                del node.input[1:]
            case "LeakyRelu":
                node.op_type = "Relu"
                del node.attribute[:]
            case "Resize":
                _set_mode(node, b"asymmetric")
            case "MaxPool":
                node.op_type = "AveragePool"
            case _:
                kernel = next(
                    each for each in broken.graph.initializer if each.name.startswith(node.input[1])
                )
                swapped = numpy_helper.to_array(kernel).swapaxes(2, 3)
                kernel.CopyFrom(numpy_helper.from_array(swapped.copy(), kernel.name))
    fill = description["input"]["fill"]
    tensor = canary.fill(tuple(description["input"]["shape"]), fill["multiplier"], fill["modulus"])
    computed = _run(broken.SerializeToString(), "input", tensor).ravel()[:: description["output"]["stride"]]
    difference = np.abs(computed - np.array(description["output"]["expected"]))
    assert difference.max() > 2 * description["tolerance"]


def _set_mode(node: onnx.NodeProto, mode: bytes) -> None:
    for attribute in node.attribute:
        if attribute.name == "coordinate_transformation_mode":
            attribute.s = mode


def test_the_canary_vouches_for_every_operator_on_the_graphics_card(folder: Path) -> None:
    sung = Counter(node.op_type for node in canary.convert({}).graph.node)
    for manifest in MODELS:
        if "webgpu" not in manifest.providers:
            continue
        used = {node.op_type for node in _load(folder, manifest).graph.node}
        assert used <= set(sung), manifest.id


# --- the build -------------------------------------------------------------------------------------


def test_the_built_folder_has_every_file_and_an_index(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_here = models.is_here
    monkeypatch.setattr(models, "is_here", lambda manifest: not manifest.on_demand and is_here(manifest))
    (tmp_path / "old-0123456789ab.onnx").write_bytes(b"left over")
    models.build(tmp_path)
    index = json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))
    assert [Manifest.from_dict(table) for table in index["models"]] == MODELS
    assert index["files"] == [manifest.model_file() for manifest in MODELS]
    assert index["canary"]["file"] == f"canary-{index['canary']['sha256'][:12]}.onnx"
    names = {each["file"] for each in index["files"]} | {index["canary"]["file"], "index.json"}
    assert {path.name for path in tmp_path.iterdir()} == names
    for each in [*index["files"], index["canary"]]:
        assert (tmp_path / each["file"]).stat().st_size == each["bytes"]
        assert sources.sha256_of(tmp_path / each["file"]) == each["sha256"]
    ages = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    models.build(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == ages


def test_a_conversion_to_other_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOTOFUN_CACHE", str(tmp_path))
    monkeypatch.setattr(models, "_canary", lambda: {"sha256": "0" * 64, "file": "canary-0.onnx"})
    monkeypatch.setattr(models, "list_models", list)
    with pytest.raises(BuildError, match="canary was converted to other bytes than expected"):
        models.build(tmp_path / "built")
    assert not list(tmp_path.rglob("*.onnx"))
