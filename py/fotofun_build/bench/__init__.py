"""Measurements of the built editor. Every module in here has `run(context: Context) -> list[Row]`."""

import importlib
import json
import pkgutil
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from fotofun_build import chromium, editor, paths
from fotofun_build.progress import Step
from fotofun_service.app import create_app
from fotofun_service.server import in_background
from fotofun_service.settings import Settings


@dataclass(frozen=True)
class Context:
    """What a measurement is made with: the served editor and a browser."""

    address: str
    chromium: Path


@dataclass(frozen=True)
class Row:
    """One measured value. `peer` names what it is compared with in the same run, `ratio` is value / peer."""

    name: str
    value: float
    unit: str
    peer: str | None = None
    ratio: float | None = None


def run(report: Path | None) -> None:
    """Measure everything, print a table, and write it as JSON to `report` if given."""
    editor.build()
    rows: list[Row] = []
    with in_background(create_app(Settings.from_environment(paths.DIST))) as address:
        context = Context(address, chromium.find())
        for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
            with Step(module.name.replace("_", " ").capitalize()):
                rows += importlib.import_module(f"{__name__}.{module.name}").run(context)
    _print(rows)
    if report is not None:
        report.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")


def _print(rows: list[Row]) -> None:
    table = Table("Measurement", "Value", "Unit", "Compared with", "Ratio")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        table.add_row(row.name, f"{row.value:,.4g}", row.unit, row.peer or "", ratio)
    Console().print(table)
