"""What may differ from one place where the service runs to the next."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from fotofun.inference.backends.engines import Wish

_ORIGIN = re.compile(r"(https?|wss?)://[A-Za-z0-9.-]+(:\d{1,5})?")


@dataclass(frozen=True)
class Settings:
    """Where the editor lies, and whom the service and its page may talk to.

    `connect_hosts` are origins such as `https://ai.example.org` that the page may call besides its own.
    `allowed_hosts` are the names that the service answers to; empty means any. `models` is the folder of
    built models, None to offer no tasks; `model_sources` are addresses of such folders elsewhere, to fetch
    from what is missing here. `api_key` is one that is good for everything. `cors_origins` are pages
    elsewhere that may call the service. At most `max_workers` tasks run and `max_waiting` wait; a model runs
    at most `model_runs` times at once, on what `provider` says; `timeout` is in seconds. Models of
    `preload_models` are loaded at the start, those of `pinned_models` never given up, others when unused for
    `model_idle_seconds`. Where the process has more than `max_memory` bytes, and cannot give them back, it
    begins anew.
    """

    dist: Path
    connect_hosts: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    models: Path | None = None
    model_sources: tuple[str, ...] = ()
    preload_models: tuple[str, ...] = ()
    pinned_models: tuple[str, ...] = ()
    model_idle_seconds: float = 300.0
    model_runs: int | None = None
    provider: Wish = "auto"
    api_key: str = field(default="", repr=False)
    cors_origins: tuple[str, ...] = ()
    max_file_size: int = 50_000_000
    max_pixels: int = 50_000_000
    max_cache_size: int = 1_000_000_000
    max_memory: int | None = None
    max_workers: int = min(4, os.cpu_count() or 1)
    max_waiting: int = 16
    timeout: float = 30.0

    def __post_init__(self) -> None:
        for origin in (*self.connect_hosts, *self.cors_origins):
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is not an origin such as https://ai.example.org")
        if not (self.dist / "index.html").is_file():
            raise ValueError(f"There is no built editor in {self.dist}; `build.py build` makes one.")
