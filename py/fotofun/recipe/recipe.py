"""A recipe as a value, and as JSON: what is legal, and how older ones are read."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from fotofun.catalog import find
from fotofun.errors import BrokenRecipe, FotoFunError, NewerRecipe
from fotofun.operation import Operation
from fotofun.protocol import Recipe as RecipeData
from fotofun.protocol import Step, Target
from fotofun.raster import Size

VERSION = 1
"""The version of the format that is written; it rises when older FotoFuns could not read a recipe."""

MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Version -> what makes a recipe of that version one of the next. Operations migrate their own steps."""

Lengths = Literal["relative", "absolute"]
MOST_STEPS = 10_000
LARGEST = 64 << 20
"""No recipe file is larger, in bytes; pictures and tables travel in recipes."""

_KEYS = {"$schema", "fotofun", "version", "title", "description", "size", "lengths", "steps"}
_STEP_KEYS = {"operation", "version", "params", "target", "layer"}
_KEPT = "Nothing was changed."


@dataclass(frozen=True)
class Action:
    """One step, ready to be done: an operation, what it becomes, and its layer if not the active one."""

    edit: Operation
    target: Target | None = None
    layer: str | None = None

    def to_step(self) -> Step:
        """The step as a recipe keeps it."""
        step: Step = {
            "operation": self.edit.name,
            "version": self.edit.version,
            "params": self.edit.values(),
        }
        if self.target:
            step["target"] = self.target
        if self.layer:
            step["layer"] = self.layer
        return step


@dataclass(frozen=True)
class Recipe:
    """What to do with a photo.

    `size`: (width, height) of the photo it was recorded on. With `relative` lengths, what is in pixels
    scales to the photo it is used on; with `absolute` ones it stays.
    """

    title: str
    actions: tuple[Action, ...]
    description: str = ""
    size: Size | None = None
    lengths: Lengths = "relative"

    @classmethod
    def from_json(cls, data: object) -> "Recipe":
        """The recipe of parsed JSON; raises BrokenRecipe or NewerRecipe."""
        table = _migrated(data)
        _check_keys(table, _KEYS, "The recipe")
        title, description = table.get("title", ""), table.get("description", "")
        if not isinstance(title, str) or not isinstance(description, str):
            raise _broken("Title and description have to be texts.")
        lengths, steps = table.get("lengths", "relative"), table.get("steps")
        if lengths not in get_args(Lengths):
            raise _broken('Lengths are "relative" or "absolute".')
        if not isinstance(steps, list) or len(steps) > MOST_STEPS:
            raise _broken(f"The recipe needs a list of at most {MOST_STEPS} steps.")
        actions = tuple(_action(step, number) for number, step in enumerate(steps, 1))
        return cls(title or "Recipe", actions, description, _size(table.get("size")), lengths)

    @classmethod
    def from_text(cls, text: str | bytes) -> "Recipe":
        """The recipe of a file's content; raises BrokenRecipe or NewerRecipe."""
        if len(text) > LARGEST:
            raise _broken(f"The file is larger than {LARGEST >> 20} MB.")
        try:
            return cls.from_json(json.loads(text))
        except (ValueError, RecursionError):
            raise _broken("The file is not JSON.") from None

    def to_json(self) -> RecipeData:
        """The recipe as JSON carries it."""
        return {
            "fotofun": "recipe",
            "version": VERSION,
            "title": self.title,
            "description": self.description,
            "size": list(self.size) if self.size else None,
            "lengths": self.lengths,
            "steps": [action.to_step() for action in self.actions],
        }

    def to_text(self) -> str:
        """The recipe as a file."""
        return json.dumps(self.to_json(), indent=2, ensure_ascii=False) + "\n"


def _migrated(data: object) -> dict[str, Any]:
    if not isinstance(data, dict) or data.get("fotofun") != "recipe":
        raise BrokenRecipe(
            "This is no FotoFun recipe.", kept=_KEPT, advice='A recipe is JSON with "fotofun": "recipe".'
        )
    version = data.get("version")
    if type(version) is not int or version < 1:
        raise _broken("The recipe has no version.")
    if version > VERSION:
        raise _newer(f"This recipe has version {version}; this FotoFun reads up to {VERSION}.")
    for older in range(version, VERSION):
        data = MIGRATIONS[older](data)
    return data


def _action(step: object, number: int) -> Action:
    where = f"Step {number}"
    if not isinstance(step, dict):
        raise _broken(f"{where} is not an object.")
    _check_keys(step, _STEP_KEYS, where)
    name, version, params = step.get("operation"), step.get("version"), step.get("params")
    target, layer = step.get("target"), step.get("layer")
    if not isinstance(name, str) or type(version) is not int or not isinstance(params, dict):
        raise _broken(f"{where} needs an operation, its version and its params.")
    if target is not None and target not in get_args(Target):
        raise _broken(f"{where} has the target {target!r}.", f"Choose one of {', '.join(get_args(Target))}.")
    if layer is not None and not isinstance(layer, str):
        raise _broken(f"{where} names its layer with something that is no text.")
    try:
        kind = find(name)
        if version > kind.version:
            raise _newer(f"{where} ({name}) has version {version}; this FotoFun knows {kind.version}.")
        edit = kind.create(kind.migrate(params, version) if version < kind.version else params)
    except NewerRecipe:
        raise
    except FotoFunError as error:
        what = error.what[0].lower() + error.what[1:]
        raise _broken(f"{where} cannot be read: {what}", error.advice) from error
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(f"The parameters of step {number} ({name}) are not those of its version.") from error
    return Action(edit, cast(Target | None, target), layer)


def _size(value: object) -> Size | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise _broken("The recipe's size is not [width, height].")
    width, height = value
    if type(width) is not int or type(height) is not int or width < 1 or height < 1:
        raise _broken("The recipe's size is not [width, height].")
    return width, height


def _check_keys(table: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(str(key) for key in set(table) - known):
        raise _broken(f"{where} has something unknown: {', '.join(unknown)[:80]}.")


def _broken(what: str, advice: str = "Correct the recipe, or record it again.") -> BrokenRecipe:
    return BrokenRecipe(what, kept=_KEPT, advice=advice)


def _newer(what: str) -> NewerRecipe:
    return NewerRecipe(what, kept=_KEPT, advice="Update FotoFun.")
