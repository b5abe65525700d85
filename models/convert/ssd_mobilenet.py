"""SSD with MobileNet v2, 300 x 300, trained on COCO: what is in a picture and where, fast.

The published graph begins with a loop that resizes and ends with one that decodes. This one takes the resized
picture; it hands out the scores and the boxes that the network's six heads stand for, and stores its kernels
as int8.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from convert import graph, tfjs, weights

_INPUT = "Preprocessor/sub:0"
_HEADS = range(6)
_CLASSES = 91
"""Labels 1 to 90 of COCO, after one that stands for nothing."""

_SCALES = (
    "ConstantFolding/Postprocessor/Decode/div_recip",
    "ConstantFolding/Postprocessor/Decode/div_2_recip",
)
"""What the heads' positions and sizes are multiplied with."""


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `model.json` and its shards; `scores` (1, 1917, 90), `boxes` (1, 1917, 4)."""
    shards = [originals[name] for name in sorted(originals) if name != "model.json"]
    heads = {
        kind: [f"BoxPredictor_{head}/{kind}/BiasAdd" for head in _HEADS]
        for kind in ("ClassPredictor", "BoxEncodingPredictor")
    }
    part = tfjs.Part({_INPUT: (1, 300, 300, 3)}, [name for names in heads.values() for name in names])
    model = tfjs.convert(originals["model.json"], *shards, opset=13, part=part)
    constants = tfjs.read_constants(originals["model.json"], *shards)
    tail = _Tail()
    scores = tail.node("Sigmoid", [tail.joined(heads["ClassPredictor"], _CLASSES)])
    tail.node("Slice", [scores, *(tail.integers(each) for each in (1, _CLASSES, 2))], "scores")
    tail.decode(tail.joined(heads["BoxEncodingPredictor"], 4), constants)
    model.graph.node.extend(tail.nodes)
    model.graph.initializer.extend(tail.initializers.values())
    del model.graph.output[:]
    for name, columns in (("scores", _CLASSES - 1), ("boxes", 4)):
        declared = helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1917, columns])
        model.graph.output.append(declared)
    graph.rename(model.graph, {_INPUT: "input"})
    graph.prune(model.graph)
    weights.to_int8(model)
    return graph.finish(model)


class _Tail:
    """The nodes after the heads."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.initializers: dict[str, TensorProto] = {}

    def node(self, kind: str, inputs: list[str], name: str = "", **attributes: Any) -> str:
        name = name or f"tail_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def constant(self, values: NDArray[Any]) -> str:
        name = f"constant_{len(self.initializers)}"
        self.initializers[name] = numpy_helper.from_array(values, name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def joined(self, heads: list[str], columns: int) -> str:
        """All heads as one tensor (1, boxes, columns)."""
        shape = self.integers(1, -1, columns)
        rows = [self.node("Reshape", [f"{head}:0", shape]) for head in heads]
        return self.node("Concat", rows, axis=1)

    def decode(self, encoded: str, constants: Mapping[str, NDArray[Any]]) -> None:
        """Boxes (top, left, bottom, right) of 0..1 from what the heads say of each anchor.

        They give a shift of the middle in anchor sizes and the logarithm of a change of size.
        """
        anchors = constants["Postprocessor/ExpandDims"]
        corner, opposite = anchors[..., :2], anchors[..., 2:]
        size = opposite - corner
        position, logarithm = (constants[name].reshape(1) for name in _SCALES)
        axis = self.integers(2)
        shift = self.node("Slice", [encoded, self.integers(0), axis, axis])
        growth = self.node("Slice", [encoded, axis, self.integers(4), axis])
        moved = self.node("Mul", [shift, self.constant(size * position)])
        middle = self.node("Add", [moved, self.constant(corner + size / 2)])
        factor = self.node("Exp", [self.node("Mul", [growth, self.constant(logarithm)])])
        half = self.node("Mul", [factor, self.constant(size / 2)])
        corners = [self.node(kind, [middle, half]) for kind in ("Sub", "Add")]
        self.node("Concat", corners, "boxes", axis=2)
