"""A zip file read with care: by exact names only, within budgets, with one kind of error."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from fotofun.codecs import refusals
from fotofun.errors import TooLarge

LABEL = "OpenRaster"
MOST_ENTRIES = 50_000
LARGEST_ENTRY = 1 << 30
LARGEST_TOTAL = 4 << 30
"""What all entries that are read may have together, in bytes."""

_BOMB_SIZE, _BOMB_RATIO = 16 << 20, 200
"""Entries larger than this that shrank more than this were made to fill the memory."""

_FAULTS = (BadZipFile, EOFError, KeyError, LookupError, NotImplementedError, OSError, RuntimeError)
_MOMENT = (1980, 1, 1, 0, 0, 0)


class Archive:
    """The entries of a zip file. Nothing is ever written to a disk, so names are only names."""

    def __init__(self, data: bytes | memoryview) -> None:
        with _guarded():
            self._zip = ZipFile(BytesIO(data))
            infos = self._zip.infolist()
        if len(infos) > MOST_ENTRIES:
            raise too_large()
        self._infos = {info.filename: info for info in infos}
        self._left = LARGEST_TOTAL

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def stamp(self, name: str) -> list[int]:
        """What tells an entry from a changed one: its checksum and size; empty if it is missing."""
        info = self._infos.get(name)
        return [info.CRC, info.file_size] if info else []

    def read(self, name: str, largest: int = LARGEST_ENTRY) -> bytes:
        """An entry's bytes; BrokenFile if it is missing or damaged, TooLarge beyond the budgets."""
        info = self._infos.get(name)
        if info is None:
            raise refusals.damaged(LABEL)
        self._left -= info.file_size
        shrunk = info.file_size > _BOMB_SIZE and info.file_size > info.compress_size * _BOMB_RATIO
        if info.file_size > largest or self._left < 0 or shrunk:
            raise too_large()
        with _guarded():
            return self._zip.read(info)


class ArchiveWriter:
    """Makes a zip file in memory; the same entries make the same bytes."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._zip = ZipFile(self._out, "w")

    def add(self, name: str, data: bytes, compress: bool = False) -> list[int]:
        """Adds an entry and tells its stamp, as `Archive.stamp` does."""
        info = ZipInfo(name, _MOMENT)
        info.external_attr = 0o644 << 16
        info.compress_type = ZIP_DEFLATED if compress else ZIP_STORED
        self._zip.writestr(info, data)
        return [info.CRC, info.file_size]

    def finished(self) -> bytes:
        """The whole file."""
        self._zip.close()
        return self._out.getvalue()


def too_large() -> TooLarge:
    """The file holds more than can be opened here."""
    return TooLarge(
        "This OpenRaster file unpacks to more than FotoFun can open.",
        kept=refusals.KEPT,
        advice="Make a smaller copy of it with the program that it came from.",
    )


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except MemoryError:
        raise refusals.out_of_memory() from None
    except (*_FAULTS, struct.error, zlib.error, ValueError, OverflowError) as error:
        raise refusals.damaged(LABEL) from error
