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

Provider = Literal["webgpu", "wasm", "cpu"]
"""What computes: the browser's graphics card or processor, or CPython's processor."""

Engine = Literal["tensorrt", "cuda", "directml", "coreml", "openvino", "cpu"]
"""What computes on CPython, in order of preference: an execution provider of onnxruntime."""

Quality = Literal["best", "fast", "preview"]


@dataclass(frozen=True)
class Licence:
    """The weights' licence by its SPDX identifier, and where it can be read."""

    spdx: str
    link: str

    @property
    def is_noncommercial(self) -> bool:
        """Whether the identifier says that commercial use is not allowed, as that of CC-BY-NC-4.0 does."""
        return re.search(r"(^|[-_.])NC([-_.]|$)|non-?commercial|research", self.spdx, re.I) is not None


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

    A channel's value x (0..255) becomes (x / divide_by - mean) / std. `divide_by = "maximum"`: by the
    picture's largest value. How the picture gets its size, `size` being [width, height]:

    - `stretch`: resized to `size` without regard to its proportions;
    - `letterbox`: in proportion, in the middle of `size`; around it the tensor is `pad`;
    - `corner`: in proportion, at the top left of `size`, the rest `pad`;
    - `cover`: in proportion, the middle of it that fills `size`;
    - `free`: in proportion, within `size`, each side a multiple of `multiple` and at least `least`;
    - `tile`: as it is, piece by piece, as the manifest's `tile` says; `size` is a piece's.
    """

    name: str
    layout: Literal["NCHW", "NHWC"]
    dtype: Literal["float32"]
    size: tuple[int, int]
    resample: Literal["bilinear", "lanczos"]
    divide_by: float | Literal["maximum"]
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    fit: Literal["stretch", "letterbox", "corner", "cover", "free", "tile"] = "stretch"
    pad: float = 0.0
    multiple: int = 1
    least: int = 1


@dataclass(frozen=True)
class MapOutput:
    """A map of one channel, or a picture of three (RGB), as a tensor, nominally `range` [low, high].

    With `stretch`, its least value means `low` and its largest `high`, whatever they are.
    """

    name: str
    layout: Literal["NCHW", "NHWC", "NHW"]
    dtype: Literal["float32"]
    range: tuple[float, float]
    stretch: bool = False
    channels: Literal[1, 3] = 1


@dataclass(frozen=True)
class TensorSpec:
    """A tensor that is neither picture nor map; `role` is what the task knows it by.

    An axis is a number, or a name where it is free.
    """

    name: str
    role: str
    dtype: Literal["float32"]
    shape: tuple[int | str, ...]


@dataclass(frozen=True)
class Tile:
    """How a picture is taken piece by piece: a piece has `halo` pixels on each side that only inform.

    What comes out is the piece without its halo, `scale` times as large.
    """

    halo: int
    scale: int


@dataclass(frozen=True)
class Detector:
    """How a network says what it found, and what counts.

    `boxes`: a score for each box and label. `anchors`: a score and a box for each cell of a square grid.
    `centres`: a map of centres, and what is at each. Found is what scores above `score`; of boxes of one
    label that overlap by more than `overlap` (intersection over union), the best. `labels` in the order of
    the scores; those without a name are never found.
    """

    scheme: Literal["boxes", "anchors", "centres"]
    score: float
    overlap: float
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Batch:
    """Where the service runs several requests together: on `engines`, up to `size` of one shape.

    The first waits at most `wait_ms` milliseconds for others. The first axis of all tensors must be free.
    """

    size: int
    wait_ms: float
    engines: tuple[Engine, ...]

    def __post_init__(self) -> None:
        if self.size < 2 or not 0 <= self.wait_ms <= 1000 or not self.engines:
            raise ValueError("a batch has a size of at least 2, at most a second to wait, and engines.")


@dataclass(frozen=True)
class Manifest:
    """One model.

    `sha256` and `bytes` are those of the ONNX file that runs, made from `original` by the conversion
    `convert`; without one, the only original is that file. `providers` are in order of preference, those
    only that passed; `seconds` says how long one run took on each where measured (two threads), `memory` how
    many megabytes it took at most on a processor, besides the picture. `measured` says how good it
    is. `role` tells a task's networks apart where it needs several. One that is `on_demand` is large, and
    only made by `build.py models`. `canary`: what it must answer to the canary's input, see
    `models/README.md`.
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
    original: tuple[Original, ...]
    input: tuple[ImageInput, ...] = ()
    output: tuple[MapOutput, ...] = ()
    input_tensor: tuple[TensorSpec, ...] = ()
    output_tensor: tuple[TensorSpec, ...] = ()
    memory: int = 0
    convert: str = ""
    role: str = ""
    on_demand: bool = False
    canary: tuple[float, ...] = ()
    tile: Tile | None = None
    detector: Detector | None = None
    batch: Batch | None = None
    styles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.id):
            raise ValueError(f"id {self.id!r} may only have small letters, digits and underscores.")
        for digest in (self.sha256, *(each.sha256 for each in self.original)):
            if not re.fullmatch(r"[0-9a-f]{64}", digest):
                raise ValueError(f"sha256 {digest!r} is not 64 hexadecimal digits.")
        if not (self.input or self.input_tensor) or not (self.output or self.output_tensor):
            raise ValueError("it has no input or no output.")
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

    def tensor_name(self, role: str) -> str:
        """The name of the output tensor with that role; KeyError if there is none."""
        return {spec.role: spec.name for spec in self.output_tensor}[role]

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
