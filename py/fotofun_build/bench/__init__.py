"""Measurements of the built editor. Every module in here has `run(context: Context) -> list[Row]`."""

import importlib
import json
import pkgutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from rich.table import Table

from fotofun_build import chromium, editor, paths
from fotofun_build.errors import BuildError
from fotofun_build.progress import Step
from fotofun_build.tables import print_table
from fotofun_service import configuration
from fotofun_service.app import create_app
from fotofun_service.server import in_background


@dataclass
class Context:
    """What a measurement is made with: the served editor and a browser, made when first asked for."""

    _open: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def address(self) -> str:
        """Where the built editor is served."""
        editor.build()
        return self._open.enter_context(in_background(create_app(configuration.read().settings(paths.DIST))))

    @cached_property
    def chromium(self) -> Path:
        """The browser's program."""
        return chromium.find()

    def close(self) -> None:
        """Stops what was started."""
        self._open.close()


@dataclass(frozen=True)
class Row:
    """One measured value. `peer` names what it is compared with in the same run, `ratio` is value / peer."""

    name: str
    value: float
    unit: str
    peer: str | None = None
    ratio: float | None = None


def names() -> list[str]:
    """What can be measured."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)


def run(chosen: Sequence[str], report: Path | None) -> None:
    """Measure what is chosen, or everything; print a table, and write it as JSON to `report` if given."""
    if unknown := [name for name in chosen if name not in names()]:
        raise BuildError(
            f"There is no measurement {', '.join(unknown)}.",
            "Nothing was measured.",
            f"Choose of: {', '.join(names())}.",
        )
    rows: list[Row] = []
    context = Context()
    try:
        for name in chosen or names():
            module = importlib.import_module(f"{__name__}.{name}")
            with Step(name.replace("_", " ").capitalize()):
                rows += module.run(context)
    finally:
        context.close()
    _print(rows)
    if report is not None:
        report.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")


def _print(rows: list[Row]) -> None:
    table = Table("Measurement", "Value", "Unit", "Compared with", "Ratio")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        table.add_row(row.name, f"{row.value:,.4g}", row.unit, row.peer or "", ratio)
    print_table(table)
