"""Runs inside Pyodide: pytest over the test files that were laid beside the engine."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

# Mounted folders have odd absolute paths; pytest wants ordinary ones.
tests = Path.home() / "tests"
shutil.copytree(Path(sysconfig.get_path("purelib")) / "in_pyodide", tests)
os.chdir(tests)
failed = pytest.main(["-q", "-p", "no:cacheprovider", "--tb=native", "--rootdir=.", "-c", "/dev/null", "."])
if failed:
    raise AssertionError(f"pytest ended with {failed} in Python {sys.version}")
