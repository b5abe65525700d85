"""What may differ from one place where the service runs to the next."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_ORIGIN = re.compile(r"(https?|wss?)://[A-Za-z0-9.-]+(:\d{1,5})?")


@dataclass(frozen=True)
class Settings:
    """Where the editor lies, and whom the service and its page may talk to.

    `connect_hosts` are origins such as `https://ai.example.org` that the page may call besides its own.
    `allowed_hosts` are the names that the service answers to; empty means any. `models` is the folder of
    built models, None to offer no tasks; `api_key` is what callers must show, empty where only this machine
    can reach the service. `cors_origins` are pages elsewhere that may call it. At most `max_workers` tasks
    run and `max_waiting` wait; `timeout` is in seconds.
    """

    dist: Path
    connect_hosts: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    models: Path | None = None
    api_key: str = field(default="", repr=False)
    cors_origins: tuple[str, ...] = ()
    max_file_size: int = 50_000_000
    max_pixels: int = 50_000_000
    max_cache_size: int = 1_000_000_000
    max_workers: int = os.cpu_count() or 1
    max_waiting: int = 16
    timeout: float = 30.0

    def __post_init__(self) -> None:
        for origin in (*self.connect_hosts, *self.cors_origins):
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is not an origin such as https://ai.example.org")
        if not (self.dist / "index.html").is_file():
            raise ValueError(f"There is no built editor in {self.dist}; `build.py build` makes one.")

    @classmethod
    def from_environment(
        cls,
        dist: Path,
        allowed_hosts: tuple[str, ...] = (),
        environment: Mapping[str, str] = os.environ,
        *,
        only_here: bool = True,
    ) -> "Settings":
        """Settings as the environment has them; lists are separated by commas.

        Where other machines reach the service (not `only_here`), tasks are offered with an API_KEY only.
        """

        def names(variable: str) -> tuple[str, ...]:
            return tuple(name.strip() for name in environment.get(variable, "").split(",") if name.strip())

        def number(variable: str, default: int) -> int:
            given = environment.get(variable, "")
            if given and not (given.isdecimal() and int(given) > 0):
                raise ValueError(f"{variable} must be a whole number above 0, and is {given!r}.")
            return int(given or default)

        key = environment.get("API_KEY", "")
        folder = Path(environment.get("FOTOFUN_MODEL_DIR", "") or dist / "models")
        return cls(
            dist,
            names("FOTOFUN_CONNECT_HOSTS"),
            allowed_hosts + names("FOTOFUN_ALLOWED_HOSTS"),
            models=folder if (key or only_here) and (folder / "index.json").is_file() else None,
            api_key=key,
            cors_origins=names("CORS_ORIGINS"),
            max_file_size=number("MAX_FILE_SIZE", cls.max_file_size),
            max_pixels=number("MAX_PIXELS", cls.max_pixels),
            max_cache_size=number("MAX_CACHE_SIZE", cls.max_cache_size),
            max_workers=number("MAX_WORKERS", cls.max_workers),
            timeout=number("TIMEOUT", int(cls.timeout)),
        )
