"""The project's own Python environment, `.venv`; standard library only, since it is what makes the rest."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from fotofun_build import paths, pip, stamps
from fotofun_build.errors import BuildError
from fotofun_build.progress import Step

_PYTHON = paths.VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def hand_over(arguments: list[str]) -> int:
    """Make `.venv` ready, then go on in it as `python -m fotofun_build`; the exit status."""
    try:
        prepare()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    command = [str(_PYTHON), "-m", "fotofun_build", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(paths.PY), "VIRTUAL_ENV": str(paths.VENV)}
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def prepare() -> None:
    """Create `.venv` if it is missing or broken and install the lock's packages if it has changed."""
    wanted = stamps.digest([paths.LOCK])
    if _PYTHON.exists() and stamps.is_fresh("python", wanted):
        return
    if not _has_pip():
        with Step("Python environment"):
            _create()
    with Step("Python packages") as step:
        pip.install(paths.LOCK, step, str(_PYTHON))
    stamps.write("python", wanted)


def _has_pip() -> bool:
    return _PYTHON.exists() and _runs(str(_PYTHON), "-m", "pip", "--version")


def _create() -> None:
    if importlib.util.find_spec("ensurepip"):
        if _runs(sys.executable, "-m", "venv", "--clear", str(paths.VENV)):
            return
    elif importlib.util.find_spec("pip"):
        # Debian splits ensurepip off; a pip that is there can put itself into the environment.
        bare = _runs(sys.executable, "-m", "venv", "--clear", "--without-pip", str(paths.VENV))
        if bare and _runs(sys.executable, "-m", "pip", "--python", str(_PYTHON), "install", "--quiet", "pip"):
            return
    raise BuildError(
        f"{Path(sys.executable).name} cannot make a virtual environment.",
        "Nothing was changed.",
        "On Debian or Ubuntu, run `apt install python3-venv` as root, then the same command again.",
    )


def _runs(*command: str) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
