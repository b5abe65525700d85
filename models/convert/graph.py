"""Steps that rewrite an ONNX graph in place."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper

FLOATS = (TensorProto.FLOAT, TensorProto.FLOAT16)


def producers(graph: onnx.GraphProto) -> dict[str, NodeProto]:
    """The node that makes each tensor."""
    return {name: node for node in graph.node for name in node.output}


def consumers(graph: onnx.GraphProto) -> dict[str, list[NodeProto]]:
    """The nodes that read each tensor."""
    found: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            found.setdefault(name, []).append(node)
    return found


def rename(graph: onnx.GraphProto, names: Mapping[str, str]) -> None:
    """Give tensors other names, wherever they are made, read, taken in or handed out."""
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]
    for value in (*graph.input, *graph.output):
        value.name = names.get(value.name, value.name)


def keep_outputs(graph: onnx.GraphProto, names: Iterable[str]) -> None:
    """Hand out these tensors only."""
    wanted = set(names)
    _replace(graph.output, [value for value in graph.output if value.name in wanted])


def drop_unused_inputs(graph: onnx.GraphProto) -> None:
    """Do not ask for what no node reads."""
    read = {name for node in graph.node for name in node.input}
    _replace(graph.input, [value for value in graph.input if value.name in read])


def remove_float_casts(graph: onnx.GraphProto) -> None:
    """Compute everything in float32: drop the casts between float types and widen half-float constants."""
    source: dict[str, str] = {}
    kept = []
    for node in graph.node:
        if node.op_type == "Cast" and helper.get_node_attr_value(node, "to") in FLOATS:
            source[node.output[0]] = node.input[0]
        else:
            kept.append(node)

    def origin(name: str) -> str:
        while name in source:
            name = source[name]
        return name

    for node in kept:
        node.input[:] = [origin(name) for name in node.input]
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.TENSOR:
                _widen(attribute.t)
    for tensor in graph.initializer:
        _widen(tensor)
    _replace(graph.node, kept)
    # An output that a cast used to make keeps its name.
    rename(graph, {origin(value.name): value.name for value in graph.output})


def remove_activation_quantization(graph: onnx.GraphProto) -> None:
    """Compute in float32: drop the rounding between layers; weights stay as they are stored."""
    stored = {tensor.name for tensor in graph.initializer}
    source: dict[str, str] = {}
    kept = []
    for node in graph.node:
        rounds = node.op_type == "QuantizeLinear"
        if rounds or (node.op_type == "DequantizeLinear" and node.input[0] not in stored):
            source[node.output[0]] = node.input[0]
        else:
            kept.append(node)

    def origin(name: str) -> str:
        while name in source:
            name = source[name]
        return name

    for node in kept:
        node.input[:] = [origin(name) for name in node.input]
    _replace(graph.node, kept)
    rename(graph, {origin(value.name): value.name for value in graph.output})


def declare(value: onnx.ValueInfoProto, shape: Iterable[int | str]) -> None:
    """Give an input or output another shape; names stand for free axes."""
    kind = value.type.tensor_type.elem_type
    value.CopyFrom(helper.make_tensor_value_info(value.name, kind, list(shape)))


def follow_sizes(graph: onnx.GraphProto) -> None:
    """Let every Resize take its height and width from where its result goes, so that any input size works.

    That is the tensor it is concatenated with (never another Resize), or else the graph's input.
    """
    made_by, read_by = producers(graph), consumers(graph)
    for name, value in (("batch_axis", 0), ("height_axis", 2), ("end_axis", 4)):
        graph.initializer.append(numpy_helper.from_array(np.array([value], np.int64), name))
    nodes: list[NodeProto] = []
    for node in graph.node:
        if node.op_type == "Resize":
            like = _concatenated_with(node.output[0], made_by, read_by) or graph.input[0].name
            size = f"{node.output[0]}_size"
            nodes += _size_like(node.input[0], like, size)
            # Positions in the graph: X, roi, scales, sizes.
            node.input[3] = size
        nodes.append(node)
    _replace(graph.node, nodes)


def _concatenated_with(
    name: str, made_by: Mapping[str, NodeProto], read_by: Mapping[str, list[NodeProto]]
) -> str | None:
    for reader in read_by.get(name, []):
        if reader.op_type == "Concat":
            for other in reader.input:
                if other != name and (other not in made_by or made_by[other].op_type != "Resize"):
                    return str(other)
    return None


def _size_like(source: str, like: str, size: str) -> list[NodeProto]:
    """Nodes that make the tensor `size`: batch and channels of `source`, height and width of `like`."""
    return [
        helper.make_node("Shape", [source], [f"{size}_source"]),
        helper.make_node("Slice", [f"{size}_source", "batch_axis", "height_axis"], [f"{size}_channels"]),
        helper.make_node("Shape", [like], [f"{size}_like"]),
        helper.make_node("Slice", [f"{size}_like", "height_axis", "end_axis"], [f"{size}_plane"]),
        helper.make_node("Concat", [f"{size}_channels", f"{size}_plane"], [size], axis=0),
    ]


def share_constants(graph: onnx.GraphProto) -> None:
    """Turn Constant nodes into initializers and keep one of those that are equal."""
    first: dict[bytes, str] = {}
    names: dict[str, str] = {}
    kept = []
    for node in graph.node:
        if node.op_type != "Constant":
            kept.append(node)
            continue
        tensor = helper.get_node_attr_value(node, "value")
        tensor.name = ""
        content = tensor.SerializeToString(deterministic=True)
        if content not in first:
            first[content] = tensor.name = node.output[0]
            graph.initializer.append(tensor)
        names[node.output[0]] = first[content]
    _replace(graph.node, kept)
    rename(graph, names)


def name_axes(graph: onnx.GraphProto) -> None:
    """Declare batch, height and width of every NCHW input and output as free."""
    for value in (*graph.input, *graph.output):
        axes = value.type.tensor_type.shape.dim
        axes[0].dim_param, axes[2].dim_param, axes[3].dim_param = "N", "H", "W"


def prune(graph: onnx.GraphProto) -> None:
    """Drop what no output needs, and order the nodes so that each comes after what it reads."""
    made_by = producers(graph)
    ordered: list[NodeProto] = []
    done: set[int] = set()
    pending = [(made_by[value.name], False) for value in reversed(graph.output)]
    while pending:
        node, inputs_done = pending.pop()
        if inputs_done:
            ordered.append(node)
        elif id(node) not in done:
            done.add(id(node))
            pending.append((node, True))
            pending += [(made_by[name], False) for name in reversed(node.input) if name in made_by]
    used = {name for node in ordered for name in node.input}
    _replace(graph.node, ordered)
    _replace(graph.initializer, [tensor for tensor in graph.initializer if tensor.name in used])
    del graph.value_info[:]


def keep_plain_opset(model: onnx.ModelProto) -> None:
    """Forget operator sets that a converter listed and nothing uses."""
    _replace(model.opset_import, [each for each in model.opset_import if each.domain == ""])


def finish(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model, checked, without what says when and by what it was made."""
    model.producer_name, model.producer_version, model.doc_string = "", "", ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model, full_check=True)
    return model


def _widen(tensor: TensorProto) -> None:
    if tensor.data_type == TensorProto.FLOAT16:
        wide = numpy_helper.to_array(tensor).astype(np.float32)
        tensor.CopyFrom(numpy_helper.from_array(wide, tensor.name))


def _replace(field: Any, items: Iterable[Any]) -> None:
    # What a repeated field holds dies with it, hence the copies.
    copies = [deepcopy(item) for item in items]
    del field[:]
    field.extend(copies)
