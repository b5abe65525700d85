"""The parts of `dist/` appear whole, and what an earlier build left goes."""

from pathlib import Path

import pytest

from fotofun_build import editor, generated, paths


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "DIST", tmp_path / "dist")
    return paths.DIST


def test_a_part_that_fails_half_way_is_not_there(dist: Path) -> None:
    def fail(target: Path) -> None:
        (target / "first").write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        editor._hashed_folder("engine", "0123456789abcdef", fail)
    assert list((dist / "engine").iterdir()) == []


def test_a_part_is_assembled_once_for_its_inputs(dist: Path) -> None:
    calls: list[str] = []

    def assemble(target: Path) -> None:
        calls.append("assembled")
        (target / "file").write_text("whole")

    first = editor._hashed_folder("engine", "a" * 64, assemble)
    assert editor._hashed_folder("engine", "a" * 64, assemble) == first
    assert editor._hashed_folder("engine", "b" * 64, assemble) != first
    assert calls == ["assembled", "assembled"] and (first / "file").read_text() == "whole"


def test_only_this_build_stays(dist: Path) -> None:
    kept = ["index.html", "index.html.br", "assets/new.js", "engine/new/a.wasm", "engine/new/a.wasm.gz"]
    stale = ["assets/old.js", "assets/old.js.br", "engine/old/a.wasm", "old/deep/file.txt"]
    for name in kept + stale:
        (dist / name).parent.mkdir(parents=True, exist_ok=True)
        (dist / name).write_text(name)
    editor._sweep({"index.html", "assets/new.js"}, {dist / "engine" / "new"})
    left = {file.relative_to(dist).as_posix() for file in dist.rglob("*") if file.is_file()}
    assert left == set(kept)
    assert not (dist / "old").exists() and not (dist / "engine" / "old").exists()


def test_types_can_be_checked_before_anything_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generated, "_PROTOCOL", tmp_path / "generated" / "protocol.ts")
    monkeypatch.setattr(generated, "_BUILD_INFO", tmp_path / "generated" / "build-info.ts")
    generated.write_types()
    assert "export interface Methods" in (tmp_path / "generated" / "protocol.ts").read_text()
    generated.write_build_info("abc", "e1", "i1")
    generated.write_types()
    text = (tmp_path / "generated" / "build-info.ts").read_text()
    assert 'export const version: string = "abc";' in text
    assert 'export const engineBase: string = "./engine/e1/";' in text
    assert 'export const modelsBase: string = "./models/";' in text
