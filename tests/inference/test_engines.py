"""What computes on CPython: the choice, and a device that answers wrongly."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fotofun.inference import canary
from fotofun.inference.backends.engines import ENGINES, PROVIDERS, Wish, choose_engines, wish_of
from fotofun.inference.backends.native import NativeBackend
from fotofun.inference.manifest import Engine, Manifest

EVERY = tuple(PROVIDERS.values())
PROCESSOR = ("CPUExecutionProvider",)


@pytest.mark.parametrize(
    ("wish", "installed", "model", "engines"),
    [
        ("auto", EVERY, "u2netp", ENGINES),
        ("auto", PROCESSOR, "u2netp", ("cpu",)),
        ("auto", EVERY[::-1], "centerface", ("cuda", "directml", "coreml", "openvino", "cpu")),
        ("cpu", EVERY, "u2netp", ("cpu",)),
        ("openvino", EVERY, "u2netp", ("openvino", "cpu")),
        ("tensorrt", EVERY, "u2netp", ("tensorrt", "cpu")),
    ],
)
def test_engines_are_tried_in_order_and_the_processor_last(
    manifests: dict[str, Manifest],
    wish: Wish,
    installed: tuple[str, ...],
    model: str,
    engines: tuple[Engine, ...],
) -> None:
    choice = choose_engines(wish, installed, manifests[model])
    assert choice.engines == engines
    assert not choice.reason


@pytest.mark.parametrize(
    ("wish", "installed", "model", "reason"),
    [
        ("cuda", PROCESSOR, "u2netp", "has no cuda"),
        ("tensorrt", EVERY, "centerface", "one size"),
        ("tensorrt", EVERY, "waifu2x_photo", "one size"),
    ],
)
def test_why_the_processor_is_taken_is_said(
    manifests: dict[str, Manifest], wish: Wish, installed: tuple[str, ...], model: str, reason: str
) -> None:
    choice = choose_engines(wish, installed, manifests[model])
    assert choice.engines == ("cpu",)
    assert reason in choice.reason


def test_a_model_without_a_canary_stays_on_the_processor(manifests: dict[str, Manifest]) -> None:
    choice = choose_engines("auto", EVERY, replace(manifests["u2netp"], canary=()))
    assert choice.engines == ("cpu",) and "canary" in choice.reason


def test_a_setting_is_read_as_people_write_it() -> None:
    assert wish_of("") == "auto" and wish_of(" OpenVINO ") == "openvino"
    with pytest.raises(ValueError, match="is not one of auto, tensorrt"):
        wish_of("vulkan")


def test_an_answer_is_right_but_for_rounding(native: NativeBackend, manifests: dict[str, Manifest]) -> None:
    model = manifests["blazeface"]
    ran = asyncio.run(native.infer(model, "cpu", canary.question(model), lambda stage: None))
    assert canary.is_right(ran.outputs, model)
    rounded = {name: tensor * np.float32(1.001) for name, tensor in ran.outputs.items()}
    assert canary.is_right(rounded, model)
    assert not canary.is_right({**ran.outputs, "scores": ran.outputs["scores"] * 1.1}, model)
    assert not canary.is_right({**ran.outputs, "boxes": ran.outputs["boxes"] * np.nan}, model)


@pytest.mark.parametrize(
    ("states", "engine", "told"),
    [("the truth", "openvino", []), ("nonsense", "cpu", [("openvino", "canary wrongly")])],
)
def test_a_device_is_trusted_after_its_canary_only(
    folder: Path,
    manifests: dict[str, Manifest],
    monkeypatch: pytest.MonkeyPatch,
    states: str,
    engine: Engine,
    told: list[tuple[Engine, str]],
) -> None:
    """The processor under another name, as no other device is here."""
    import onnxruntime

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: list(EVERY[-2:]))
    monkeypatch.setitem(PROVIDERS, "openvino", "CPUExecutionProvider")
    made = onnxruntime.InferenceSession
    monkeypatch.setattr(
        onnxruntime,
        "InferenceSession",
        lambda path, options, providers: made(path, options, providers=["CPUExecutionProvider"]),
    )
    monkeypatch.setattr("fotofun.inference.backends.engines.PROVIDERS", {**PROVIDERS, "openvino": EVERY[-2]})
    model = manifests["selfie"]
    if states == "nonsense":
        model = replace(model, canary=tuple(value + 1 for value in model.canary))
    heard: list[tuple[Engine, str]] = []
    backend = NativeBackend(folder, wish="auto", passed_over=lambda _, each, why: heard.append((each, why)))
    ran = asyncio.run(backend.infer(model, "cpu", canary.question(model), lambda stage: None))
    assert ran.provider == engine
    assert [each for each, _ in heard] == [each for each, _ in told]
    assert all(words in why for (_, words), (_, why) in zip(told, heard, strict=True))


def test_a_device_that_is_not_there_is_passed_over(
    folder: Path, manifests: dict[str, Manifest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """onnxruntime offers what it was built with and takes the processor where the card is missing."""
    import onnxruntime

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider", *PROCESSOR])
    made: Any = onnxruntime.InferenceSession
    monkeypatch.setattr(
        onnxruntime,
        "InferenceSession",
        lambda path, options, providers: made(path, options, providers=list(PROCESSOR)),
    )
    heard: list[tuple[str, Engine, str]] = []
    backend = NativeBackend(folder, wish="auto", passed_over=lambda *words: heard.append(words))
    model = manifests["selfie"]
    ran = asyncio.run(backend.infer(model, "cpu", canary.question(model), lambda stage: None))
    assert ran.provider == "cpu"
    assert heard == [("selfie", "cuda", "It is not on this machine, or a library that it needs is not.")]
