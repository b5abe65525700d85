"""U2-Net small (Qin et al. 2020, "U2-Net: Going Deeper with Nested U-Structure"): the salient object, fast.

The published graph hands out seven maps and computes its sizes in a roundabout way. This one hands out the
fused map only and stores its kernels in half precision: int8 costs this small network too much.
"""

from collections.abc import Mapping

import onnx

from convert import graph, weights


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `u2netp.onnx`."""
    model = onnx.load_model_from_string(originals["u2netp.onnx"])
    # The exporter numbered its tensors.
    graph.rename(model.graph, {"input.1": "input", "1959": "output"})
    graph.keep_outputs(model.graph, ["output"])
    graph.share_constants(model.graph)
    graph.follow_sizes(model.graph)
    graph.name_axes(model.graph)
    graph.prune(model.graph)
    weights.to_half(model)
    return graph.finish(model)
