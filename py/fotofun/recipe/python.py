"""A recipe as a Python script that runs as it stands."""

from fotofun.operation import Operation
from fotofun.recipe.recipe import Action, Recipe

_WIDTH = 100
_SCRIPT = """\
{heading}
import sys

from fotofun.scripting import open_photo

photo = open_photo(sys.argv[1])
{body}
photo.save(sys.argv[2])
"""


def to_python(recipe: Recipe) -> str:
    """A script that does the recipe: `python script.py photo.jpg result.jpg`.

    Parameters at their default are left out.
    """
    lines = [_call(action) for action in recipe.actions]
    if (
        recipe.size
        and recipe.lengths == "relative"
        and any(_has_lengths(each.edit) for each in recipe.actions)
    ):
        width, height = recipe.size
        lines.insert(0, f"photo.measure({width}, {height})  # lengths below are for a photo of that size")
    script = _SCRIPT.format(heading=_comment(recipe), body="\n".join(lines) or "# nothing is changed")
    return script.lstrip()


def _call(action: Action) -> str:
    edit = action.edit
    values = edit.values()
    given = [
        f"{each.name}={values[each.name]!r}"
        for each in edit.parameters
        if getattr(edit, each.name) != each.default
    ]
    own = {each.name for each in edit.parameters}
    for name, value in (("target", action.target), ("layer", action.layer)):
        if value is not None and name not in own:
            given.append(f"{name}={value!r}")
    line = f"photo.{edit.name}({', '.join(given)})"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"photo.{edit.name}(", *(f"    {each}," for each in given), ")"])


def _has_lengths(edit: Operation) -> bool:
    return any(
        each.control.scaled(getattr(edit, each.name), 0.5, 0.75) != getattr(edit, each.name)
        for each in edit.parameters
    )


def _comment(recipe: Recipe) -> str:
    """Title and description as comments: whatever is in them, no line of it can become code."""
    lines = [*recipe.title.splitlines(), *recipe.description.splitlines()]
    return "".join(f"# {''.join(c for c in line if c.isprintable())}\n" for line in lines if line.strip())
