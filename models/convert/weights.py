"""Smaller weights for the download; arithmetic stays float32.

Each stored weight is followed by standard nodes that restore it, which a runtime folds away while loading.
"""

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from convert.graph import consumers


def to_half(model: onnx.ModelProto, *, at_least: int = 256) -> None:
    """Store weights of `at_least` elements as float16: half the bytes, relative error up to 2**-11."""
    graph = model.graph
    restore: list[NodeProto] = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size >= at_least:
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}_half"))
            restore.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    _prepend(graph, restore)


def to_int8(model: onnx.ModelProto, *, at_least: int = 1024) -> None:
    """Store kernels of `at_least` elements as int8 with one scale per output channel: a quarter of the bytes.

    A channel's largest weight becomes 127; the error is at most half a step, 1/254 of it.
    """
    graph = model.graph
    read_by = consumers(graph)
    restore: list[NodeProto] = []
    added: list[TensorProto] = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        name = tensor.name
        axis = _output_axis(read_by[name][0], name, values.ndim)
        if axis is None or values.dtype != np.float32 or values.size < at_least:
            continue
        levels, scale = quantize(values, axis)
        tensor.CopyFrom(numpy_helper.from_array(levels, f"{name}_int8"))
        added.append(numpy_helper.from_array(scale, f"{name}_scale"))
        restore.append(helper.make_node("Cast", [f"{name}_int8"], [f"{name}_levels"], to=TensorProto.FLOAT))
        restore.append(helper.make_node("Mul", [f"{name}_levels", f"{name}_scale"], [name]))
    graph.initializer.extend(added)
    _prepend(graph, restore)


def quantize(values: NDArray[np.float32], axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(levels, scale) with values ~ levels * scale; one scale per index of `axis`, levels -127..127."""
    others = tuple(index for index in range(values.ndim) if index != axis)
    scale = np.abs(values).max(axis=others, keepdims=True) / np.float32(127)
    scale[scale == 0] = 1
    levels = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
    return levels, scale


def _output_axis(reader: NodeProto, name: str, dimensions: int) -> int | None:
    """The axis of output channels, if the tensor `name` is the reader's kernel."""
    if name != reader.input[1] or dimensions < 2:
        return None
    match reader.op_type:
        case "Conv":
            return 0
        case "ConvTranspose":
            return 1
        case "MatMul":
            return dimensions - 1
        case "Gemm":
            return 0 if helper.get_node_attr_value(reader, "transB") else 1
    return None


def _prepend(graph: onnx.GraphProto, nodes: list[NodeProto]) -> None:
    rest = [NodeProto.FromString(node.SerializeToString()) for node in graph.node]
    del graph.node[:]
    graph.node.extend([*nodes, *rest])
