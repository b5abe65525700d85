"""CenterFace (Xu et al. 2019, "CenterFace: Joint Face Detection and Alignment Using Face as Point").

The published graph knows one size and lists its weights as inputs. This one takes any size that is a multiple
of 32 and stores its kernels as int8.
"""

from collections.abc import Mapping

import onnx
from onnx import version_converter

from convert import graph, weights

# The exporter numbered its tensors.
_NAMES = {"input.1": "input", "537": "centres", "538": "sizes", "539": "offsets", "540": "points"}


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `centerface.onnx`."""
    model = onnx.load_model_from_string(originals["centerface.onnx"])
    stored = {tensor.name for tensor in model.graph.initializer}
    inputs = [value for value in model.graph.input if value.name not in stored]
    del model.graph.input[:]
    model.graph.input.extend(inputs)
    graph.rename(model.graph, _NAMES)
    graph.name_axes(model.graph)
    graph.prune(model.graph)
    # The output's axes are a quarter of the input's, so they have names of their own.
    for value in model.graph.output:
        axes = value.type.tensor_type.shape.dim
        axes[2].dim_param, axes[3].dim_param = "h", "w"
    model = version_converter.convert_version(model, 13)
    weights.to_int8(model)
    return graph.finish(model)
