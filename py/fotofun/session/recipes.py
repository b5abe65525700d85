"""Recipes: what was done, to be done to other photos."""

from collections.abc import Sequence

from fotofun.protocol import ApplyRecipeParams, RecipeParams
from fotofun.recipe import Recipe, preset, presets, recipe_of, replaying, to_python
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("recipe")
async def recipe(session: Session, number: int, params: RecipeParams, buffers: Sequence[Bytes]) -> Answer:
    """What was done so far, as JSON and as Python."""
    made = recipe_of(
        session.history,
        params.get("title", ""),
        params.get("description", ""),
        params.get("lengths", "relative"),
    )
    return {"json": made.to_json(), "python": to_python(made)}, ()


@method("apply_recipe")
async def apply_recipe(
    session: Session, number: int, params: ApplyRecipeParams, buffers: Sequence[Bytes]
) -> Answer:
    """Do a recipe or a preset: all of it as one step of the history, or nothing."""
    named = params.get("preset")
    chosen = Recipe.from_json(params.get("recipe")) if named is None else preset(named)
    history = session.history
    base = history.document
    document, steps = await session.finish(number, replaying(chosen, base), chosen.title)
    if document != base:
        history.push(chosen.title, document, steps=steps)
        session.journal.keep(history, number, "apply_recipe", params)
    return {"document": session.changed(history), "message": chosen.title}, ()


@method("presets")
async def list_presets(session: Session, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
    """The recipes that come with FotoFun."""
    found = ((name, preset(name)) for name in presets())
    return [{"name": name, "title": each.title, "description": each.description} for name, each in found], ()
