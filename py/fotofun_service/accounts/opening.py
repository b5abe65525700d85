"""The store that the settings name."""

from pathlib import Path

import platformdirs

from fotofun_service.accounts.answers import Answers, MemoryAnswers
from fotofun_service.accounts.redis_answers import RedisAnswers
from fotofun_service.accounts.redis_server import RedisServer
from fotofun_service.accounts.redis_store import RedisStore
from fotofun_service.accounts.sqlite_store import SqliteStore
from fotofun_service.accounts.store import Store

_FILE = "accounts.sqlite"


def data_folder() -> Path:
    """Where accounts are kept unless FOTOFUN_DATA_DIR says otherwise."""
    return Path(platformdirs.user_data_dir("fotofun", appauthor=False))


def open_stores(redis_url: str, folder: Path | None) -> tuple[Store, Answers]:
    """Accounts and kept answers in the Redis at `redis_url`, else in `folder`, else in memory only."""
    if redis_url:
        server = RedisServer(redis_url)
        return RedisStore(server), RedisAnswers(server)
    return SqliteStore(folder / _FILE if folder else None), MemoryAnswers()
