"""What `pip install` of this project brings."""

import subprocess
import sys
import zipfile
from pathlib import Path

from fotofun_build import paths


def test_the_wheel_has_the_service_and_its_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=paths.ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as whole:
        names = set(whole.namelist())
        [points] = [name for name in names if name.endswith("entry_points.txt")]
        told = whole.read(points).decode()
    assert {
        "fotofun_service/command.py",
        "fotofun_service/accounts/schema.sql",
        "fotofun/__init__.py",
    } <= names
    assert "fotofun_service/accounts/lua/reserve.lua" in names
    assert "fotofun-service = fotofun_service.command:main" in told
    assert not [name for name in names if "__pycache__" in name or name.startswith("fotofun_build")]
