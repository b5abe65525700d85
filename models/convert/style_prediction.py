"""What a picture's style is, in a hundred numbers; Magenta's small network.

Ghiasi et al. 2017, "Exploring the structure of a real-time, arbitrary neural artistic stylization network".

The published graph rounds every activation to 8 bits. This one rounds none; its weights stay 8 bits.
"""

from collections.abc import Mapping

import onnx

from convert import graph


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `arbitrary_predict.onnx`."""
    model = onnx.load_model_from_string(originals["arbitrary_predict.onnx"])
    graph.remove_activation_quantization(model.graph)
    graph.rename(model.graph, {"style_image": "input", "mobilenet_conv/Conv/BiasAdd": "style"})
    graph.prune(model.graph)
    graph.keep_plain_opset(model)
    return graph.finish(model)
