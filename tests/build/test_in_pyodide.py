"""The engine's own tests again, by the same files, in the Python and the NumPy that the page runs."""

import re
import shutil
import sysconfig
import zipfile
from pathlib import Path

from fotofun_build import node, paths, pins

TESTS = (
    "engine/test_codecs_everywhere.py",
    "engine/test_dissolve.py",
    "engine/test_exact.py",
    "operations/test_adjust.py",
    "operations/test_golden.py",
)
BESIDE = ("operations/examples.py", "operations/files.py", "golden")
TOOLS = ("_pytest", "py.py", "pytest", "pluggy", "iniconfig", "packaging", "pygments")
PACKAGES = Path(sysconfig.get_path("purelib"))


def test_the_same_tests_pass_in_pyodide(tmp_path: Path) -> None:
    for pin in pins.load():
        if pin.name.startswith(("numpy", "pillow")):
            with zipfile.ZipFile(pins.fetch(pin)) as wheel:
                wheel.extractall(tmp_path)
    for tool in TOOLS:
        copy = shutil.copytree if (PACKAGES / tool).is_dir() else shutil.copy
        copy(PACKAGES / tool, tmp_path / tool)
    shutil.copytree(paths.PY / "fotofun", tmp_path / "fotofun")
    for name in (*TESTS, *BESIDE):
        source, target = paths.ROOT / "tests" / name, tmp_path / "in_pyodide" / "tests" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, target)
    program = Path(__file__).with_name("tests_in_pyodide.py")
    run = node.find().run(
        "engine/run-in-pyodide.mjs", str(paths.NODE_MODULES / "pyodide"), str(tmp_path), str(program)
    )
    assert run.returncode == 0, run.stdout[-3000:]
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed and int(passed[1]) >= 250 and "failed" not in run.stdout
