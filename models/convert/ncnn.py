"""ncnn models as ONNX: the operators of plain image networks that take any size.

A `.param` file describes one layer a line; the `.bin` file holds their weights in the same order.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

_MAGIC = "7767517"
_HALF, _SINGLE = 0x01306B47, 0
_LEAKY = 2
# Arrays have their key counted down from here.
_ARRAYS = -23300

# Keys of convolutions.
_OUTPUTS, _SIZE, _STEP, _PAD, _HAS_BIAS, _COUNT, _ACTIVATION, _SLOPE = 0, 1, 3, 4, 5, 6, 9, 10


@dataclass(frozen=True)
class Layer:
    """One line of the description; `values` by key, lists for arrays."""

    kind: str
    name: str
    inputs: list[str]
    outputs: list[str]
    values: Mapping[int, Any]


def read_layers(description: str) -> Iterator[Layer]:
    """The layers of a `.param` file; ValueError if it is none."""
    magic, _, *lines = description.splitlines()
    if magic.strip() != _MAGIC:
        raise ValueError("This is no description of an ncnn model.")
    for line in filter(str.strip, lines):
        kind, name, count_in, count_out, *rest = line.split()
        blobs = int(count_in) + int(count_out)
        values: dict[int, Any] = {}
        for item in rest[blobs:]:
            key, _, value = item.partition("=")
            if int(key) <= _ARRAYS:
                values[_ARRAYS - int(key)] = [float(each) for each in value.split(",")[1:]]
            else:
                values[int(key)] = float(value) if {".", "e"} & set(value) else int(value)
        yield Layer(kind, name, rest[: int(count_in)], rest[int(count_in) : blobs], values)


def convert(description: bytes, weights: bytes, *, opset: int) -> onnx.ModelProto:
    """The model, `input` (N, 3, H, W) to `output`; ValueError on a layer not known here."""
    reader = _Weights(weights)
    nodes: list[NodeProto] = []
    initializers: list[TensorProto] = []
    names: dict[str, str] = {}
    for layer in read_layers(description.decode()):
        if layer.kind == "Input":
            names[layer.outputs[0]] = "input"
            continue
        if layer.kind not in ("Convolution", "Deconvolution"):
            raise ValueError(f"The layer {layer.kind} ({layer.name}) is not known here.")
        [source], [result] = layer.inputs, layer.outputs
        leaky = layer.values.get(_ACTIVATION) == _LEAKY
        made = f"{result}/linear" if leaky else result
        kernel, bias = f"{layer.name}/kernel", f"{layer.name}/bias"
        initializers += [
            numpy_helper.from_array(_kernel(layer, reader), kernel),
            numpy_helper.from_array(reader.single(layer.values[_OUTPUTS]), bias),
        ]
        nodes.append(_convolution(layer, [names.get(source, source), kernel, bias], made))
        if leaky:
            nodes.append(helper.make_node("LeakyRelu", [made], [result], alpha=layer.values[_SLOPE][0]))
        elif layer.values.get(_ACTIVATION):
            raise ValueError(f"The activation of {layer.name} is not known here.")
    reader.finish()
    nodes[-1].output[0] = "output"
    ends = [
        helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, "H", "W"]),
        helper.make_tensor_value_info("output", TensorProto.FLOAT, ["N", 3, "h", "w"]),
    ]
    graph = helper.make_graph(nodes, "graph", ends[:1], ends[1:], initializers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


def _kernel(layer: Layer, reader: "_Weights") -> NDArray[np.float32]:
    size, outputs = layer.values[_SIZE], layer.values[_OUTPUTS]
    kernel = reader.tagged(layer.values[_COUNT]).reshape(outputs, -1, size, size)
    # ONNX has transposed convolutions the other way round.
    return np.ascontiguousarray(kernel.swapaxes(0, 1)) if layer.kind == "Deconvolution" else kernel


def _convolution(layer: Layer, inputs: list[str], output: str) -> NodeProto:
    values = layer.values
    if not values.get(_HAS_BIAS) or values.get(2, 1) != 1:
        raise ValueError(f"{layer.name}: only dense convolutions with a bias are known here.")
    kind = "Conv" if layer.kind == "Convolution" else "ConvTranspose"
    size, step, pad = values[_SIZE], values.get(_STEP, 1), values.get(_PAD, 0)
    shape: dict[str, Any] = {"kernel_shape": [size] * 2, "strides": [step] * 2, "pads": [pad] * 4}
    return helper.make_node(kind, inputs, [output], **shape)


class _Weights:
    """Reads a `.bin` file from its beginning to its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def tagged(self, count: int) -> NDArray[np.float32]:
        """Values whose first four bytes say how they are stored."""
        [tag] = struct.unpack_from("<I", self._data, self._place)
        self._place += 4
        if tag == _SINGLE:
            return self.single(count)
        if tag != _HALF:
            raise ValueError(f"Weights stored as {tag:#x} are not known here.")
        values = np.frombuffer(self._data, "<f2", count, self._place).astype(np.float32)
        # Padded to whole words.
        self._place += (2 * count + 3) // 4 * 4
        return values

    def single(self, count: int) -> NDArray[np.float32]:
        """Values in single precision."""
        values = np.frombuffer(self._data, "<f4", count, self._place).astype(np.float32)
        self._place += 4 * count
        return values

    def finish(self) -> None:
        """ValueError if something is left."""
        if self._place != len(self._data):
            raise ValueError(f"The weights have {len(self._data)} bytes, their description {self._place}.")
