"""What may differ from one place where the service runs to the next."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ORIGIN = re.compile(r"(https?|wss?)://[A-Za-z0-9.-]+(:\d{1,5})?")


@dataclass(frozen=True)
class Settings:
    """Where the editor lies, and whom the service and its page may talk to.

    `connect_hosts` are origins such as `https://ai.example.org` that the page may call besides its own.
    `allowed_hosts` are the names that the service answers to; empty means any.
    """

    dist: Path
    connect_hosts: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for origin in self.connect_hosts:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is not an origin such as https://ai.example.org")
        if not (self.dist / "index.html").is_file():
            raise ValueError(f"There is no built editor in {self.dist}; `build.py build` makes one.")

    @classmethod
    def from_environment(
        cls, dist: Path, allowed_hosts: tuple[str, ...] = (), environment: Mapping[str, str] = os.environ
    ) -> "Settings":
        """Settings with FOTOFUN_CONNECT_HOSTS and FOTOFUN_ALLOWED_HOSTS, each separated by commas."""

        def names(variable: str) -> tuple[str, ...]:
            return tuple(name.strip() for name in environment.get(variable, "").split(",") if name.strip())

        return cls(dist, names("FOTOFUN_CONNECT_HOSTS"), allowed_hosts + names("FOTOFUN_ALLOWED_HOSTS"))
