"""What computes on CPython: graphics cards and processors by the names people know, the quickest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from fotofun.inference.manifest import Engine, Manifest

Wish = Literal["auto", "tensorrt", "cuda", "directml", "coreml", "openvino", "cpu"]
"""What the setting FOTOFUN_PROVIDER may be."""

ENGINES: tuple[Engine, ...] = get_args(Engine)

PROVIDERS: dict[Engine, str] = {
    "tensorrt": "TensorrtExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "openvino": "OpenVINOExecutionProvider",
    "cpu": "CPUExecutionProvider",
}
"""onnxruntime's names."""


@dataclass(frozen=True)
class Choice:
    """The engines to try for a model in order, the processor last; `reason` is why not those wished for."""

    engines: tuple[Engine, ...]
    reason: str = ""


def wish_of(text: str) -> Wish:
    """The setting as one of its values; ValueError, with what it may be, if it is none."""
    wish = text.strip().lower() or "auto"
    if wish not in get_args(Wish):
        raise ValueError(f"{text!r} is not one of {', '.join(get_args(Wish))}")
    return cast(Wish, wish)


def choose_engines(wish: Wish, installed: Sequence[str], manifest: Manifest) -> Choice:
    """What to try for a model; `installed` are the providers that onnxruntime was built with."""
    if wish == "cpu":
        return Choice(("cpu",))
    here = [each for each in ENGINES if each != "cpu" and PROVIDERS[each] in installed]
    wanted = here if wish == "auto" else [each for each in here if each == wish]
    if wish != "auto" and not wanted:
        return Choice(("cpu",), f"This onnxruntime has no {wish}.")
    if wanted and not manifest.canary:
        return Choice(("cpu",), "The model states no canary to trust another device by.")
    if "tensorrt" in wanted and not _has_one_shape(manifest):
        # It compiles for minutes for each new shape of a picture.
        wanted.remove("tensorrt")
        if not wanted:
            return Choice(("cpu",), "TensorRT is for models whose pictures all have one size.")
    return Choice((*wanted, "cpu"))


def _has_one_shape(manifest: Manifest) -> bool:
    fixed = all(each.fit not in ("free", "tile") for each in manifest.input)
    return fixed and all(isinstance(axis, int) for each in manifest.input_tensor for axis in each.shape)
