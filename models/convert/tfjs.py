"""TensorFlow.js graph models as ONNX: the operators of small image networks with fixed input sizes.

TensorFlow keeps channels last (NHWC), ONNX first (NCHW): the graph is rebuilt channels first, between one
transposition of its input and one of its output.
"""

import base64
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

Plane = tuple[int, int]


def convert(description: bytes, weights: bytes, *, opset: int) -> onnx.ModelProto:
    """The model of a `model.json` with its one weights file; ValueError on an operator not known here."""
    model = json.loads(description)
    return _Converter(model, read_weights(model, weights)).convert(opset)


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


class _Converter:
    """Walks the graph in its (topological) order and keeps every tensor's height and width."""

    def __init__(self, model: Mapping[str, Any], constants: Mapping[str, NDArray[Any]]) -> None:
        self.signature = model["signature"]
        self.source = [node for node in model["modelTopology"]["node"] if node["op"] != "Const"]
        self.constants = constants
        self.reads = Counter(name for node in self.source for name in node.get("input", ()))
        self.made: dict[str, NodeProto] = {}
        self.initializers: dict[str, TensorProto] = {}
        self.planes: dict[str, Plane] = {}

    def convert(self, opset: int) -> onnx.ModelProto:
        for node in self.source:
            self._convert_node(node["name"], node["op"], list(node.get("input", ())), node["attr"])
        for name in self.signature["outputs"]:
            self._add("Transpose", name, [name.removesuffix(":0")], (0, 0), perm=(0, 2, 3, 1))
        graph = helper.make_graph(
            list(self.made.values()),
            "graph",
            [_declared(name, info) for name, info in self.signature["inputs"].items()],
            [_declared(name, info) for name, info in self.signature["outputs"].items()],
            list(self.initializers.values()),
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=7)

    def _convert_node(self, name: str, kind: str, inputs: list[str], attributes: Mapping[str, Any]) -> None:
        match kind:
            case "Placeholder":
                axes = [int(axis["size"]) for axis in attributes["shape"]["shape"]["dim"]]
                self._add("Transpose", name, [f"{name}:0"], (axes[1], axes[2]), perm=(0, 3, 1, 2))
            case "Conv2D":
                self._convolution(name, inputs, attributes, depthwise=False)
            case "DepthwiseConv2dNative":
                self._convolution(name, inputs, attributes, depthwise=True)
            case "Conv2DBackpropInput":
                self._transposed_convolution(name, inputs, attributes)
            case "AvgPool":
                size, step = _plane(attributes["ksize"]), _plane(attributes["strides"])
                plane, pads = _window(self.planes[inputs[0]], size, step, (1, 1), attributes)
                self._add("AveragePool", name, inputs, plane, kernel_shape=size, strides=step, pads=pads)
            case "ResizeBilinear":
                self._resize(name, inputs, attributes)
            case "Add" | "AddV2" | "AddN":
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
        plane, pads = _window(self.planes[inputs[0]], (height, width), step, dilation, attributes)
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


def _window(
    plane: Plane, size: Sequence[int], step: Plane, dilation: Plane, attributes: Mapping[str, Any]
) -> tuple[Plane, list[int]]:
    """Height and width after a sliding window, and ONNX's pads [top, left, bottom, right].

    TensorFlow's SAME gives ceil(length / step) positions, the odd pixel of padding after; VALID pads nothing.
    """
    reach = [(count - 1) * gap + 1 for count, gap in zip(size, dilation, strict=True)]
    if base64.b64decode(attributes["padding"]["s"]) == b"VALID":
        lengths = [(length - r) // s + 1 for length, r, s in zip(plane, reach, step, strict=True)]
        return (lengths[0], lengths[1]), [0, 0, 0, 0]
    lengths = [-(-length // s) for length, s in zip(plane, step, strict=True)]
    total = [
        max((count - 1) * s + r - length, 0)
        for count, s, r, length in zip(lengths, step, reach, plane, strict=True)
    ]
    before = [pad // 2 for pad in total]
    return (lengths[0], lengths[1]), [*before, total[0] - before[0], total[1] - before[1]]


def _plane(attribute: Mapping[str, Any]) -> Plane:
    """Height and width of a [batch, height, width, channels] attribute."""
    _, height, width, _ = (int(length) for length in attribute["list"]["i"])
    return height, width


def _declared(name: str, info: Mapping[str, Any]) -> onnx.ValueInfoProto:
    shape = [int(axis["size"]) for axis in info["tensorShape"]["dim"]]
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
