"""The recipes that come with FotoFun: `recipes/<name>.json`."""

from functools import cache
from pathlib import Path

from fotofun.errors import RecipeError
from fotofun.recipe.recipe import Recipe

FOLDER = Path(__file__).parent.parent / "recipes"


@cache
def presets() -> tuple[str, ...]:
    """The names of all presets."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


@cache
def preset(name: str) -> Recipe:
    """The preset of that name; RecipeError if there is none."""
    if name not in presets():
        raise RecipeError(
            f"There is no preset {name!r}.", advice=f"Choose one of {', '.join(presets()) or 'none'}."
        )
    return Recipe.from_text((FOLDER / f"{name}.json").read_bytes())
