"""A person's own model: taken when file, manifest and task belong together, else refused with the reason."""

import asyncio
import json
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto

from fotofun.errors import FotoFunError, InvalidManifest
from fotofun.inference import onnx_file
from fotofun.inference.library import Library
from fotofun.inference.manifest import Manifest
from fotofun.inference.placement import Capabilities, Settings, choose
from fotofun.protocol import CheckedModel
from fotofun.session import Session
from fotofun_build import models
from tests.inference.own_model import manifest, network

FILE = network()


@pytest.fixture
def library(manifests: dict[str, Manifest]) -> Library:
    built = [each for each in manifests.values() if not each.on_demand]
    return Library(built, [manifests["midas_small"]])


def check(library: Library, file: bytes, text: str) -> CheckedModel:
    session = Session(lambda *_: None, library=library)
    asked = session.request(1, "check_model", {"manifest": text}, [np.frombuffer(file, np.uint8)])
    result: CheckedModel = asyncio.run(asked)[0]  # type: ignore[assignment]
    return result


def test_one_that_fits_is_taken_and_comes_before_those_of_the_build(library: Library) -> None:
    taken = check(library, FILE, manifest(FILE))
    assert taken["model"]["file"]["title"] == "Bright things" and taken["model"]["origin"] == "own"
    library.add(json.loads(taken["manifest"]))
    device = Capabilities("web", ("wasm",), threads=2)
    placed = choose("remove_background", (10, 10), device, Settings(), library.usable())
    assert placed.model.id == "bright_things"
    assert [each["origin"] for each in library.infos() if each["file"]["id"] == "bright_things"] == ["own"]
    library.remove("bright_things")
    placed = choose("remove_background", (10, 10), device, Settings(), library.usable())
    assert placed.model.id == "isnet_general"


@pytest.mark.parametrize(
    ("file", "changes", "reason"),
    [
        (FILE, {"sha256": "0" * 64}, r"of another file: sha256 00000000"),
        (FILE, {"sha256": "xyz"}, r"is not 64 hexadecimal digits"),
        (FILE, {"bytes": 7}, r"says 7 bytes, and the file has"),
        (FILE, {"opset": 12}, r"says opset 12, and the file's is 17"),
        (FILE, {"id": "u2netp"}, r"a model named u2netp already"),
        (FILE, {"id": "Not a name"}, r"may only have small letters"),
        (FILE, {"task": "paint_a_fresco"}, r"cannot do 'paint_a_fresco'"),
        (FILE, {"task": "select_object"}, r"cannot do 'select_object'"),
        (FILE, {"task": "detect_objects"}, r"needs a detector"),
        (FILE, {"task": "upscale"}, r"no role ''"),
        (FILE, {"task": "denoise"}, r"works piece by piece"),
        (FILE, {"input": "image"}, r"no input named 'image'"),
        (FILE, {"channels": 3}, r"needs one output, a map of one channel"),
        (FILE, {"spdx": "CC-BY-NC-4.0"}, r"may not be used commercially"),
        (network(element=TensorProto.DOUBLE), {}, r"'picture' is float64, and must be float32"),
        (b"GIF89a, and no network", {}, r"is no ONNX model"),
        (FILE[: len(FILE) // 2], {}, r"is no ONNX model"),
        (b"", {}, r"is no ONNX model"),
    ],
)
def test_one_that_does_not_fit_is_refused_with_the_reason(
    library: Library, file: bytes, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(InvalidManifest, match=reason) as refused:
        check(library, file, manifest(file, **changes))
    assert refused.value.kept


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", r"does not know this ONNX file"),
        ("this is no toml", r"is no TOML file"),
        (manifest(FILE).replace("quality", "goodness"), r"unknown key: goodness"),
        (manifest(FILE).replace("layout", "#"), r"lacks layout"),
    ],
)
def test_a_manifest_with_an_error_says_which(library: Library, text: str, reason: str) -> None:
    with pytest.raises(InvalidManifest, match=reason):
        check(library, FILE, text)


def test_one_for_other_than_commercial_work_needs_leave(library: Library) -> None:
    session = Session(lambda *_: None, library=library)
    asyncio.run(session.request(1, "settings", {"noncommercial": True}))
    assert check(library, FILE, manifest(FILE, spdx="CC-BY-NC-4.0"))["model"]["noncommercial"]


def test_the_file_of_a_known_model_needs_no_manifest(library: Library) -> None:
    known = Manifest.from_dict(json.loads(check(library, FILE, manifest(FILE))["manifest"]))
    assert check(Library((), [known]), FILE, "")["model"]["file"]["id"] == "bright_things"
    with pytest.raises(InvalidManifest, match="is here already"):
        check(Library([known]), FILE, "")


def test_an_index_brings_own_models_and_leaves_out_what_is_wrong() -> None:
    good = json.loads(check(Library(), FILE, manifest(FILE))["manifest"])
    library = Library.from_index({"models": [], "own": [{"id": "old"}, good]})
    assert [each.id for each in library.usable()] == ["bright_things"]


@pytest.mark.parametrize("name", [each.id for each in models.list_models() if not each.on_demand])
def test_every_file_of_the_build_says_what_its_manifest_says(
    name: str, manifests: dict[str, Manifest]
) -> None:
    model = manifests[name]
    file = onnx_file.read(memoryview(models.model_file(model).read_bytes()))
    assert file.opset == model.opset
    assert set(file.inputs) == {each.name for each in model.input} | {
        each.name for each in model.input_tensor
    }
    assert set(file.outputs) >= {each.name for each in model.output} | {
        each.name for each in model.output_tensor
    }
    assert {port.dtype for port in (*file.inputs.values(), *file.outputs.values())} == {"float32"}


def test_bytes_that_are_no_model_never_raise_another_error() -> None:
    rng = np.random.default_rng(1)
    for _ in range(300):
        broken = bytearray(FILE)
        broken[int(rng.integers(len(broken)))] = int(rng.integers(256))
        for data in (bytes(broken), bytes(broken[: int(rng.integers(len(broken)))])):
            try:
                onnx_file.read(memoryview(data))
            except FotoFunError:
                continue
