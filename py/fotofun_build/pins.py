"""The remote files that the editor is built from, as `pins.toml` lists them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from fotofun_build import sources

_FILE = Path(__file__).parent / "pins.toml"


@dataclass(frozen=True)
class Pin:
    """A file: its name, its bytes' sha256 and number, and where they can be had."""

    name: str
    sha256: str
    bytes: int
    sources: tuple[sources.Source, ...]


def load() -> list[Pin]:
    """All pins, in the file's order."""
    with _FILE.open("rb") as file:
        tables = tomllib.load(file)["pin"]
    return [
        Pin(
            table["name"],
            table["sha256"],
            table["bytes"],
            tuple(sources.parse(row) for row in table["source"]),
        )
        for table in tables
    ]


def fetch(pin: Pin) -> Path:
    """The pinned file, verified."""
    return sources.fetch(pin.name, pin.sha256, pin.sources, pin.bytes)
