"""Runs inside Pyodide: pytest over the test files that were laid beside the engine."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

# Mounted folders have odd absolute paths; pytest wants ordinary ones.
root = Path.home() / "project"
shutil.copytree(Path(sysconfig.get_path("purelib")) / "in_pyodide", root)
os.chdir(root)
sys.path.insert(0, str(root))
options = ["-q", "-p", "no:cacheprovider", "--import-mode=importlib", "--tb=native", "--rootdir=."]
failed = pytest.main([*options, "-c", "/dev/null", "."])
if failed:
    raise AssertionError(f"pytest ended with {failed} in Python {sys.version}")
