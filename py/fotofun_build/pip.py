"""Installing locked packages into `.venv` with pip; standard library only."""

import re
import subprocess
import sys
from collections import deque
from pathlib import Path

from fotofun_build.errors import BuildError
from fotofun_build.progress import Step


def install(lock: Path, step: Step, python: str = sys.executable) -> None:
    """Install exactly what `lock` names, every archive checked against its hash."""
    command = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--require-hashes", "--requirement", str(lock)]
    total = sum(1 for line in lock.read_text().splitlines() if re.match(r"[\w.-]+==", line))
    said: deque[str] = deque(maxlen=40)
    count = 0
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            said.append(line.strip())
            if found := re.match(r"\s*(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line):
                count += 1
                step.update(f"{min(count, total)} of {total}, {found[1]}")
            elif line.startswith("Installing"):
                step.update("installing")
    if process.wait():
        raise BuildError(
            "The Python packages could not be installed: " + _reason(said),
            "Nothing else has changed.",
            "Check the network connection or pip's index setting, and run the same command again.",
        )


def _reason(said: deque[str]) -> str:
    errors = [line.removeprefix("ERROR: ") for line in said if line.startswith("ERROR: ")]
    return (errors or list(said) or ["pip failed without a word"])[0].rstrip(".") + "."
