"""What goes into `dist/`: compressed copies, the list of files, the wheel, the stamps."""

import gzip
import hashlib
import os
import time
import zipfile
from pathlib import Path

import brotli
import pytest

from fotofun_build import compress, page, paths, stamps, wheel

TEXT = b"all work and no play " * 200


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOTOFUN_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "dist"
    for name, content in {
        "index.html": TEXT,
        "assets/index-abc.js": TEXT,
        "assets/inference-ort-abc.js": TEXT,
        "assets/tiny.js": b"1",
        "models/net-0123456789ab.onnx": TEXT,
        "models/index.json": b"{}",
        "samples/cat.jpg": TEXT,
        "engine/0123456789abcdef/snapshot.bin": TEXT,
        "service-worker.js": TEXT,
        "version.json": b"{}",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def siblings(root: Path) -> set[str]:
    return {str(file.relative_to(root)) for file in root.rglob("*") if file.suffix in (".br", ".gz")}


def test_what_compresses_gets_siblings_with_the_same_content(root: Path) -> None:
    compress.compress_tree(root)
    originals = {"index.html", "assets/index-abc.js", "assets/inference-ort-abc.js", "service-worker.js"}
    originals.add("engine/0123456789abcdef/snapshot.bin")
    assert siblings(root) == {name + encoding for name in originals for encoding in (".br", ".gz")}
    assert brotli.decompress((root / "index.html.br").read_bytes()) == TEXT
    assert gzip.decompress((root / "index.html.gz").read_bytes()) == TEXT


def test_a_changed_file_is_compressed_anew_and_a_removed_one_takes_its_siblings_along(root: Path) -> None:
    compress.compress_tree(root)
    changed = root / "index.html"
    changed.write_bytes(TEXT[::-1])
    later = time.time() + 5
    os.utime(changed, (later, later))
    (root / "assets/index-abc.js").unlink()
    compress.compress_tree(root)
    assert brotli.decompress((root / "index.html.br").read_bytes()) == TEXT[::-1]
    assert "assets/index-abc.js.br" not in siblings(root)


def test_the_list_of_files_tells_what_each_is_for_and_when_it_changes(root: Path) -> None:
    compress.compress_tree(root)
    listed = {str(entry["url"]): entry for entry in page.files(root)}
    assert {url: entry["group"] for url, entry in listed.items()} == {
        "index.html": "shell",
        "assets/index-abc.js": "shell",
        "assets/tiny.js": "shell",
        "assets/inference-ort-abc.js": "inference",
        "models/net-0123456789ab.onnx": "models",
        "models/index.json": "models",
        "samples/cat.jpg": "samples",
        "engine/0123456789abcdef/snapshot.bin": "engine",
    }
    assert listed["assets/index-abc.js"]["revision"] is None
    assert listed["models/net-0123456789ab.onnx"]["revision"] is None
    assert listed["index.html"]["revision"] == hashlib.sha256(TEXT).hexdigest()[:16]
    assert listed["index.html"]["bytes"] == len(TEXT)


def test_the_engines_wheel_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    first, second = wheel.build(tmp_path / "a"), wheel.build(tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
    assert "fotofun/protocol/__init__.py" in names
    assert not [name for name in names if name.startswith(("fotofun_build", "fotofun_service"))]


def test_a_digest_follows_names_and_contents(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_text("1")
    seen = {stamps.digest([folder])}
    (folder / "a").write_text("2")
    seen.add(stamps.digest([folder]))
    (folder / "a").rename(folder / "b")
    seen.add(stamps.digest([folder]))
    assert len(seen) == 3
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_bytes(b"3")
    assert stamps.digest([folder]) in seen
    assert stamps.digest(["ab", "c"]) != stamps.digest(["a", "bc"])


def test_a_stamp_is_fresh_only_for_its_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "STAMPS", tmp_path / "stamps")
    assert not stamps.is_fresh("npm", "one")
    stamps.write("npm", "one")
    assert stamps.is_fresh("npm", "one") and not stamps.is_fresh("npm", "two")
