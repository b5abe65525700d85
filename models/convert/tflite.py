"""TensorFlow Lite models as ONNX: the operators of small image networks with fixed input sizes.

Field numbers and operator codes are those of TensorFlow Lite's schema, version 3. Tensors are rebuilt
channels first, like those of `tfjs`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from convert.flatbuffers import Table
from convert.window import window

_HALF = 1
_TYPES: dict[int, type[np.generic]] = {0: np.float32, _HALF: np.float16, 2: np.int32}
_ACTIVATIONS = {0: "", 1: "Relu"}
_CHANNELS_FIRST = (0, 3, 1, 2)
_CHANNELS_LAST = (0, 2, 3, 1)


def convert(data: bytes, *, opset: int) -> onnx.ModelProto:
    """The model of a `.tflite` file; ValueError on an operator not known here."""
    return _Converter(Table.root(data)).convert(opset)


class _Converter:
    """Walks the operators in their order."""

    def __init__(self, model: Table) -> None:
        self.codes = [max(code.number(0, "<b"), code.number(3)) for code in model.tables(1)]
        buffers = model.tables(4)
        [self.graph] = model.tables(2)
        self.names: list[str] = []
        self.shapes: list[list[int]] = []
        self.constants: dict[int, NDArray[Any]] = {}
        for index, tensor in enumerate(self.graph.tables(0)):
            self.names.append(tensor.text(3))
            self.shapes.append(tensor.integers(0))
            stored = buffers[tensor.number(2, "<I")].array(0, np.uint8)
            if stored.size:
                values = stored.view(_TYPES[tensor.number(1, "<b")])
                self.constants[index] = values.reshape(self.shapes[index])
        self.nodes: list[NodeProto] = []
        self.initializers: dict[str, TensorProto] = {}
        self.operators: dict[int, Callable[[list[int], int, Table], None]] = {
            0: self._addition,
            3: self._convolution,
            4: self._depthwise,
            17: self._pooling,
            19: self._rectification,
            22: self._reshaping,
            23: self._resizing,
            34: self._padding,
        }

    def convert(self, opset: int) -> onnx.ModelProto:
        starts, ends = self.graph.integers(1), self.graph.integers(2)
        for start in starts:
            self._add("Transpose", [self.names[start]], start, perm=_CHANNELS_FIRST)
        for operator in self.graph.tables(3):
            code = self.codes[operator.number(0, "<I")]
            inputs, [output] = operator.integers(1), operator.integers(2)
            if code == 6:
                # Weights are kept as half floats and widened by an operator.
                self.constants[output] = self.constants[inputs[0]].astype(np.float32)
            elif code in self.operators:
                self.operators[code](inputs, output, operator)
            else:
                raise ValueError(f"The operator {code} ({self.names[output]}) is not known here.")
        for end in ends:
            self.nodes.append(helper.make_node("Identity", [self._tensor(end)], [self.names[end]]))
        graph = helper.make_graph(
            self.nodes,
            "graph",
            [self._declared(start) for start in starts],
            [self._declared(end) for end in ends],
            list(self.initializers.values()),
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=7)

    def _addition(self, inputs: list[int], output: int, operator: Table) -> None:
        self._add("Add", [self._tensor(each) for each in inputs], output)

    def _convolution(self, inputs: list[int], output: int, operator: Table) -> None:
        options = operator.table(4)
        dilation = options.number(5, default=1), options.number(4, default=1)
        # [out, h, w, in] becomes [out, in, h, w].
        kernel = self.constants[inputs[1]].transpose(0, 3, 1, 2)
        self._convolve(
            inputs, output, kernel, options, dilation, groups=1, activation=options.number(3, "<b")
        )

    def _depthwise(self, inputs: list[int], output: int, operator: Table) -> None:
        options = operator.table(4)
        dilation = options.number(6, default=1), options.number(5, default=1)
        # [1, h, w, channels] becomes [channels, 1, h, w].
        kernel = self.constants[inputs[1]].transpose(3, 0, 1, 2)
        groups = self.shapes[inputs[0]][3]
        self._convolve(inputs, output, kernel, options, dilation, groups, activation=options.number(4, "<b"))

    def _convolve(
        self,
        inputs: list[int],
        output: int,
        kernel: NDArray[Any],
        options: Table,
        dilation: tuple[int, int],
        groups: int,
        activation: int,
    ) -> None:
        if _ACTIVATIONS[activation]:
            raise ValueError(f"{self.names[output]}: only separate activations are known here.")
        step = options.number(2), options.number(1)
        size = kernel.shape[2:]
        _, pads = window(self._plane(inputs[0]), size, step, dilation, valid=options.number(0, "<b") == 1)
        weights = [self._initializer(self.names[inputs[1]], kernel)]
        weights.append(self._initializer(self.names[inputs[2]], self.constants[inputs[2]]))
        shape = {"kernel_shape": size, "strides": step, "dilations": dilation, "pads": pads}
        self._add("Conv", [self._tensor(inputs[0]), *weights], output, **shape, group=groups)

    def _pooling(self, inputs: list[int], output: int, operator: Table) -> None:
        options = operator.table(4)
        step, size = (options.number(2), options.number(1)), (options.number(4), options.number(3))
        _, pads = window(self._plane(inputs[0]), size, step, (1, 1), valid=options.number(0, "<b") == 1)
        source = [self._tensor(inputs[0])]
        self._add("MaxPool", source, output, kernel_shape=size, strides=step, pads=pads)

    def _rectification(self, inputs: list[int], output: int, operator: Table) -> None:
        self._add("Relu", [self._tensor(inputs[0])], output)

    def _reshaping(self, inputs: list[int], output: int, operator: Table) -> None:
        """What is read in another shape is read channels last."""
        last = f"{self.names[output]}/channels_last"
        self.nodes.append(
            helper.make_node("Transpose", [self._tensor(inputs[0])], [last], perm=_CHANNELS_LAST)
        )
        shape = self._initializer(f"{self.names[output]}/shape", np.array(self.shapes[output], np.int64))
        self._add("Reshape", [last, shape], output)

    def _resizing(self, inputs: list[int], output: int, operator: Table) -> None:
        options = operator.table(4)
        if options.number(2, "<b") or not options.number(3, "<b"):
            raise ValueError(f"{self.names[output]}: only sampling at pixel centres is known here.")
        before, after = self._plane(inputs[0]), self._plane(output)
        factors = np.array([1, 1, after[0] / before[0], after[1] / before[1]], np.float32)
        scales = self._initializer(f"scale_{factors[2]:g}_{factors[3]:g}", factors)
        mode = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}
        self._add("Resize", [self._tensor(inputs[0]), "", scales], output, **mode)

    def _padding(self, inputs: list[int], output: int, operator: Table) -> None:
        around = self.constants[inputs[1]][list(_CHANNELS_FIRST)].T.reshape(-1).astype(np.int64)
        pads = self._initializer("pads_" + "_".join(map(str, around)), around)
        self._add("Pad", [self._tensor(inputs[0]), pads], output)

    # --- what goes into the graph --------------------------------------------------------------------

    def _tensor(self, index: int) -> str:
        """The name of a tensor inside the graph, where it has its channels first."""
        return f"{self.names[index]}/inner"

    def _plane(self, index: int) -> tuple[int, int]:
        _, height, width, _ = self.shapes[index]
        return height, width

    def _initializer(self, name: str, values: NDArray[Any]) -> str:
        self.initializers[name] = numpy_helper.from_array(np.array(values, order="C"), name)
        return name

    def _add(self, kind: str, inputs: list[str], output: int, **attributes: Any) -> None:
        self.nodes.append(helper.make_node(kind, inputs, [self._tensor(output)], **attributes))

    def _declared(self, index: int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(self.names[index], TensorProto.FLOAT, self.shapes[index])
