"""Downloads from real sockets: cut, wrong, unreachable, resumed."""

import hashlib
import os
import socket
from pathlib import Path

import pytest

from fotofun_build import sources
from fotofun_build.errors import BuildError
from fotofun_build.sources import Downloader, Url
from tests.build.file_server import FileServer

DATA = os.urandom(300_000)
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def downloader(tmp_path: Path) -> Downloader:
    return Downloader(tmp_path)


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def named(folder: Path, name: str) -> list[Path]:
    return list(folder.rglob(name))


def test_a_file_is_fetched_once_and_then_comes_from_the_cache(
    file_server: FileServer, downloader: Downloader
) -> None:
    file_server.files["a"] = DATA
    first = downloader.fetch("a.bin", SHA256, [Url(file_server.url("a"))], len(DATA))
    second = downloader.fetch("a.bin", SHA256, [Url(file_server.url("a"))], len(DATA))
    assert first == second and first.name == "a.bin" and first.read_bytes() == DATA
    assert len(file_server.requests) == 1


def test_a_broken_connection_is_taken_up_where_it_broke(
    file_server: FileServer, downloader: Downloader
) -> None:
    file_server.files["a"] = DATA
    file_server.cut_after["a"] = [100_000, 50_000]
    path = downloader.fetch("a.bin", SHA256, [Url(file_server.url("a"))], len(DATA))
    assert path.read_bytes() == DATA
    assert [asked for _, asked in file_server.requests] == [None, "bytes=100000-", "bytes=150000-"]


def test_a_cut_download_is_never_taken_for_the_file_and_is_resumed_by_the_next_run(
    file_server: FileServer, downloader: Downloader
) -> None:
    file_server.files["a"] = DATA
    file_server.cut_after["a"] = [70_000, 0, 0, 0]
    with pytest.raises(BuildError, match=r"could not be fetched.*kept \(70 KB\).*run the same command again"):
        downloader.fetch("a.bin", SHA256, [Url(file_server.url("a"))], len(DATA))
    assert not named(downloader.folder, "a.bin")
    del file_server.cut_after["a"], file_server.requests[:]

    path = Downloader(downloader.folder).fetch("a.bin", SHA256, [Url(file_server.url("a"))], len(DATA))
    assert path.read_bytes() == DATA
    assert [asked for _, asked in file_server.requests] == ["bytes=70000-"]


def test_without_a_known_length_a_cut_download_is_still_noticed(
    file_server: FileServer, downloader: Downloader
) -> None:
    file_server.files["a"] = DATA
    file_server.cut_after["a"] = [1000, 0, 0, 0]
    with pytest.raises(BuildError):
        downloader.fetch("a.bin", SHA256, [Url(file_server.url("a"))])
    assert not named(downloader.folder, "a.bin")


def test_a_server_that_cannot_resume_sends_the_whole_file_again(
    file_server: FileServer, downloader: Downloader
) -> None:
    file_server.files["a"] = DATA
    file_server.supports_ranges = False
    file_server.cut_after["a"] = [70_000]
    path = downloader.fetch("a.bin", SHA256, [Url(file_server.url("a"))], len(DATA))
    assert path.read_bytes() == DATA


def test_wrong_bytes_are_discarded_and_the_next_source_is_tried(
    file_server: FileServer, downloader: Downloader, capsys: pytest.CaptureFixture[str]
) -> None:
    file_server.files["wrong"] = bytes(len(DATA))
    file_server.files["right"] = DATA
    urls = [Url(file_server.url("wrong")), Url(file_server.url("right"))]
    assert downloader.fetch("a.bin", SHA256, urls, len(DATA)).read_bytes() == DATA
    assert "sent other bytes than expected; discarded" in capsys.readouterr().out


def test_only_wrong_bytes_leave_nothing_behind(file_server: FileServer, downloader: Downloader) -> None:
    file_server.files["wrong"] = DATA[:-1] + b"x"
    with pytest.raises(BuildError):
        downloader.fetch("a.bin", SHA256, [Url(file_server.url("wrong"))], len(DATA))
    assert not named(downloader.folder, "a.bin*part") and not named(downloader.folder, "a.bin")


def test_a_source_that_sends_too_much_is_stopped(file_server: FileServer, downloader: Downloader) -> None:
    file_server.files["long"] = DATA + bytes(50_000_000)
    with pytest.raises(BuildError):
        downloader.fetch("a.bin", SHA256, [Url(file_server.url("long"))], len(DATA))
    assert file_server.sent < 20_000_000
    assert not named(downloader.folder, "a.bin*part")


def test_the_beginning_of_another_file_is_not_built_upon(
    file_server: FileServer, downloader: Downloader
) -> None:
    file_server.files["a"] = DATA
    part = downloader.folder / "files" / SHA256[:16] / "a.bin.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(bytes(1000))
    path = downloader.fetch("a.bin", SHA256, [Url(file_server.url("a"))], len(DATA))
    assert path.read_bytes() == DATA


def test_an_unreachable_source_is_one_line_and_is_not_waited_for_again(
    file_server: FileServer, downloader: Downloader, capsys: pytest.CaptureFixture[str]
) -> None:
    file_server.files["a"] = DATA
    file_server.files["b"] = DATA[:1000]
    nobody = Url(f"http://127.0.0.1:{closed_port()}/a")
    downloader.fetch("a.bin", SHA256, [nobody, Url(file_server.url("a"))], len(DATA))
    said = [line for line in capsys.readouterr().out.splitlines() if "cannot be reached" in line]
    assert len(said) == 1 and "trying the next source" in said[0]

    digest = hashlib.sha256(DATA[:1000]).hexdigest()
    downloader.fetch("b.bin", digest, [nobody, Url(file_server.url("b"))], 1000)
    assert "cannot be reached" not in capsys.readouterr().out


def test_a_host_that_does_not_know_the_file_is_asked_for_others(
    file_server: FileServer, downloader: Downloader, capsys: pytest.CaptureFixture[str]
) -> None:
    file_server.files["a"] = DATA
    urls = [Url(file_server.url("missing")), Url(file_server.url("a"))]
    assert downloader.fetch("a.bin", SHA256, urls, len(DATA)).read_bytes() == DATA
    assert "does not have a.bin (it answered 404)" in capsys.readouterr().out


def test_a_damaged_file_in_the_cache_is_fetched_again(
    file_server: FileServer, downloader: Downloader
) -> None:
    file_server.files["a"] = DATA
    path = downloader.fetch("a.bin", SHA256, [Url(file_server.url("a"))], len(DATA))
    path.write_bytes(b"rotten")
    assert downloader.fetch("a.bin", SHA256, [Url(file_server.url("a"))], len(DATA)).read_bytes() == DATA


def test_a_table_becomes_a_source() -> None:
    assert sources.parse({"url": "https://example.org/a"}) == Url("https://example.org/a")
    assert sources.parse({"package": "pypi:a==1", "path": "b"}) == sources.Carrier("pypi:a==1", "b")
    with pytest.raises(BuildError, match="needs `url`"):
        sources.parse({"package": "pypi:a==1"})
