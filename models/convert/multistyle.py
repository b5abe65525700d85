"""A picture in one of 26 styles or between them (Dumoulin et al. 2017, "A learned representation for artistic
style"); Magenta's network of varied styles.
"""

from collections.abc import Mapping

import onnx

from convert import graph, weights


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `multistyle26.onnx`, with weights in half precision."""
    model = onnx.load_model_from_string(originals["multistyle26.onnx"])
    graph.rename(model.graph, {"image": "input", "style_weights": "weights", "stylized": "output"})
    graph.declare(model.graph.input[0], [1, 3, "H", "W"])
    graph.declare(model.graph.output[0], [1, 3, "h", "w"])
    graph.share_constants(model.graph)
    graph.prune(model.graph)
    weights.to_half(model)
    return graph.finish(model)
