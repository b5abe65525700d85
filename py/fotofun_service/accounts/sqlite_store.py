"""Accounts in one SQLite file: for a service that is one process, or a few on one machine."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from fotofun_service.accounts.keys import SCOPES, Key
from fotofun_service.accounts.store import (
    REMEMBERED_SECONDS,
    SECONDS,
    WINDOW,
    Charge,
    DayUsage,
    StoreUnavailable,
)

T = TypeVar("T")

_SCHEMA = Path(__file__).with_name("schema.sql")
_KEY = "id, name, digest, plan, scopes, created, revoked"
_HELD = "SELECT COALESCE(SUM(pixels), 0) FROM charges WHERE key = ? AND month = ? AND NOT billed"
_USED = "SELECT COALESCE(SUM(pixels), 0) FROM usage WHERE key = ? AND day LIKE ? || '-%'"
_ADD_USAGE = (
    "INSERT INTO usage VALUES (?, ?, 1, ?) ON CONFLICT (key, day)"
    " DO UPDATE SET requests = requests + 1, pixels = pixels + excluded.pixels"
)


class SqliteStore:
    """See `Store`. Without a file everything is kept in memory only.

    One thread has the connection, so the server's loop never waits for the disk.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="accounts")
        self._opened: sqlite3.Connection | None = None

    async def find_key(self, digest: str) -> Key | None:
        """See `Store`."""

        def work(connection: sqlite3.Connection) -> Key | None:
            row = connection.execute(f"SELECT {_KEY} FROM keys WHERE digest = ?", (digest,)).fetchone()
            return _key(row) if row else None

        return await self._in_thread(work)

    async def list_keys(self) -> list[Key]:
        """See `Store`."""

        def work(connection: sqlite3.Connection) -> list[Key]:
            rows = connection.execute(f"SELECT {_KEY} FROM keys ORDER BY created, id")
            return [_key(row) for row in rows]

        return await self._in_thread(work)

    async def put_key(self, key: Key, instead_of: str = "") -> None:
        """See `Store`."""
        row = (key.id, key.name, key.digest, key.plan, " ".join(key.scopes), key.created, int(key.revoked))

        def work(connection: sqlite3.Connection) -> None:
            with _transaction(connection):
                connection.execute("DELETE FROM keys WHERE digest = ?", (instead_of,))
                connection.execute(f"INSERT INTO keys ({_KEY}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)

        await self._in_thread(work)

    async def forget_key(self, key: Key) -> None:
        """See `Store`."""

        def work(connection: sqlite3.Connection) -> None:
            with _transaction(connection):
                connection.execute("DELETE FROM keys WHERE id = ?", (key.id,))
                for table in ("turns", "charges", "usage"):
                    connection.execute(f"DELETE FROM {table} WHERE key = ?", (key.id,))

        await self._in_thread(work)

    async def take_turn(self, key: str, most: int, now: float) -> float:
        """See `Store`."""

        def work(connection: sqlite3.Connection) -> float:
            with _transaction(connection):
                connection.execute("DELETE FROM turns WHERE key = ? AND at <= ?", (key, now - WINDOW))
                counted = "SELECT COUNT(*), COALESCE(MIN(at), ?) FROM turns WHERE key = ?"
                taken, first = connection.execute(counted, (now, key)).fetchone()
                if taken >= most:
                    return float(first + WINDOW - now)
                connection.execute("INSERT INTO turns VALUES (?, ?)", (key, now))
                return 0.0

        return await self._in_thread(work)

    async def reserve(self, charge: Charge, quota: int | None, now: float) -> bool:
        """See `Store`."""
        of_month = (charge.key, charge.month)

        def work(connection: sqlite3.Connection) -> bool:
            with _transaction(connection):
                stale = "DELETE FROM charges WHERE expires <= ? OR (id = ? AND NOT billed)"
                connection.execute(stale, (now, charge.id))
                if connection.execute(
                    "SELECT 1 FROM charges WHERE id = ? AND billed", (charge.id,)
                ).fetchone():
                    return True
                used = sum(connection.execute(sql, of_month).fetchone()[0] for sql in (_USED, _HELD))
                if quota is not None and used + charge.pixels > quota:
                    return False
                row = (charge.id, charge.key, charge.month, charge.pixels, charge.expires)
                connection.execute("INSERT INTO charges VALUES (?, ?, ?, ?, 0, ?)", row)
                return True

        return await self._in_thread(work)

    async def bill(self, charge: Charge, now: float) -> bool:
        """See `Store`."""

        def work(connection: sqlite3.Connection) -> bool:
            with _transaction(connection):
                if connection.execute(
                    "SELECT 1 FROM charges WHERE id = ? AND billed", (charge.id,)
                ).fetchone():
                    return False
                row = (charge.id, charge.key, charge.month, charge.pixels, now + REMEMBERED_SECONDS)
                connection.execute("INSERT OR REPLACE INTO charges VALUES (?, ?, ?, ?, 1, ?)", row)
                connection.execute(_ADD_USAGE, (charge.key, charge.day, charge.pixels))
                return True

        return await self._in_thread(work)

    async def release(self, charge: Charge) -> None:
        """See `Store`."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM charges WHERE id = ? AND NOT billed", (charge.id,))

        await self._in_thread(work)

    async def usage(self, key: str, month: str) -> list[DayUsage]:
        """See `Store`."""

        def work(connection: sqlite3.Connection) -> list[DayUsage]:
            asked = (
                "SELECT day, requests, pixels FROM usage WHERE key = ? AND day LIKE ? || '-%' ORDER BY day"
            )
            return [DayUsage(*row) for row in connection.execute(asked, (key, month))]

        return await self._in_thread(work)

    async def close(self) -> None:
        """See `Store`."""

        def work() -> None:
            if self._opened:
                self._opened.close()

        await asyncio.get_running_loop().run_in_executor(self._thread, work)
        self._thread.shutdown(wait=False)

    async def _in_thread(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            async with asyncio.timeout(SECONDS):
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._thread, lambda: work(self._connection()))
        except (sqlite3.OperationalError, OSError):  # of which TimeoutError is one
            raise StoreUnavailable from None

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            if self._file:
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._file.touch(mode=0o600)
            self._opened = sqlite3.connect(
                self._file or ":memory:", timeout=SECONDS - 0.1, isolation_level=None, check_same_thread=False
            )
            self._opened.execute("PRAGMA journal_mode = WAL")
            # What was committed outlives the process that is killed, if not a power cut of that second.
            self._opened.execute("PRAGMA synchronous = NORMAL")
            self._opened.executescript(_SCHEMA.read_text(encoding="utf-8"))
        return self._opened


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and no other process writes meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _key(row: tuple[str, str, str, str, str, str, int]) -> Key:
    key, name, digest, plan, scopes, created, revoked = row
    kept = tuple(scope for scope in SCOPES if scope in scopes.split())
    return Key(key, name, digest, plan, kept, created, bool(revoked))
