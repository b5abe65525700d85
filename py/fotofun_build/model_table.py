"""`build.py models`: the models, fetched, converted, verified, and shown as a table."""

from rich.table import Table

from fotofun.inference.manifest import Manifest
from fotofun_build import models, paths, progress
from fotofun_build.errors import BuildError
from fotofun_build.tables import print_table


def make_ready() -> None:
    """Bring every model into `dist/models/`; BuildError if one that is always built cannot be had."""
    missing = [each.title for each in models.list_models() if each.on_demand and not _try(each)]
    models.build(paths.DIST / "models")
    if missing:
        progress.say(f"In place with the right bytes are all models but {', '.join(missing)}.")
    else:
        progress.say("Every model is in place, with the right bytes.")


def _try(manifest: Manifest) -> bool:
    """Whether the model could be fetched; says why not, and where to put a file that somebody has."""
    try:
        models.model_file(manifest)
    except BuildError as error:
        names = ", ".join(original.name for original in manifest.original)
        progress.say(f"{error}\nOr put {names} into models/{manifest.task}/ and run this again.")
        return False
    return True


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
    print_table(table)
