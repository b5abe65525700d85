"""The files of onnxruntime-web that the inference worker loads by address; it lists them itself."""

import json
from pathlib import Path

from fotofun_build import atomic, paths, stamps

_PACKAGE = paths.NODE_MODULES / "onnxruntime-web"
_LIST = paths.WEB / "inference" / "runtime-files.json"


def inputs() -> str:
    """What the folder depends on: the list, and the package's version, which the lock pins."""
    return stamps.digest([_LIST, _PACKAGE / "package.json"])


def assemble(target: Path) -> None:
    """Copy the files into `target`."""
    for name in json.loads(_LIST.read_text(encoding="utf-8")):
        atomic.place(_PACKAGE / "dist" / name, target / name)
