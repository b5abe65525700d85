"""Doing what a recipe says to a document."""

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias, TypeVar

from fotofun.document.document import Document
from fotofun.document.tree import find as find_layer
from fotofun.editing import perform
from fotofun.editing.frame import Frame
from fotofun.editing.outcomes import fitted, with_outcome
from fotofun.editing.perform import Work
from fotofun.errors import Cancelled, FotoFunError, ModelUnavailable, StepFailed
from fotofun.operation import GeometryOperation, InferenceOperation, Outcome
from fotofun.protocol import Step
from fotofun.raster import Pixels, Size
from fotofun.recipe.recipe import Action, Recipe
from fotofun.recipe.recording import recorded

Infer: TypeAlias = Callable[[InferenceOperation, Pixels], Outcome]
"""Runs the model of an operation on a layer's pixels, (H, W, 4) uint8."""


@dataclass(frozen=True)
class ModelNeeded:
    """A replay has come to a step that needs a model: send it the outcome, or throw it an error."""

    edit: InferenceOperation
    pixels: Pixels


T = TypeVar("T")
Asking: TypeAlias = Generator[float | ModelNeeded, Outcome | None, T]
"""Work that yields the fraction done, or what it needs a model for."""


@dataclass(frozen=True)
class Factors:
    """How much wider and higher a document is than the one that a recipe was recorded on."""

    x: float = 1.0
    y: float = 1.0

    @classmethod
    def between(cls, recorded: Size | None, size: Size) -> "Factors":
        """From the recorded size, if there is one, to a document's."""
        return cls(size[0] / recorded[0], size[1] / recorded[1]) if recorded else cls()


def doing(document: Document, action: Action, factors: Factors) -> Asking[tuple[Document, Step, Factors]]:
    """Does one action; ends with the new document, the step as it was done, and the factors for the next.

    Raises CommandError or InferenceError.
    """
    edit = action.edit
    if factors != Factors():
        edit = edit.scaled(factors.x, factors.y)
    if action.layer:
        document = replace(document, active_id=find_layer(document.layers, action.layer).id)
    step = recorded(document, edit, action.target)
    if factors.x != factors.y and isinstance(edit, GeometryOperation) and _turns(edit, document):
        factors = Factors(factors.y, factors.x)
    if isinstance(edit, InferenceOperation):
        fit = fitted(edit, document)
        outcome = yield ModelNeeded(fit, Frame(document).pixels)
        assert outcome is not None
        document = with_outcome(document, document.active_id, fit, outcome)
    else:
        document = yield from perform(document, edit, action.target)
    return document, step, factors


def replaying(recipe: Recipe, document: Document) -> Asking[tuple[Document, tuple[Step, ...]]]:
    """Does one step after the other; ends with the new document and the steps as they were done to it.

    Automatic operations fit themselves anew. A layer that a step names is the one in the same place:
    `layer-1` is the document's active one, later numbers are those of layers that the recipe has made.
    Raises StepFailed; nothing was changed then.
    """
    factors = Factors.between(recipe.size if recipe.lengths == "relative" else None, document.size)
    made, opened = document.made, document.active_id
    done: list[Step] = []
    for number, action in enumerate(recipe.actions):
        if action.layer:
            action = replace(action, layer=_layer_id(action.layer, made, opened))
        try:
            work = _within(doing(document, action, factors), number, len(recipe.actions))
            document, step, factors = yield from work
        except Cancelled:
            raise
        except FotoFunError as error:
            what = error.what[0].lower() + error.what[1:]
            raise StepFailed(
                f"Step {number + 1} of {recipe.title!r} ({action.edit.label}) failed: {what}",
                advice=error.advice,
            ) from error
        done.append(step)
    return document, tuple(done)


def answered(work: Asking[T], infer: Infer | None = None) -> Generator[float, None, T]:
    """The same work with its questions for models answered."""
    proceed: Callable[[], float | ModelNeeded] = partial(next, work)
    while True:
        try:
            asked = proceed()
        except StopIteration as end:
            result: T = end.value
            return result
        proceed = partial(next, work)
        if not isinstance(asked, ModelNeeded):
            yield asked
            continue
        try:
            proceed = partial(work.send, _outcome(asked, infer))
        except FotoFunError as error:
            proceed = partial(work.throw, error)


def finished(work: Asking[T], infer: Infer | None = None) -> T:
    """What all of the work ends with."""
    answering = answered(work, infer)
    while True:
        try:
            next(answering)
        except StopIteration as end:
            result: T = end.value
            return result


def replay(recipe: Recipe, document: Document, infer: Infer | None = None) -> Work:
    """Does a recipe to a document; raises StepFailed, which names the step. The document stays as it was."""
    document, _ = yield from answered(replaying(recipe, document), infer)
    return document


def _outcome(asked: ModelNeeded, infer: Infer | None) -> Outcome:
    if infer is None:
        raise ModelUnavailable(f"{asked.edit.label} needs a model, and none can run here.")
    return infer(asked.edit, asked.pixels)


def _within(work: Asking[T], number: int, count: int) -> Asking[T]:
    """One step's work, with the fractions of the whole recipe."""
    yield number / count
    proceed: Callable[[], float | ModelNeeded] = partial(next, work)
    while True:
        try:
            asked = proceed()
        except StopIteration as end:
            result: T = end.value
            return result
        if isinstance(asked, ModelNeeded):
            try:
                proceed = partial(work.send, (yield asked))
            except FotoFunError as error:
                proceed = partial(work.throw, error)
        else:
            yield (number + asked) / count
            proceed = partial(next, work)


def _layer_id(recorded: str, made: int, opened: str) -> str:
    """The id that a recorded layer has in a document whose layers were numbered up to `made`."""
    found = re.fullmatch(r"layer-(\d{1,9})", recorded)
    if not found or made == 1:
        return recorded
    number = int(found[1])
    return opened if number == 1 else f"layer-{number + made - 1}"


def _turns(edit: GeometryOperation, document: Document) -> bool:
    """Whether width and height change places, so that the recipe's factors have to."""
    (across, up, _), *_ = edit.map(Frame(document)).matrix
    return abs(up) > abs(across)
