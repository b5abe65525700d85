"""How a recipe comes about: every command of a history leaves its step."""

from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.tree import walk
from fotofun.operation import Operation
from fotofun.protocol import Step, Target
from fotofun.recipe.recipe import VERSION, Action, Lengths, Recipe


def recorded(document: Document, edit: Operation, target: Target | None = None) -> Step:
    """The step that does this to a document's active layer; names the layer where there are several."""
    several = sum(1 for _ in walk(document.layers)) > 1
    return Action(edit, target, document.active_id if several else None).to_step()


def recipe_of(
    history: History, title: str = "", description: str = "", lengths: Lengths = "relative"
) -> Recipe:
    """What was done to the opened picture up to now, undone commands left out."""
    return Recipe.from_json(
        {
            "fotofun": "recipe",
            "version": VERSION,
            "title": title or history.document.name.rpartition(".")[0] or history.document.name,
            "description": description,
            "size": list(history.opened_size),
            "lengths": lengths,
            "steps": history.steps,
        }
    )
