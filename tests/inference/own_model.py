"""A tiny network of one's own: what is bright is the subject."""

from hashlib import sha256
from typing import Any

import onnx
from onnx import TensorProto, helper

MANIFEST = """
id = "{id}"
task = "{task}"
title = "Bright things"
quality = "best"
summary = "What is bright."
sha256 = "{sha256}"
bytes = {bytes}
opset = {opset}
providers = ["wasm", "cpu"]

[licence]
spdx = "{spdx}"
link = "https://example.org/licence"

[[input]]
name = "{input}"
layout = "NCHW"
dtype = "float32"
size = [32, 32]
resample = "bilinear"
divide_by = 255
mean = [0, 0, 0]
std = [1, 1, 1]

[[output]]
name = "matte"
layout = "NCHW"
dtype = "float32"
range = [0, 1]
channels = {channels}
"""


def network(opset: int = 17, element: int = TensorProto.FLOAT) -> bytes:
    """The mean of the three channels, as a map of one."""
    picture = helper.make_tensor_value_info("picture", element, [1, 3, 32, 32])
    matte = helper.make_tensor_value_info("matte", element, [1, 1, 32, 32])
    node = helper.make_node("ReduceMean", ["picture"], ["matte"], axes=[1], keepdims=1)
    graph = helper.make_graph([node], "bright", [picture], [matte])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def manifest(file: bytes, **changes: Any) -> str:
    """The network's manifest as TOML, with some things said otherwise."""
    said = {
        "id": "bright_things",
        "task": "remove_background",
        "sha256": sha256(file).hexdigest(),
        "bytes": len(file),
        "opset": 17,
        "spdx": "MIT",
        "input": "picture",
        "channels": 1,
    }
    return MANIFEST.format(**(said | changes))
