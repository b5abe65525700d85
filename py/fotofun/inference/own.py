"""A person's own model: an ONNX file and its manifest, checked against each other before anything runs."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fotofun.errors import InvalidManifest
from fotofun.inference.manifest import Manifest
from fotofun.inference.onnx_file import OnnxFile, Port, read

_KEPT = "Nothing was added."


@dataclass(frozen=True)
class _Needs:
    """What a task takes: the picture's channels out (0: none), tensors by role, and whether it tiles."""

    channels: int = 0
    roles: tuple[str, ...] = ()
    tiles: bool = False
    scale: int = 1
    network_roles: tuple[str, ...] = ("",)


_FACES = {"anchors": ("scores", "boxes"), "centres": ("centres", "sizes", "offsets", "points")}

_TASKS = {
    "remove_background": _Needs(channels=1),
    "estimate_depth": _Needs(channels=1),
    "detect_objects": _Needs(roles=("scores", "boxes")),
    "detect_faces": _Needs(),
    "denoise": _Needs(channels=3, tiles=True),
    "deblur": _Needs(channels=3, tiles=True),
    "upscale": _Needs(channels=3, tiles=True, scale=2, network_roles=("plain", "clean0", "clean2", "clean3")),
}
"""The tasks that one network does; networks that must fit each other cannot be added one by one."""


def checked(text: str, data: memoryview, known: Sequence[Manifest]) -> Manifest:
    """The manifest of an ONNX file, `data`; InvalidManifest, with the reason, if they do not fit each other.

    `text` is the manifest as TOML. Without one the file must be that of a manifest that is `known` already.
    """
    digest = sha256(data).hexdigest()
    if not text:
        for manifest in known:
            if manifest.sha256 == digest:
                return manifest
        raise _refused(
            "FotoFun does not know this ONNX file.",
            "Choose its manifest, a .toml file, together with it; models/README.md says how to write one.",
        )
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refused(f"The manifest is no TOML file ({error}).") from None
    manifest = Manifest.from_dict(completed(table))
    if manifest.sha256 != digest:
        raise _refused(
            f"The manifest is of another file: sha256 {manifest.sha256[:8]}…, the file's {digest[:8]}….",
            "Take the manifest that came with the file, or correct its sha256.",
        )
    if manifest.bytes != len(data):
        raise _refused(f"The manifest says {manifest.bytes} bytes, and the file has {len(data)}.")
    if any(each.id == manifest.id and each.sha256 != digest for each in known):
        raise _refused(
            f"There is a model named {manifest.id} already.", "Give it another id in the manifest."
        )
    _fit_task(manifest)
    _fit_file(manifest, read(data))
    return manifest


def completed(table: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest's table with what only models of the build have to say."""
    whole = {"measured": "Not measured.", "provenance": "Added on this device.", "seconds": {}, **table}
    if "original" not in whole:
        whole["original"] = [
            {
                "name": f"{whole.get('id')}.onnx",
                "sha256": whole.get("sha256"),
                "bytes": whole.get("bytes"),
                "source": [],
            }
        ]
    return whole


def _fit_task(manifest: Manifest) -> None:
    """InvalidManifest unless the task can work with these tensors."""
    task, needs = manifest.task, _TASKS.get(manifest.task)
    if needs is None:
        raise _refused(f"Own models cannot do {task!r}.", f"They can do {', '.join(sorted(_TASKS))}.")
    if manifest.role not in needs.network_roles:
        raise _refused(f"{task} has no role {manifest.role!r}.", f"It has {', '.join(needs.network_roles)}.")
    if len(manifest.input) != 1 or manifest.input_tensor:
        raise _refused(f"{task} needs one input, a picture.")
    if (manifest.input[0].fit == "tile") != needs.tiles or (manifest.tile is not None) != needs.tiles:
        raise _refused(f"{task} works {'piece by piece' if needs.tiles else 'on the whole picture'}.")
    if manifest.tile and manifest.tile.scale != needs.scale:
        raise _refused(f"{task} needs a scale of {needs.scale}, and the model's is {manifest.tile.scale}.")
    if needs.channels and [each.channels for each in manifest.output] != [needs.channels]:
        raise _refused(
            f"{task} needs one output, "
            f"{'a map of one channel' if needs.channels == 1 else 'a picture of three channels'}."
        )
    roles = needs.roles
    if task in ("detect_objects", "detect_faces"):
        scheme = manifest.detector.scheme if manifest.detector else ""
        roles = _FACES.get(scheme, ()) if task == "detect_faces" else needs.roles
        if not roles or (task == "detect_objects" and scheme != "boxes"):
            raise _refused(f"{task} needs a detector, of a scheme that it knows.")
    if missing := sorted(set(roles) - {each.role for each in manifest.output_tensor}):
        raise _refused(f"{task} needs outputs for {', '.join(missing)}.")
    if not {"webgpu", "wasm", "cpu"} & set(manifest.providers):
        raise _refused("The model runs on no processor of this device.", 'Name "wasm" under providers.')


def _fit_file(manifest: Manifest, file: OnnxFile) -> None:
    """InvalidManifest unless the file has the opset and the tensors that the manifest says."""
    if manifest.opset != file.opset:
        raise _refused(f"The manifest says opset {manifest.opset}, and the file's is {file.opset}.")
    [image] = manifest.input
    height, width = image.size[::-1]
    sides: tuple[int | str, ...] = (height, width) if image.fit not in ("free", "tile") else ("?", "?")
    shape = (1, 3, *sides) if image.layout == "NCHW" else (1, *sides, 3)
    _fit("input", image.name, shape, file.inputs)
    if extra := sorted(set(file.inputs) - {image.name}):
        raise _refused(f"The file has inputs that the manifest does not name: {', '.join(extra)}.")
    for output in manifest.output:
        layouts = {
            "NCHW": (1, output.channels, "?", "?"),
            "NHWC": (1, "?", "?", output.channels),
            "NHW": (1, "?", "?"),
        }
        _fit("output", output.name, layouts[output.layout], file.outputs)
    for tensor in manifest.output_tensor:
        _fit("output", tensor.name, tensor.shape, file.outputs)


def _fit(kind: str, name: str, shape: Sequence[int | str], ports: Mapping[str, Port]) -> None:
    port = ports.get(name)
    if port is None:
        raise _refused(
            f"The file has no {kind} named {name!r}.", f"It has {', '.join(sorted(ports)) or 'none'}."
        )
    if port.dtype != "float32":
        raise _refused(f"The {kind} {name!r} is {port.dtype}, and must be float32.")
    if port.shape is None:
        return
    fits = len(port.shape) == len(shape) and all(
        one == other or isinstance(one, str) or isinstance(other, str)
        for one, other in zip(port.shape, shape, strict=True)
    )
    if not fits:
        raise _refused(f"The {kind} {name!r} is {_axes(port.shape)}, and the manifest says {_axes(shape)}.")


def _axes(shape: Sequence[int | str]) -> str:
    return " x ".join(map(str, shape)) or "a single number"


def _refused(what: str, advice: str = "") -> InvalidManifest:
    return InvalidManifest(what, kept=_KEPT, advice=advice)
