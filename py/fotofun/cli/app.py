"""The commands of `fotofun`."""

import json
import os
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from fotofun.catalog import catalog
from fotofun.cli import batch as batches
from fotofun.cli.flags import HELP, calls, kind_named
from fotofun.cli.reporting import FAILED, STOPPED, UsageError, err, out, reported, tell
from fotofun.cli.show import file_info, show_file, show_operation, show_operations, show_recipe
from fotofun.codecs import ExportOptions, Keep
from fotofun.operation import REGISTRY
from fotofun.recipe import Recipe, preset, presets, schema, to_python
from fotofun.scripting import format_of, open_photo, opened, read

app = typer.Typer(
    name="fotofun",
    help="Edit photos: single operations, recipes, and whole folders.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
recipes = typer.Typer(help="Look at recipes.", no_args_is_help=True)
app.add_typer(recipes, name="recipe")

Quality = Annotated[int, typer.Option(min=1, max=100, help="For JPEG, WebP and AVIF.")]
Kept = Annotated[Keep, typer.Option(help="What the file tells about the photo.")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
Named = Annotated[
    str,
    typer.Argument(help="A recipe file, or the name of a preset.", metavar="RECIPE", show_default=False),
]
Photos = Annotated[list[Path], typer.Argument(help="The photos.", metavar="IN...", show_default=False)]
Format = Literal["png", "jpeg", "webp", "tiff", "gif", "bmp", "avif", "ora"]


@app.command()
@reported
def operations(as_json: AsJson = False) -> None:
    """List every operation, by menu."""
    if as_json:
        print(json.dumps(catalog(), indent=2))
    else:
        show_operations()


@app.command(context_settings={"allow_interspersed_args": False}, add_help_option=False)
@reported
def edit(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="IN OUT OPERATION [--PARAMETER VALUE]...", show_default=False),
    ] = None,
    quality: Quality = 90,
    keep: Kept = "all",
    show_help: Annotated[bool, typer.Option("--help", "-h", help="Show this help.")] = False,
) -> None:
    """Do operations to a photo, in the order given.

    fotofun edit beach.jpg bright.jpg exposure --stops 0.5 saturation --saturation 20

    `fotofun edit OPERATION --help` lists the parameters of an operation. Options of the command itself come
    first: `fotofun edit --quality 95 IN OUT ...`.
    """
    words = words or []
    asked = next((place for place, word in enumerate(words) if word in HELP), None)
    if show_help or asked is not None or not words:
        before = words[: asked or 0]
        named = [word for word in before if word.replace("-", "_") in REGISTRY]
        if show_help or not before:
            out.print(context.get_help())
        else:
            show_operation(kind_named(named[-1] if named else before[-1]))
        return
    if len(words) < 3 or any(word.startswith("-") for word in words[:2]):
        raise UsageError(
            "An input, an output and at least one operation are needed.",
            "For example: fotofun edit in.jpg out.jpg exposure --stops 0.5",
        )
    source, target, *rest = words
    todo = calls(rest)
    _check_target(Path(source), Path(target))
    photo = open_photo(source)
    for call in todo:
        photo.do(call.kind.create(call.params), call.target, call.layer)
    photo.save(target, quality=quality, keep=keep)


@app.command()
@reported
def apply(
    recipe: Named,
    sources: Photos,
    folder: Annotated[Path, typer.Option("-o", "--output", help="Where the results go.", show_default=False)],
    format: Annotated[Format | None, typer.Option(help="The results' format, if not the photos'.")] = None,
    quality: Quality = 90,
    keep: Kept = "all",
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: one for each processor.")] = 0,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Do everything again, and replace files of other origin.")
    ] = False,
) -> None:
    """Do a recipe to many photos; run it again to go on where it was stopped."""
    job = batches.Batch(_recipe(recipe).to_json(), str(folder), format or "", quality, keep, overwrite)
    workers = min(workers or os.cpu_count() or 1, len(sources))
    counts = {"done": 0, "skipped": 0, "failed": 0}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(_recipe(recipe).title, total=len(sources))

        def report(result: batches.Result) -> None:
            counts[result.status] += 1
            if result.status == "failed":
                progress.console.print(f"{result.source}: {result.message}", markup=False)
            progress.advance(task)

        try:
            batches.apply(job, sources, workers, report)
        except KeyboardInterrupt:
            progress.stop()
            tell(f"Stopped after {counts['done']} photos. Run it again to go on.")
            raise typer.Exit(STOPPED) from None
    skipped = f", {counts['skipped']} were there already" if counts["skipped"] else ""
    failed = f", {counts['failed']} failed" if counts["failed"] else ""
    out.print(f"{counts['done']} done{skipped}{failed}.")
    if counts["failed"]:
        raise typer.Exit(FAILED)


@app.command()
@reported
def info(file: Annotated[Path, typer.Argument(show_default=False)], as_json: AsJson = False) -> None:
    """Tell a file's size, format, metadata and layers."""
    data = read(file)
    document, kind = opened(data, file.name)
    if as_json:
        print(json.dumps(file_info(document, kind, len(data)), indent=2))
    else:
        show_file(document, kind, len(data))


@app.command()
@reported
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", show_default=False)],
    target: Annotated[Path, typer.Argument(metavar="OUT", show_default=False)],
    quality: Quality = 90,
    keep: Kept = "all",
    lossless: Annotated[bool, typer.Option("--lossless", help="Every pixel as it is, for WebP.")] = False,
) -> None:
    """Write a photo in another format; the extension says which."""
    _check_target(source, target)
    options = ExportOptions(lossless=lossless)
    open_photo(source).save(target, quality=quality, keep=keep, options=options)


@recipes.command()
@reported
def show(
    recipe: Named,
    python: Annotated[bool, typer.Option("--python", help="As a Python script.")] = False,
    as_json: AsJson = False,
) -> None:
    """List a recipe's steps."""
    found = _recipe(recipe)
    if python:
        print(to_python(found), end="")
    elif as_json:
        print(found.to_text(), end="")
    else:
        show_recipe(found)


@recipes.command("presets")
@reported
def show_presets() -> None:
    """List the recipes that come with FotoFun."""
    for name in presets():
        out.print(f"{name:20} {preset(name).description}", markup=False)


@recipes.command("schema")
@reported
def show_schema() -> None:
    """Print the JSON Schema of recipes."""
    print(json.dumps(schema(), indent=2))


def _recipe(named: str) -> Recipe:
    """The recipe in a file, or the preset of that name."""
    path = Path(named)
    if not path.is_file() and named in presets():
        return preset(named)
    if not path.is_file():
        raise UsageError(
            f"There is neither a file nor a preset {named!r}.", "`fotofun recipe presets` lists the presets."
        )
    return Recipe.from_text(read(path))


def _check_target(source: Path, target: Path) -> None:
    """Refuses what could not be written, before any work is done."""
    format_of(target)
    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(f"{target} is the photo itself.", "Give the result another name.")
