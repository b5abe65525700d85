"""MediaPipe's selfie segmentation: people in front of a camera, in milliseconds."""

from collections.abc import Mapping

import onnx

from convert import graph, tfjs, weights


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `selfie.json` and `selfie.bin`, whose half-float weights stay as they are."""
    model = tfjs.convert(originals["selfie.json"], originals["selfie.bin"], opset=13)
    weights.to_half(model)
    return graph.finish(model)
