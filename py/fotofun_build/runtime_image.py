"""The folder `engine/<hash>/`: Pyodide, its packages, the engine, and a picture of Python's memory.

The browser does not start Python: it loads the memory of one that was started here, with NumPy, Pillow and
the engine already imported. `runtime.json` tells it what lies where; web/engine/boot.ts reads it. The same
inputs give the same bytes.
"""

import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from fotofun_build import node, paths, runtime_image_files, stamps
from fotofun_build.errors import BuildError
from fotofun_build.progress import Step

_HERE = Path(__file__).parent
_PYODIDE = paths.NODE_MODULES / "pyodide"
_RUNTIME_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
_SCRIPTS = tuple(paths.WEB / "engine" / name for name in ("run-in-pyodide.mjs", "make-snapshot.mjs"))
# Packages that are there from the start; every other wheel is only put where Python can fetch it.
_INSTALLED = ("numpy", "pillow")


def inputs() -> str:
    """What the folder depends on besides the wheels: Pyodide's version, and the files that assemble it."""
    assembler = sorted(_HERE.glob("runtime_image*.py"))
    return stamps.digest([*assembler, *_SCRIPTS, _PYODIDE / "package.json"])


def assemble(target: Path, wheels: list[Path], engine_wheel: Path) -> None:
    """Fill `target` with everything that starts Python, from Pyodide's package and verified wheels."""
    with Step("Python for the browser") as step, tempfile.TemporaryDirectory(prefix="fotofun-") as temporary:
        site = Path(temporary) / "site-packages"
        site.mkdir()
        _copy_runtime(target, wheels)
        for wheel in wheels:
            if _project(wheel) in _INSTALLED:
                runtime_image_files.unpack(wheel, site)
            else:
                shutil.copyfile(wheel, target / wheel.name)
        runtime_image_files.unpack(engine_wheel, site)
        step.update("bytecode")
        _run("run-in-pyodide.mjs", target, site, _HERE / "runtime_image_bytecode.py")
        step.update("memory")
        _run("make-snapshot.mjs", target, site, _HERE / "runtime_image_preload.py")
        step.update("files")
        runtime = json.loads((target / "snapshot.json").read_text(encoding="utf-8"))
        (target / "snapshot.json").unlink()
        for library in runtime["snapshot"]["libraries"]:
            _move_library(site / library["path"], target / library["file"])
        _pack(site, target / "site-packages.tar")
        runtime["packages"] = _loaded_packages(target)
        runtime["sizes"] = {name: (target / name).stat().st_size for name in sorted(_downloads(runtime))}
        _write_json(target / "runtime.json", runtime)


def plain_runtime(target: Path, wheels: list[Path], engine_wheel: Path) -> None:
    """Fill `target` with the same Pyodide and the wheels as they come, for the bench to compare with."""
    _copy_runtime(target, wheels)
    for wheel in (*wheels, engine_wheel):
        shutil.copyfile(wheel, target / wheel.name)
    _write_json(target / "plain.json", {"engineWheel": engine_wheel.name})


def _copy_runtime(target: Path, wheels: list[Path]) -> None:
    """Pyodide's own files, and its lock reduced to the packages that are here."""
    for name in _RUNTIME_FILES:
        shutil.copyfile(_PYODIDE / name, target / name)
    lock = json.loads((_PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    names = {wheel.name for wheel in wheels}
    lock["packages"] = {
        key: package for key, package in lock["packages"].items() if package["file_name"] in names
    }
    if missing := names - {package["file_name"] for package in lock["packages"].values()}:
        raise BuildError(
            f"Pyodide does not know the package {', '.join(sorted(missing))}.",
            advice="Use the file names in its pyodide-lock.json.",
        )
    _write_json(target / "pyodide-lock.json", lock)


def _run(script: str, target: Path, site: Path, program: Path) -> None:
    """Run a script of web/engine under node; it starts the Pyodide in `target` over the files in `site`."""
    run = node.find().run(str(paths.WEB / "engine" / script), str(target), str(site), str(program))
    if run.returncode:
        raise BuildError(
            f"Python for the browser could not be prepared ({script}):\n{run.stdout.strip()[-3000:]}",
            advice="If the engine's own code is named above, correct it and build again.",
        )


def _move_library(installed: Path, target: Path) -> None:
    """Put an extension module where the browser compiles it while it arrives.

    An empty file stays behind: Python finds the module there, and the loader knows it by its path.
    """
    target.parent.mkdir(exist_ok=True)
    installed.replace(target)
    installed.touch()


def _pack(site: Path, target: Path) -> None:
    """Pack a folder as a tar archive with nothing in it that differs from one build to the next."""
    with tarfile.open(target, "w", format=tarfile.USTAR_FORMAT) as archive:
        for path in stamps.files_of(site):
            member = tarfile.TarInfo(str(PurePosixPath(path.relative_to(site))))
            data = path.read_bytes()
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


def _loaded_packages(target: Path) -> list[str]:
    """The installed packages' names, as Pyodide's package manager spells them."""
    lock = json.loads((target / "pyodide-lock.json").read_text(encoding="utf-8"))
    return [package["name"] for key, package in sorted(lock["packages"].items()) if key in _INSTALLED]


def _downloads(runtime: dict[str, Any]) -> Iterator[str]:
    yield from (
        "pyodide.asm.wasm",
        "python_stdlib.zip",
        "pyodide-lock.json",
        "site-packages.tar",
        "snapshot.bin",
    )
    yield from (library["file"] for library in runtime["snapshot"]["libraries"])


def _project(wheel: Path) -> str:
    return wheel.name.split("-")[0].lower()


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
