"""The folder that starts Python in the browser: what it holds, and that it always comes out the same."""

import hashlib
import json
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

from fotofun_build import paths, pins, runtime_image
from fotofun_build.errors import BuildError

LICENCES = {
    "numpy": "numpy-2.2.5.dist-info/LICENSE.txt",
    "pillow": "pillow-11.3.0.dist-info/licenses/LICENSE",
}


def stand_in(folder: Path, source: str = "import numpy\n") -> Path:
    """A wheel called fotofun whose only module is `source`."""
    wheel = folder / "fotofun-0.1.0-py3-none-any.whl"
    info = "fotofun-0.1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("fotofun/__init__.py", source)
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: fotofun\nVersion: 0.1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel


@pytest.fixture(scope="module")
def wheels() -> list[Path]:
    return [pins.fetch(pin) for pin in pins.load()]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory, wheels: list[Path]) -> Path:
    target = tmp_path_factory.mktemp("image")
    runtime_image.assemble(target, wheels, stand_in(tmp_path_factory.mktemp("wheel")))
    return target


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_same_wheels_give_the_same_bytes(image: Path, wheels: list[Path], tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    runtime_image.assemble(again, wheels, stand_in(tmp_path))
    assert digests(again) == digests(image)


def test_every_download_is_there_with_its_size(image: Path) -> None:
    runtime = json.loads((image / "runtime.json").read_text())
    assert {library["file"] for library in runtime["snapshot"]["libraries"]} < runtime["sizes"].keys()
    assert {name: (image / name).stat().st_size for name in runtime["sizes"]} == runtime["sizes"]


def test_nothing_of_this_machine_is_in_it(image: Path) -> None:
    traces = [str(paths.ROOT).encode(), str(image).encode(), tempfile.gettempdir().encode() + b"/fotofun-"]
    for file in (image / "snapshot.bin", image / "site-packages.tar", image / "runtime.json"):
        data = file.read_bytes()
        assert not [trace for trace in traces if trace in data], file.name


def test_packages_keep_their_licences_and_lose_tests_and_sources(image: Path) -> None:
    with tarfile.open(image / "site-packages.tar") as archive:
        names = set(archive.getnames())
        for licence in LICENCES.values():
            assert archive.getmember(licence).size > 500
    assert "numpy/random/mtrand.cpython-313-wasm32-emscripten.so" in names
    assert "fotofun/__init__.pyc" in names
    assert not [name for name in names if name.endswith((".py", ".pyi", ".h")) or "/tests/" in name]


def test_the_lock_names_only_what_is_here(image: Path, wheels: list[Path]) -> None:
    lock = json.loads((image / "pyodide-lock.json").read_text())
    assert {package["file_name"] for package in lock["packages"].values()} == {wheel.name for wheel in wheels}
    assert (image / next(wheel.name for wheel in wheels if wheel.name.startswith("micropip"))).exists()


@pytest.mark.parametrize("source", ["import numpy.random", "import numpy as np\nnp.nothing_of_that_name"])
def test_an_engine_that_cannot_be_saved_stops_the_build(
    wheels: list[Path], tmp_path: Path, source: str
) -> None:
    target = tmp_path / "image"
    target.mkdir()
    with pytest.raises(BuildError, match=r"numpy\.random|nothing_of_that_name"):
        runtime_image.assemble(target, wheels, stand_in(tmp_path, source))
