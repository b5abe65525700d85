"""MediaPipe's BlazeFace, full range: faces up to five metres away, in milliseconds."""

from collections.abc import Mapping

import onnx

from convert import graph, tflite, weights

_NAMES = {"reshaped_classifier_face_4": "scores", "reshaped_regressor_face_4": "boxes"}


def convert(originals: Mapping[str, bytes]) -> onnx.ModelProto:
    """The model from `face_detection_full_range.tflite`, whose half-float weights stay as they are."""
    model = tflite.convert(originals["face_detection_full_range.tflite"], opset=13)
    graph.rename(model.graph, _NAMES)
    graph.prune(model.graph)
    weights.to_half(model)
    return graph.finish(model)
