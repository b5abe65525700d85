"""`build.py test`: the checks, then every test; the browser's come last, two files at a time."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from fotofun_build import apt, check, chromium, editor, paths
from fotofun_build.progress import say

# pytest's status when no test was selected: not a failure of one of the two runs.
_NO_TESTS = 5


@dataclass(frozen=True)
class Outcome:
    """How many tests ended how, as pytest's report counts them."""

    tests: int = 0
    failed: int = 0
    errors: int = 0
    skipped: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.tests + other.tests,
            self.failed + other.failed,
            self.errors + other.errors,
            self.skipped + other.skipped,
        )

    def closing_line(self, seconds: float) -> str:
        """The last line, in pytest's own form."""
        passed = self.tests - self.failed - self.errors - self.skipped
        error = "error" if self.errors == 1 else "errors"
        counts = {"failed": self.failed, "passed": passed, "skipped": self.skipped, error: self.errors}
        words = ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "no tests ran"
        return f" {words} in {seconds:.2f}s ".center(80, "=")


def test(fast: bool, arguments: list[str]) -> int:
    """Run everything, without the browser if `fast`; `arguments` go to pytest; the exit status."""
    started = time.monotonic()
    failed_checks = check.check()
    editor.build()
    if not shutil.which("redis-server"):
        apt.install("Redis", "redis-server")  # without it the tests that need one are left out, and say so
    environment = {**os.environ, "PYTHONPATH": str(paths.PY)}
    browser = paths.ROOT / "tests" / "browser"
    status, outcome = _pytest(["-n", "2", f"--ignore={browser}", "tests", *arguments], environment)
    if not fast:
        environment["FOTOFUN_CHROMIUM"] = str(chromium.find())
        # The tests of one file share an editor; the files come in the order that `conftest.py` gives.
        in_files = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
        browser_status, browser_outcome = _pytest([*in_files, str(browser), *arguments], environment)
        status, outcome = status or browser_status, outcome + browser_outcome
    if failed_checks:
        say("Checks that failed: " + ", ".join(failed_checks))
    print(outcome.closing_line(time.monotonic() - started), flush=True)
    return status or (1 if failed_checks else 0)


def _pytest(arguments: list[str], environment: dict[str, str]) -> tuple[int, Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junit-xml={report}", *arguments]
        status = subprocess.run(command, cwd=paths.ROOT, env=environment).returncode
        outcome = read_report(report) if report.exists() else Outcome()
    return (0 if status == _NO_TESTS else status), outcome


def read_report(report: Path) -> Outcome:
    """The counts in a JUnit report as pytest writes it."""
    total = Outcome()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        counts = (int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped"))
        total += Outcome(*counts)
    return total
