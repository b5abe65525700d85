"""`build.py` as a person calls it."""

import subprocess
import sys
from pathlib import Path

import pytest

from fotofun_build import environment, paths, pip
from fotofun_build.errors import BuildError
from fotofun_build.progress import Step

BUILD = paths.ROOT / "build.py"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, cwd=paths.ROOT)


def test_an_old_python_is_told_what_is_needed() -> None:
    program = f"import sys; sys.version_info = (3, 10, 2); exec(open({str(BUILD)!r}).read())"
    tried = run(sys.executable, "-c", program)
    assert tried.returncode == 1
    assert tried.stderr.strip() == "FotoFun needs Python 3.11 or newer, and this is Python 3.10."


def test_every_verb_is_explained() -> None:
    asked = run(sys.executable, str(BUILD), "--help")
    assert asked.returncode == 0
    for verb in ("serve", "build", "test", "check", "bench", "models"):
        assert f"\n    {verb} " in asked.stdout


@pytest.mark.parametrize("arguments", [["frobnicate"], ["build", "--frobnicate"], []])
def test_what_is_not_a_verb_is_refused(arguments: list[str]) -> None:
    tried = run(sys.executable, str(BUILD), *arguments)
    assert tried.returncode == 2 and "Traceback" not in tried.stderr


def test_a_package_whose_hash_differs_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "nothing-1.0-py3-none-any.whl").write_bytes(b"not what was locked")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(house))
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"nothing==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    refusal = r"could not be installed.*Nothing else has changed.*run the same"
    with Step("packages") as step, pytest.raises(BuildError, match=refusal):
        pip.install(lock, step)


def test_python_without_ensurepip_and_pip_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(BuildError, match="apt install python3-venv"):
        environment._create()
