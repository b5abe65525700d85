"""The recipes that come with FotoFun: `recipes/<name>.json`."""

from functools import cache
from importlib.resources import files

from fotofun.errors import RecipeError
from fotofun.recipe.recipe import Recipe

_FOLDER = files("fotofun").joinpath("recipes")


@cache
def presets() -> tuple[str, ...]:
    """The names of all presets."""
    if not _FOLDER.is_dir():
        return ()
    names = (each.name for each in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


@cache
def preset(name: str) -> Recipe:
    """The preset of that name; RecipeError if there is none."""
    if name not in presets():
        raise RecipeError(
            f"There is no preset {name!r}.", advice=f"Choose one of {', '.join(presets()) or 'none'}."
        )
    return Recipe.from_text(_FOLDER.joinpath(f"{name}.json").read_bytes())
