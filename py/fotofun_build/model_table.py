"""`build.py models`: the models, fetched, converted, verified, and shown as a table."""

from rich.console import Console
from rich.table import Table

from fotofun_build import models, paths, progress


def make_ready() -> None:
    """Bring every model into `dist/models/`; BuildError if one cannot be had."""
    models.build(paths.DIST / "models")
    progress.say("Every model is in place, with the right bytes.")


def show() -> None:
    """Print every model with its task, size, licence and whether it is in `dist/` already."""
    table = Table("Task", "Model", "Title", "Size", "Licence", "Runs on", "Built")
    for manifest in models.list_models():
        built = (paths.DIST / "models" / manifest.file).exists()
        table.add_row(
            manifest.task,
            manifest.id,
            manifest.title,
            progress.size(manifest.bytes),
            manifest.licence.spdx,
            ", ".join(manifest.providers),
            "yes" if built else "no",
        )
    Console().print(table)
