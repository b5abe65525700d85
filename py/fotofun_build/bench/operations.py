"""Every operation at 12 megapixels, in CPython and in Pyodide, beside the direct call; and its memory.

Writes artefacts/bench-operations.json and .md. For a shorter run, FOTOFUN_BENCH_ONLY names
operations, with commas, and FOTOFUN_BENCH_SIZE another size of the photo, such as 2000x1500.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import fotofun.operations  # noqa: F401  # registers them
from fotofun.operation import REGISTRY
from fotofun_build import node, paths, pins, pip, stamps
from fotofun_build.bench import Context, Row
from fotofun_build.bench.comparison import report
from fotofun_build.bench.comparison.program import LINE
from fotofun_build.browsing import SUBJECT
from fotofun_build.errors import BuildError
from fotofun_build.progress import Step
from fotofun_build.tables import print_table

COMPARISON = Path(__file__).with_name("comparison")
PHOTO = "photo.jpg"
Line = dict[str, Any]


def run(context: Context) -> list[Row]:
    """The median ratios, the operations beyond a limit, and what operations cost together."""
    _install()
    names = _names()
    with tempfile.TemporaryDirectory(prefix="fotofun-bench-") as folder:
        with Step("Operations in CPython") as step:
            native = _native("program", Path(folder), names, step)
        with Step("Operations' memory") as step:
            memory = _native("memory", Path(folder), names, step)
        with Step("Operations in Pyodide") as step:
            web = _web(Path(folder) / "site", names, step)
    made = report.Report.of(native, web, memory)
    paths.ARTEFACTS.mkdir(exist_ok=True)
    (paths.ARTEFACTS / "bench-operations.json").write_text(json.dumps(made.as_json(), indent=1) + "\n")
    (paths.ARTEFACTS / "bench-operations.md").write_text(made.as_markdown())
    print_table(made.table())
    return made.rows()


def _names() -> list[str]:
    only = [name for name in os.environ.get("FOTOFUN_BENCH_ONLY", "").split(",") if name]
    every = sorted(
        (name for name, each in REGISTRY.items() if each.family != "inference"),
        key=lambda name: (REGISTRY[name].menu, REGISTRY[name].position),
    )
    return [name for name in every if name in only] if only else every


def _install() -> None:
    """The libraries to compare with; they are no part of what tests need."""
    wanted = stamps.digest([paths.BENCH_LOCK])
    here = all(importlib.util.find_spec(module) for module in ("cv2", "skimage"))
    if here and stamps.is_fresh("bench", wanted):
        return
    with Step("Libraries to compare with") as step:
        pip.install(paths.BENCH_LOCK, step)
    importlib.invalidate_caches()
    stamps.write("bench", wanted)


def _native(program: str, folder: Path, names: list[str], step: Step) -> list[Line]:
    settings = _lay_out(folder, names)
    command = [sys.executable, "-m", f"fotofun_build.bench.comparison.{program}", str(settings)]
    return _lines(command, {**os.environ, "PYTHONPATH": str(paths.PY)}, step)


def _web(site: Path, names: list[str], step: Step) -> list[Line]:
    """The same program over a folder with the page's NumPy and Pillow, the engine and the comparison."""
    site.mkdir()
    for pin in pins.load():
        if pin.name.startswith(("numpy", "pillow")):
            with zipfile.ZipFile(pins.fetch(pin)) as wheel:
                wheel.extractall(site)
    shutil.copytree(paths.PY / "fotofun", site / "fotofun")
    shutil.copytree(COMPARISON, site / "fotofun_build" / "bench" / "comparison")
    _lay_out(site, names)
    found = node.find()
    script, engine = paths.WEB / "engine" / "run-in-pyodide.mjs", paths.NODE_MODULES / "pyodide"
    command = [found.node, str(script), str(engine), str(site), str(COMPARISON / "program.py")]
    return _lines(command, found.environment(), step)


def _lay_out(folder: Path, names: list[str]) -> Path:
    """The program's settings and its photo, in a folder."""
    shutil.copy(SUBJECT, folder / PHOTO)
    settings = folder / "settings.json"
    width, height = os.environ.get("FOTOFUN_BENCH_SIZE", "4000x3000").split("x")
    wanted = {"photo": PHOTO, "size": [int(width), int(height)], "operations": names, "compounds": True}
    settings.write_text(json.dumps(wanted))
    return settings


def _lines(command: list[str], environment: dict[str, str], step: Step) -> list[Line]:
    lines: list[Line] = []
    said: list[str] = []
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            if line.startswith(LINE):
                lines.append(json.loads(line.removeprefix(LINE)))
                step.update(str(lines[-1].get("operation") or lines[-1].get("compound")))
            else:
                said.append(line)
    if process.wait():
        raise BuildError("The operations could not be measured:\n" + "".join(said)[-2000:])
    return lines
