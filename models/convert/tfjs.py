"""TensorFlow.js graph models as ONNX: the operators of small image networks with fixed input sizes.

TensorFlow keeps channels last (NHWC), ONNX first (NCHW): the graph is rebuilt channels first, between one
transposition of its input and one of its output.
"""

import base64
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from convert.window import window

Plane = tuple[int, int]


@dataclass(frozen=True)
class Part:
    """A piece of a graph: `inputs`, tensors by name with their NHWC shape, and the tensors to hand out."""

    inputs: Mapping[str, tuple[int, int, int, int]]
    outputs: Sequence[str]


def convert(description: bytes, *weights: bytes, opset: int, part: Part | None = None) -> onnx.ModelProto:
    """The model, or a part of it, of a `model.json` and its weights files; ValueError on an operator not
    known here.
    """
    model = json.loads(description)
    constants = read_constants(description, *weights)
    return _Converter(model, constants, part or _whole(model)).convert(opset)


def read_constants(description: bytes, *weights: bytes) -> dict[str, NDArray[Any]]:
    """The constants by name of a `model.json` and its weights files."""
    return read_weights(json.loads(description), b"".join(weights))


def read_weights(model: Mapping[str, Any], data: bytes) -> dict[str, NDArray[Any]]:
    """The constants by name; those stored as half floats come widened."""
    constants: dict[str, NDArray[Any]] = {}
    offset = 0
    for entry in model["weightsManifest"][0]["weights"]:
        stored = np.dtype(entry.get("quantization", entry)["dtype"]).newbyteorder("<")
        count = int(np.prod(entry["shape"], dtype=np.int64))
        values = np.frombuffer(data, stored, count, offset).astype(entry["dtype"])
        constants[entry["name"]] = values.reshape(entry["shape"])
        offset += count * stored.itemsize
    if offset != len(data):
        raise ValueError(f"The weights file has {len(data)} bytes, its description {offset}.")
    return constants


def _whole(model: Mapping[str, Any]) -> Part:
    def shape(info: Mapping[str, Any]) -> tuple[int, int, int, int]:
        batch, height, width, channels = (int(axis["size"]) for axis in info["tensorShape"]["dim"])
        return batch, height, width, channels

    signature = model["signature"]
    inputs = {name: shape(info) for name, info in signature["inputs"].items()}
    return Part(inputs, list(signature["outputs"]))


