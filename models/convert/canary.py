"""The canary: a small network that is run before any real one, to learn whether a device computes rightly.

It uses every operator and every way of storing weights that the models here use, once, on numbers that a
broken driver gets wrong: dilated and depthwise convolutions, a gate, pooling that rounds up, resizing by a
computed size. Weights come from integer arithmetic. Device and contract: `models/canary.toml`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from convert import graph, weights

SIZE = 64
"""Height and width of the input and the output: 25 million multiplications a run."""


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The canary; it needs no originals. `input` (1, 3, 64, 64) float32 -> `output` (1, 1, 64, 64), 0..1."""
    del originals
    net = _Network()
    fine = net.convolve("input", 3, 16)
    small = net.node("MaxPool", [fine], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)
    wide = net.convolve(small, 16, 32, dilation=2)
    back = net.node("Add", [net.convolve(wide, 32, 16, leaky=True), small])
    deep = net.convolve(back, 16, 16, groups=16, limit=True)
    gate = net.node("AveragePool", [deep], kernel_shape=[32, 32], strides=[32, 32])
    gate = net.node("Sigmoid", [net.convolve(gate, 16, 16, size=1, bare=True)])
    gated = net.node("Mul", [deep, gate])
    summed = net.node("Sum", [gated, back])
    up = net.node("ConvTranspose", [summed, net.weight((16, 8, 2, 2))], kernel_shape=[2, 2], strides=[2, 2])
    # `follow_sizes` gives it the size of `fine`, which it is concatenated with.
    resize = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}
    large = net.node("Resize", [summed, "", "", "size_to_follow"], **resize)
    joined = net.node("Concat", [fine, large, up], axis=1)
    last = net.convolve(net.convolve(joined, 40, 32), 32, 1, bare=True)
    # Channels last and back again.
    last = net.node("Transpose", [net.node("Transpose", [last], perm=[0, 2, 3, 1])], perm=[0, 3, 1, 2])
    net.node("Sigmoid", [last], name="output")
    model = net.model()
    graph.follow_sizes(model.graph)
    graph.prune(model.graph)
    weights.to_int8(model)
    weights.to_half(model)
    return graph.finish(model)


def fill(shape: tuple[int, ...], multiplier: int, modulus: int) -> NDArray[np.float32]:
    """The canary's input: value i (C order) is (i * multiplier mod modulus) / modulus - 1/2."""
    steps = np.arange(np.prod(shape), dtype=np.int64) * multiplier % modulus
    values: NDArray[np.float32] = (steps / np.float64(modulus) - 0.5).astype(np.float32)
    return values.reshape(shape)


class _Network:
    """Nodes and weights, named by their number."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.initializers: list[TensorProto] = []

    def node(self, kind: str, inputs: list[str], *, name: str = "", **attributes: Any) -> str:
        name = name or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def weight(self, shape: tuple[int, ...], gain: float = 2.0) -> str:
        """A kernel (bias) of multiples of 1/128 in -1..1, times a power of two, about gain / sqrt(inputs)."""
        levels = _noise(int(np.prod(shape)), seed=len(self.initializers)) - 128
        gain *= 2.0 ** -np.round(np.log2(np.prod(shape[1:])) / 2)
        name = f"weight_{len(self.initializers)}"
        values = (levels * gain / 128).astype(np.float32).reshape(shape)
        self.initializers.append(numpy_helper.from_array(values, name))
        return name

    def convolve(
        self,
        source: str,
        inputs: int,
        outputs: int,
        *,
        size: int = 3,
        dilation: int = 1,
        groups: int = 1,
        limit: bool = False,
        leaky: bool = False,
        bare: bool = False,
    ) -> str:
        kernel = self.weight((outputs, inputs // groups, size, size))
        bias = self.weight((outputs,), gain=0.25)
        made = self.node(
            "Conv",
            [source, kernel, bias],
            kernel_shape=[size, size],
            dilations=[dilation, dilation],
            pads=[dilation * (size // 2)] * 4,
            group=groups,
        )
        if bare:
            return made
        if leaky:
            return self.node("LeakyRelu", [made], alpha=0.125)
        return self.node("Clip", [made, *self.limits()]) if limit else self.node("Relu", [made])

    def limits(self) -> list[str]:
        """Tensors for Clip's 0 and 6."""
        for name, value in (("zero", 0), ("six", 6)):
            self.initializers.append(numpy_helper.from_array(np.array(value, np.float32), name))
        return ["zero", "six"]

    def model(self) -> onnx.ModelProto:
        declared = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, SIZE, SIZE])
            for name, channels in (("input", 3), ("output", 1))
        ]
        made = helper.make_graph(self.nodes, "canary", declared[:1], declared[1:], self.initializers)
        return helper.make_model(made, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)


def _noise(count: int, seed: int) -> NDArray[np.int64]:
    """`count` integers 0..255 without a pattern; the same on every machine."""
    mixed = np.arange(count, dtype=np.uint32) + np.uint32(1 + 65_537 * seed)
    for multiplier in (2_654_435_761, 2_246_822_519):
        mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(multiplier)
    return (mixed >> np.uint32(24)).astype(np.int64)
