"""waifu2x's network for photos (UpConv 7): twice as large, with or without cleaning up after JPEG.

It pads nothing: what comes out is twice the size of what went in, less 7 pixels on each side.
"""

from collections.abc import Mapping

import onnx

from convert import graph, ncnn, weights


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from a `.param` and a `.bin` file, whose half-float weights stay as they are."""
    files = {name.rpartition(".")[2]: data for name, data in originals.items()}
    model = ncnn.convert(files["param"], files["bin"], opset=15)
    weights.to_half(model)
    return graph.finish(model)
