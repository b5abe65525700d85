"""A picture in the style of a hundred numbers, which `style_prediction` finds in another picture.

The published graph knows one size and rounds every activation to 8 bits. This one takes any size that is a
multiple of 4 and rounds none; its weights stay 8 bits.
"""

from collections.abc import Mapping

import onnx

from convert import graph

_NAMES = {
    "content_image": "input",
    "mobilenet_conv/Conv/BiasAdd": "style",
    "transformer/expand/conv3/conv/Sigmoid": "output",
}


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `arbitrary_transform.onnx`."""
    model = onnx.load_model_from_string(originals["arbitrary_transform.onnx"])
    graph.remove_activation_quantization(model.graph)
    graph.rename(model.graph, _NAMES)
    for value in (model.graph.input[0], model.graph.output[0]):
        graph.declare(value, [1, "H", "W", 3])
    graph.prune(model.graph)
    graph.keep_plain_opset(model)
    return graph.finish(model)
