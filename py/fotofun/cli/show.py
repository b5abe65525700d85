"""What `fotofun` prints: operations and files as tables, for people."""

from itertools import groupby

from rich.table import Table

from fotofun.catalog import catalog, describe
from fotofun.cli.flags import flag, takes
from fotofun.cli.reporting import out
from fotofun.codecs.summary import summary
from fotofun.document.describe import layer_info
from fotofun.document.document import Document
from fotofun.operation import Operation
from fotofun.protocol import LayerInfo
from fotofun.recipe import Recipe


def show_operations() -> None:
    """Every operation, menu by menu."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for menu, entries in groupby(catalog(), key=lambda each: each["menu"]):
        table.add_row(f"[bold]{menu.capitalize()}[/]")
        for entry in entries:
            table.add_row(f"  {entry['name']}", entry["description"])
    out.print(table)


def show_operation(kind: type[Operation]) -> None:
    """An operation's help: what it does, and its flags with ranges, units and defaults."""
    out.print(f"[bold]{kind.name}[/]  {describe(kind)['description']}\n")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for parameter in kind.parameters:
        default = str(parameter.default) if parameter.default != "" else "none"
        control = parameter.control
        table.add_row(flag(parameter), takes(parameter), f"(default {_short(default)})", control.description)
    own = {parameter.name for parameter in kind.parameters}
    if "target" not in own:
        table.add_row("--target", "pixels, setting, layer, content, mask, selection", "", "What it becomes.")
    if "layer" not in own:
        table.add_row("--layer", "id", "", "The layer it is for, if not the active one.")
    out.print(table, markup=False)


def show_recipe(recipe: Recipe) -> None:
    """A recipe's steps, with what is not at its default."""
    out.print(f"[bold]{recipe.title}[/]  {recipe.description}" if recipe.description else recipe.title)
    for number, action in enumerate(recipe.actions, 1):
        values = action.edit.values()
        given = [
            f"{each.name}={_short(str(values[each.name]))}"
            for each in action.edit.parameters
            if getattr(action.edit, each.name) != each.default
        ]
        more = [f"as {action.target}"] if action.target else []
        more += [f"on {action.layer}"] if action.layer else []
        out.print(f"{number:3}  {action.edit.name}  {' '.join([*given, *more])}", markup=False)


def file_info(document: Document, format: str, count: int) -> dict[str, object]:
    """A file's size, format, metadata and layers, as JSON carries them."""
    return {
        "name": document.name,
        "format": format,
        "bytes": count,
        "width": document.width,
        "height": document.height,
        "metadata": summary(document.metadata),
        "layers": [layer_info(layer) for layer in document.layers],
        "notes": list(document.notes),
    }


def show_file(document: Document, format: str, count: int) -> None:
    """The same, for people."""
    rows = {
        "size": f"{document.width} x {document.height} ({document.width * document.height / 1e6:.1f} MP)",
        "format": f"{format}, {count / 1e6:.2f} MB",
        **summary(document.metadata),
        "notes": " ".join(document.notes),
    }
    out.print(document.name, markup=False, style="bold")
    for name, value in rows.items():
        if value:
            out.print(f"  {name:10}  {value}", markup=False)
    if len(document.layers) > 1:
        for layer in reversed(document.layers):
            _show_layer(layer_info(layer), 1)


def _show_layer(layer: LayerInfo, depth: int) -> None:
    hidden = "" if layer["visible"] else ", hidden"
    about = f"{layer['kind']}, {layer['blend_mode']}, {layer['opacity']:g}%{hidden}"
    out.print(f"{'  ' * depth}{layer['id']}  {layer['name']}  ({about})", markup=False)
    for inner in reversed(layer["layers"]):
        _show_layer(inner, depth + 1)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
