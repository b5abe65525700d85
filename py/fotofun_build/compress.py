"""Brotli and gzip siblings of what compresses, so that the service never compresses while serving."""

import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from fotofun_build import atomic, sources
from fotofun_build.progress import Step

SUFFIXES = {
    ".css",
    ".html",
    ".js",
    ".json",
    ".mjs",
    ".svg",
    ".txt",
    ".wasm",
    ".webmanifest",
    ".bin",
    ".so",
    ".tar",
}
_SMALLEST = 1000
# Above this length the last two percent would cost a minute.
_LARGE = 2_000_000
ENCODINGS = (".br", ".gz")


def compressible(file: Path) -> bool:
    """Whether a file gets siblings: text, machine code or plain data of a kilobyte or more."""
    return file.suffix in SUFFIXES and file.stat().st_size >= _SMALLEST


def is_sibling(file: Path) -> bool:
    """Whether `file` is the compressed sibling of another."""
    return file.suffix in ENCODINGS and file.with_suffix("").exists()


def compress_tree(root: Path) -> None:
    """Give every compressible file under `root` up-to-date siblings and remove orphaned ones."""
    files = [file for file in sorted(root.rglob("*")) if file.is_file()]
    for file in files:
        if file.suffix in ENCODINGS and file.with_suffix("").suffix in SUFFIXES and not is_sibling(file):
            file.unlink()
    todo = [file for file in files if file.exists() and compressible(file) and not _is_current(file)]
    if not todo:
        return
    with Step("Compressed copies") as step, ThreadPoolExecutor(2) as pool:
        for done, _ in enumerate(pool.map(_compress, todo), 1):
            step.update(f"{done} of {len(todo)}")


def _is_current(file: Path) -> bool:
    time = file.stat().st_mtime_ns
    siblings = [file.with_name(file.name + encoding) for encoding in ENCODINGS]
    return all(sibling.exists() and sibling.stat().st_mtime_ns >= time for sibling in siblings)


def _compress(file: Path) -> None:
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    large = len(data) > _LARGE
    for encoding in ENCODINGS:
        level = (6 if large else 11) if encoding == ".br" else (6 if large else 9)
        kept = sources.cache_folder() / "compressed" / f"{digest}-{level}{encoding}"
        if not kept.exists():
            packed = (
                brotli.compress(data, quality=level)
                if encoding == ".br"
                else gzip.compress(data, level, mtime=0)
            )
            with atomic.replacing(kept) as temporary:
                temporary.write_bytes(packed)
        atomic.place(kept, file.with_name(file.name + encoding))
