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


def open_stores(redis_url: str, folder: Path | None, answers_url: str = "") -> tuple[Store, Answers]:
    """Accounts in the Redis at `redis_url`, else in `folder`, else in memory only; and kept answers.

    Those are in the Redis at `answers_url`, else in that of the accounts, else in memory.
    """
    if redis_url:
        server = RedisServer(redis_url)
        answers = RedisServer(answers_url) if answers_url else server
        return RedisStore(server), RedisAnswers(answers)
    return SqliteStore(folder / _FILE if folder else None), MemoryAnswers()