class _Converter:
    """Walks the graph in the order in which its tensors are needed and keeps each one's height and width."""

    def __init__(self, model: Mapping[str, Any], constants: Mapping[str, NDArray[Any]], part: Part) -> None:
        self.part = part
        self.starts = {_node_name(name): name for name in part.inputs}
        self.source = self._needed({node["name"]: node for node in model["modelTopology"]["node"]})
        self.constants = constants
        self.reads = Counter(name for node in self.source for name in node.get("input", ()))
        self.made: dict[str, NodeProto] = {}
        self.initializers: dict[str, TensorProto] = {}
        self.planes: dict[str, Plane] = {}

    def _needed(self, nodes: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
        """The nodes between the part's inputs and outputs, each after those that it reads."""
        ordered: dict[str, dict[str, Any]] = {}
        pending = [_node_name(name) for name in reversed(self.part.outputs)]
        while pending:
            node = nodes[pending[-1]]
            reads = [] if node["name"] in self.starts else node.get("input", ())
            missing = [name for name in reads if name not in ordered and nodes[name]["op"] != "Const"]
            if missing:
                pending += reversed(missing)
            else:
                ordered.setdefault(pending.pop(), node)
        return list(ordered.values())

    def convert(self, opset: int) -> onnx.ModelProto:
        for node in self.source:
            name = node["name"]
            if name in self.starts:
                _, height, width, _ = self.part.inputs[self.starts[name]]
                self._add("Transpose", name, [self.starts[name]], (height, width), perm=(0, 3, 1, 2))
            else:
                self._convert_node(name, node["op"], list(node.get("input", ())), node["attr"])
        for name in self.part.outputs:
            self._add("Transpose", _output_name(name), [_node_name(name)], (0, 0), perm=(0, 2, 3, 1))
        graph = helper.make_graph(
            list(self.made.values()),
            "graph",
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
                for name, shape in self.part.inputs.items()
            ],
            [
                helper.make_tensor_value_info(_output_name(name), TensorProto.FLOAT, None)
                for name in self.part.outputs
            ],
            list(self.initializers.values()),
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=7)
        model = onnx.shape_inference.infer_shapes(model)
        # Wanted for the outputs only.
        del model.graph.value_info[:]
        return model

    def _convert_node(self, name: str, kind: str, inputs: list[str], attributes: Mapping[str, Any]) -> None:
        match kind:
            case "Conv2D":
                self._convolution(name, inputs, attributes, depthwise=False)
            case "DepthwiseConv2dNative":
                self._convolution(name, inputs, attributes, depthwise=True)
            case "Conv2DBackpropInput":
                self._transposed_convolution(name, inputs, attributes)
            case "AvgPool":
                size, step = _plane(attributes["ksize"]), _plane(attributes["strides"])
                plane, pads = window(self.planes[inputs[0]], size, step, (1, 1), valid=_is_valid(attributes))
                self._add("AveragePool", name, inputs, plane, kernel_shape=size, strides=step, pads=pads)
            case "ResizeBilinear":
                self._resize(name, inputs, attributes)
            case "FusedBatchNorm":
                self._normalization(name, inputs, attributes)
            case "Add" | "AddV2" | "AddN" | "BiasAdd":
                self._sum(name, inputs)
            case "Relu6":
                limits = [self._initializer(f"limit_{value}", np.float32(value)) for value in (0, 6)]
                self._add("Clip", name, [inputs[0], *limits], self.planes[inputs[0]])
            case "Mul" | "Relu" | "Sigmoid":
                self._elementwise(kind, name, inputs)
            case _:
                raise ValueError(f"The operator {kind} ({name}) is not known here.")

    def _convolution(
        self, name: str, inputs: list[str], attributes: Mapping[str, Any], *, depthwise: bool
    ) -> None:
        kernel = self.constants[inputs[1]]
        height, width, channels, outputs = kernel.shape
        if depthwise:
            # [h, w, channels, outputs of each]: the groups' outputs lie one after the other.
            kernel = kernel.reshape(height, width, 1, channels * outputs)
        step, dilation = _plane(attributes["strides"]), _plane(attributes["dilations"])
        plane, pads = window(
            self.planes[inputs[0]], (height, width), step, dilation, valid=_is_valid(attributes)
        )
        weight = self._initializer(inputs[1], kernel.transpose(3, 2, 0, 1))
        shape = {"kernel_shape": (height, width), "strides": step, "dilations": dilation, "pads": pads}
        groups = channels if depthwise else 1
        self._add("Conv", name, [inputs[0], weight], plane, **shape, group=groups)

    def _transposed_convolution(self, name: str, inputs: list[str], attributes: Mapping[str, Any]) -> None:
        _, kernel_name, source = inputs
        kernel = self.constants[kernel_name]
        size, step = kernel.shape[:2], _plane(attributes["strides"])
        if size != step:
            raise ValueError(f"{name}: only kernels as large as their step are known here.")
        height, width = self.planes[source]
        # [h, w, out, in] becomes [in, out, h, w].
        weight = self._initializer(kernel_name, kernel.transpose(3, 2, 0, 1))
        plane = (height * step[0], width * step[1])
        self._add("ConvTranspose", name, [source, weight], plane, kernel_shape=size, strides=step)

    def _normalization(self, name: str, inputs: list[str], attributes: Mapping[str, Any]) -> None:
        """A trained batch normalisation is one factor and one summand per channel."""
        gain, offset, mean, variance = (self.constants[each] for each in inputs[1:])
        factor = gain / np.sqrt(variance + np.float32(attributes["epsilon"]["f"]))
        plane = self.planes[inputs[0]]
        weights = {"factor": factor, "summand": offset - mean * factor}
        names = {
            each: self._initializer(f"{name}_{each}", values.reshape(-1, 1, 1))
            for each, values in weights.items()
        }
        self._add("Mul", f"{name}_scaled", [inputs[0], names["factor"]], plane)
        self._add("Add", name, [f"{name}_scaled", names["summand"]], plane)

    def _resize(self, name: str, inputs: list[str], attributes: Mapping[str, Any]) -> None:
        if not attributes["half_pixel_centers"]["b"] or attributes["align_corners"]["b"]:
            raise ValueError(f"{name}: only sampling at pixel centres is known here.")
        source = inputs[0]
        height, width = (int(length) for length in self.constants[inputs[1]])
        before = self.planes[source]
        factors = np.array([1, 1, height / before[0], width / before[1]], np.float32)
        scales = self._initializer(f"scale_{factors[2]:g}_{factors[3]:g}", factors)
        mode = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}
        self._add("Resize", name, [source, "", scales], (height, width), **mode)

    def _sum(self, name: str, inputs: list[str]) -> None:
        """An addition; a constant added to a convolution that nothing else reads becomes its bias."""
        constant = next((each for each in inputs if each in self.constants), None)
        other = next(each for each in inputs if each != constant)
        maker = self.made.get(other)
        if constant and maker and maker.op_type.startswith("Conv") and self.reads[other] == 1:
            bias = self.constants[constant]
            maker.input.append(self._initializer(constant, bias.reshape(-1)))
            maker.output[0] = name
            self.made[name] = self.made.pop(other)
            self.planes[name] = self.planes[other]
        elif len(inputs) == 2:
            self._elementwise("Add", name, inputs)
        else:
            self._elementwise("Sum", name, inputs)

    def _elementwise(self, kind: str, name: str, inputs: list[str]) -> None:
        plane = max(self.planes.get(each, (1, 1)) for each in inputs)
        self._add(kind, name, [self._channels_first(each) for each in inputs], plane)

    # --- what goes into the graph --------------------------------------------------------------------

    def _channels_first(self, name: str) -> str:
        """A tensor; a constant of one value per channel, or of one value, in the shape that broadcasts."""
        if name not in self.constants:
            return name
        values = self.constants[name]
        return self._initializer(name, values.reshape(-1, 1, 1) if values.size > 1 else values.reshape(()))

    def _initializer(self, name: str, values: NDArray[Any] | np.float32) -> str:
        self.initializers[name] = numpy_helper.from_array(np.array(values, order="C"), name)
        return name

    def _add(self, kind: str, name: str, inputs: Sequence[str], plane: Plane, **attributes: Any) -> None:
        self.made[name] = helper.make_node(kind, inputs, [name], **attributes)
        self.planes[name] = plane


def _plane(attribute: Mapping[str, Any]) -> Plane:
    """Height and width of a [batch, height, width, channels] attribute."""
    _, height, width, _ = (int(length) for length in attribute["list"]["i"])
    return height, width


def _is_valid(attributes: Mapping[str, Any]) -> bool:
    """Whether a window stays inside the picture."""
    return _text(attributes["padding"]) == b"VALID"


def _node_name(tensor: str) -> str:
    """The node whose first output the tensor is."""
    return tensor.removesuffix(":0")


def _output_name(tensor: str) -> str:
    """What is handed out has `:0`, so that it differs from the tensor that it transposes."""
    return f"{_node_name(tensor)}:0"


def _text(attribute: Mapping[str, Any]) -> bytes:
    """A string attribute, which older exporters wrote as a list of bytes."""
    stored = attribute["s"]
    return bytes(stored) if isinstance(stored, list) else base64.b64decode(stored)
