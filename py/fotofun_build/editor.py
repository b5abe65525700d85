"""The whole editor, built into `dist/`: a folder that any static host can serve under any path."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from fotofun_build import (
    atomic,
    compress,
    generated,
    inference_files,
    models,
    node,
    page,
    paths,
    pins,
    runtime_image,
    stamps,
    wheel,
)
from fotofun_build.progress import Step

_HERE = Path(__file__).parent


def build() -> str:
    """Bring `dist/` up to date, doing only what has changed; the version of what it now holds."""
    node.install_packages()
    paths.DIST.mkdir(exist_ok=True)
    paths.STAMPS.mkdir(parents=True, exist_ok=True)
    with FileLock(paths.STAMPS / "build.lock"):
        generated.write_protocol()
        engine = _hashed_folder("engine", _engine_inputs(), _assemble_engine)
        inference = _hashed_folder("inference", inference_files.inputs(), inference_files.assemble)
        models.build(paths.DIST / "models")
        version = _version(engine, inference)
        if not stamps.is_fresh("editor", version) or not (paths.DIST / "index.html").exists():
            _build_page(version, engine, inference)
            stamps.write("editor", version)
    return version


def _version(engine: Path, inference: Path) -> str:
    """Twelve digits that stand for everything in `dist/`, by what it is made from."""
    parts: list[Path | str] = [engine.name, inference.name, paths.DIST / "models" / "index.json"]
    parts += [path for path in sorted(paths.WEB.iterdir()) if path.name not in ("node_modules", "generated")]
    parts += [paths.STATIC, *sorted(_HERE.glob("*.py"))]
    return stamps.digest(parts)[:12]


def _engine_inputs() -> str:
    return stamps.digest([wheel.inputs(), runtime_image.inputs(), _HERE / "pins.toml"])


def _assemble_engine(target: Path) -> None:
    wheels = [pins.fetch(pin) for pin in pins.load()]
    runtime_image.assemble(target, wheels, wheel.build(paths.STAMPS / "wheel"))


def _hashed_folder(kind: str, inputs: str, assemble: Callable[[Path], None]) -> Path:
    """`dist/<kind>/<hash of inputs>/`, assembled unless it is there; it appears whole or not at all."""
    target = paths.DIST / kind / inputs[:16]
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".assemble-", dir=target.parent) as temporary:
        assembled = Path(temporary) / kind
        assembled.mkdir()
        assemble(assembled)
        assembled.replace(target)
    return target


def _build_page(version: str, engine: Path, inference: Path) -> None:
    generated.write_build_info(version, engine.name, inference.name)
    with Step("Page"):
        files = page.bundle()
        for source in stamps.files_of(paths.STATIC):
            files[source.relative_to(paths.STATIC).as_posix()] = source
        # The entry page last: what it names must be there first.
        for name in sorted(files, key=lambda name: name == "index.html"):
            atomic.place(files[name], paths.DIST / name)
        (paths.DIST / "version.json").write_text(json.dumps({"version": version}) + "\n")
        _sweep({*files, "version.json", "service-worker.js"}, {engine, inference, paths.DIST / "models"})
        atomic.place(page.bundle_service_worker(version), paths.DIST / "service-worker.js")
    compress.compress_tree(paths.DIST)


def _sweep(files: set[str], folders: set[Path]) -> None:
    """Remove what an earlier build left in `dist/`."""
    for path in sorted(paths.DIST.rglob("*"), reverse=True):
        if any(folder == path or folder in path.parents for folder in folders):
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
            continue
        name = path.relative_to(paths.DIST).as_posix()
        original = name.removesuffix(path.suffix) if path.suffix in compress.ENCODINGS else name
        if original not in files:
            path.unlink()
