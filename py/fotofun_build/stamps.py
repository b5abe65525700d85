"""Whether something was already made from these very inputs; standard library only."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from fotofun_build import paths


def digest(inputs: Iterable[Path | str]) -> str:
    """One sha256 over words and over files; a folder stands for every file in it, by name and content."""
    total = hashlib.sha256()
    for item in inputs:
        if isinstance(item, str):
            total.update(item.encode() + b"\0")
            continue
        for file in files_of(item):
            total.update(file.relative_to(item.parent).as_posix().encode() + b"\0")
            with file.open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()


def files_of(path: Path) -> list[Path]:
    """The files under `path` in a fixed order, without what Python, editors and the generators leave."""
    if path.is_file():
        return [path]
    ignored = {"__pycache__", "node_modules", ".git"}
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and not ignored.intersection(file.relative_to(path).parts)
    )


def is_fresh(name: str, inputs: str) -> bool:
    """Whether the stamp `name` was written for `inputs`."""
    stamp = paths.STAMPS / name
    return stamp.exists() and stamp.read_text() == inputs


def write(name: str, inputs: str) -> None:
    """Remember that `name` was made from `inputs`."""
    paths.STAMPS.mkdir(parents=True, exist_ok=True)
    (paths.STAMPS / name).write_text(inputs)
