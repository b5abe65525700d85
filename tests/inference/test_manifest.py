"""Manifests: what is written is read, what is wrong is refused in words."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fotofun.errors import InvalidManifest
from fotofun.inference.manifest import Manifest, read_index
from fotofun_build import models, paths
from fotofun_build.errors import BuildError

Table = dict[str, Any]


def test_every_quality_of_background_removal_has_a_model(manifests: dict[str, Manifest]) -> None:
    found = [each.quality for each in manifests.values() if each.task == "remove_background"]
    assert sorted(found) == ["best", "fast", "preview"]


def test_a_manifest_survives_the_index(manifests: dict[str, Manifest], tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text(
        json.dumps({"models": [each.to_dict() for each in manifests.values()]}), encoding="utf-8"
    )
    assert read_index(tmp_path) == list(manifests.values())


def test_the_file_name_changes_with_the_content(manifests: dict[str, Manifest]) -> None:
    manifest = manifests["u2netp"]
    assert manifest.file == f"u2netp-{manifest.sha256[:12]}.onnx"
    assert manifest.model_file()["file"] == manifest.file


def _set(*path: str | int, value: object) -> Callable[[Table], None]:
    def change(table: Any) -> None:
        for step in path[:-1]:
            table = table[step]
        table[path[-1]] = value

    return change


def _without_conversion(table: Table) -> None:
    del table["convert"]
    table["original"] *= 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_set("licens", value={}), "The model u2netp has an unknown key: licens."),
        (_set("input", 0, "shape", value=[1]), "The model u2netp, input has an unknown key: shape."),
        (lambda table: table.pop("licence"), "The model u2netp lacks licence."),
        (_set("bytes", value="many"), "bytes is 'many', and must be a whole number."),
        (_set("bytes", value=True), "bytes is True, and must be a whole number."),
        (_set("providers", value=["cuda"]), "providers is 'cuda'."),
        (_set("input", 0, "size", value=[320]), "size has 1 values, and needs 2."),
        (_set("input", 0, "divide_by", value="most"), "is 'most', and must be a number or 'maximum'."),
        (_set("input", 0, "mean", value=0.5), "mean is 0.5, and must be a list."),
        (_set("seconds", value={"wasm": "long"}), "seconds is 'long', and must be a number."),
        (_set("id", value="../evil"), "may only have small letters, digits and underscores."),
        (_set("sha256", value="0" * 63), "is not 64 hexadecimal digits."),
        (_without_conversion, "without a conversion there must be exactly one original."),
        (
            _set("original", 0, "source", 0, value={"package": "npm:x@1"}),
            "either a url, or a package and a path.",
        ),
    ],
)
def test_what_is_wrong_is_refused_in_words(
    manifests: dict[str, Manifest], change: Callable[[Table], None], words: str
) -> None:
    table = json.loads(json.dumps(manifests["u2netp"].to_dict()))
    change(table)
    with pytest.raises(InvalidManifest) as caught:
        Manifest.from_dict(table)
    assert words in str(caught.value)


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(InvalidManifest, match="must be a table"):
        Manifest.from_dict([])  # type: ignore[arg-type]


def test_the_build_says_which_file_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = tmp_path / "models" / "upscale"
    task.mkdir(parents=True)
    (task / "net.toml").write_text('id = "net"\ncolour = "red"\n', encoding="utf-8")
    monkeypatch.setattr(models, "MODELS", tmp_path / "models")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    with pytest.raises(
        BuildError, match=r"models/upscale/net\.toml: The model net has an unknown key: colour"
    ):
        models.list_models()
