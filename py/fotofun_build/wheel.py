"""The engine's own wheel, which the page installs: the same sources always give the same bytes."""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from fotofun_build import paths, stamps
from fotofun_build.errors import BuildError
from fotofun_build.progress import Step

# 1980-01-01, the earliest time that a ZIP archive can hold.
_EPOCH = "315532800"


def inputs() -> str:
    """What the wheel depends on: the sources, and what pyproject.toml says about packaging them."""
    project = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packaging = [project["build-system"], project["project"], project["tool"]["hatch"]]
    return stamps.digest([paths.PY / "fotofun", json.dumps(packaging, sort_keys=True)])


def build(folder: Path) -> Path:
    """Build the wheel into `folder`, unless the one there is of these sources; its path."""
    wanted = inputs()
    target = folder / wanted[:16]
    if found := sorted(target.glob("*.whl")):
        return found[0]
    folder.mkdir(parents=True, exist_ok=True)
    with Step("Engine wheel"), tempfile.TemporaryDirectory(dir=folder) as temporary:
        run = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", temporary],
            cwd=paths.ROOT,
            env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH, "FOTOFUN_ENGINE_ALONE": "1"},
            capture_output=True,
            text=True,
        )
        wheels = list(Path(temporary).glob("*.whl"))
        if run.returncode or len(wheels) != 1:
            raise BuildError("The engine's wheel could not be built:\n" + run.stderr.strip()[-2000:])
        target.mkdir(exist_ok=True)
        return wheels[0].replace(target / wheels[0].name)
