"""The closing line of `build.py test`, summed over its runs of pytest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fotofun_build import chromium
from fotofun_build.errors import BuildError
from fotofun_build.testing import Outcome, read_report

MIXED = """
import pytest
def test_good(): pass
def test_good_too(): pass
def test_bad(): assert False
def test_not_here(): pytest.skip("not here")
@pytest.fixture
def broken(): raise OSError
def test_error(broken): pass
"""


def test_the_counts_are_those_that_pytest_reports(tmp_path: Path) -> None:
    (tmp_path / "test_mixed.py").write_text(MIXED)
    report = tmp_path / "report.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:xdist",
        f"--junit-xml={report}",
        "test_mixed.py",
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "CI": ""})
    assert run.returncode == 1
    assert read_report(report) == Outcome(tests=5, failed=1, errors=1, skipped=1)
    own, ours = run.stdout.strip().splitlines()[-1], read_report(report).closing_line(1.5)
    assert own.rpartition(" in ")[0] == ours.strip("= ").rpartition(" in ")[0]


def test_two_runs_are_summed() -> None:
    total = Outcome(tests=10, failed=1) + Outcome(tests=5, skipped=2, errors=2)
    assert total.closing_line(61.234).strip("=") == " 1 failed, 10 passed, 2 skipped, 2 errors in 61.23s "


def test_the_chosen_chromium_must_exist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chosen = tmp_path / "my-chromium"
    monkeypatch.setenv("FOTOFUN_CHROMIUM", str(chosen))
    chromium.find.cache_clear()
    with pytest.raises(BuildError, match="there is no such program"):
        chromium.find()
    chosen.touch()
    assert chromium.find() == chosen
    chromium.find.cache_clear()
