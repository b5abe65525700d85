"""`build.py check`: formatter, linter, types and the lines between the modules; all of them, every time."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from fotofun_build import generated, node, paths
from fotofun_build.progress import Step

_BIN = Path(sys.executable).parent


def check() -> list[str]:
    """Run every check, showing what the failing ones say; the names of those."""
    node.install_packages()
    generated.write_types()
    checks: dict[str, Callable[[], tuple[int, str]]] = {
        "Python style (ruff)": lambda: _python("ruff", "check", "--quiet"),
        "Python format (ruff)": lambda: _python("ruff", "format", "--check", "--quiet"),
        "Python types (mypy)": lambda: _python("mypy"),
        "Python imports (import-linter)": lambda: _python("lint-imports"),
        "TypeScript types (tsc)": lambda: _node("node_modules/typescript/bin/tsc", "--noEmit"),
        "TypeScript format (prettier)": lambda: _node(
            "node_modules/prettier/bin/prettier.cjs", "--check", "."
        ),
    }
    failed = []
    for name, run in checks.items():
        with Step(name) as step:
            status, said = run()
            step.result = "failed" if status else "good"
        if status:
            failed.append(name)
            print(said.strip(), flush=True)
    return failed


def _python(tool: str, *arguments: str) -> tuple[int, str]:
    run = subprocess.run(
        [str(_BIN / tool), *arguments],
        cwd=paths.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return run.returncode, run.stdout


def _node(*script: str) -> tuple[int, str]:
    run = node.find().run(*script)
    return run.returncode, run.stdout
