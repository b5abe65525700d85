"""Recipes: what was done to one photo, to be done to others. A versioned list of steps, as JSON or Python."""

from fotofun.recipe.presets import preset, presets
from fotofun.recipe.python import to_python
from fotofun.recipe.recipe import VERSION, Action, Recipe
from fotofun.recipe.recording import recipe_of, recorded
from fotofun.recipe.replay import (
    Asking,
    Factors,
    ModelNeeded,
    answered,
    doing,
    finished,
    replay,
    replaying,
)
from fotofun.recipe.schema import schema

__all__ = [
    "VERSION",
    "Action",
    "Asking",
    "ModelNeeded",
    "Recipe",
    "Factors",
    "answered",
    "doing",
    "finished",
    "preset",
    "presets",
    "recipe_of",
    "recorded",
    "replay",
    "replaying",
    "schema",
    "to_python",
]
