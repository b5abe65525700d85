"""An open editor: requests in, answers and events out. The page, tests and scripts all speak to this."""

import asyncio
import logging
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol, TypeVar, cast, get_args

import numpy as np
from numpy.typing import NDArray

from fotofun.catalog import catalog, find
from fotofun.codecs import EXPORT_FORMATS, decode, decode_with, encode
from fotofun.document.describe import layer_info
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.tree import find as find_layer
from fotofun.editing import perform
from fotofun.editing.frame import Frame
from fotofun.errors import (
    Cancelled,
    CommandError,
    FotoFunError,
    InternalError,
    InvalidParameter,
    NoDocument,
    OutOfMemory,
)
from fotofun.inference.runner import ModelRunner
from fotofun.layered import LAYERED_FORMATS, open_layered, save_layered
from fotofun.operation import InferenceOperation, Outcome
from fotofun.protocol import (
    ApplyRecipeParams,
    DocumentInfo,
    ErrorInfo,
    ExportParams,
    JumpParams,
    LayerParams,
    OpenParams,
    RecipeParams,
    RunParams,
    SnapshotParams,
    Target,
)
from fotofun.raster import Pixels
from fotofun.recipe import (
    ModelNeeded,
    Recipe,
    preset,
    presets,
    recipe_of,
    recorded,
    replaying,
    to_python,
    with_outcome,
)
from fotofun.render.compositor import render
from fotofun.render.presenter import Emit, Presenter

Bytes = NDArray[np.uint8]
Answer = tuple[object, Sequence[Bytes]]
Report = Callable[[float | None, str], None]
T = TypeVar("T")


class MakeRunner(Protocol):
    """Makes the runner of models for one request, which reports its progress."""

    def __call__(self, report: Report) -> ModelRunner:
        """A runner that tells `report` how far it is."""


class Session:
    """One editor with at most one open document.

    `emit(event, data, buffers)` receives the events of `fotofun.protocol.EVENTS`; `models` makes what runs
    models, or is None where there is nothing to run them.
    """

    def __init__(self, emit: Emit, models: MakeRunner | None = None) -> None:
        self._emit = emit
        self._models = models
        self._presenter = Presenter(emit)
        self._history: History | None = None
        self._running: dict[int, asyncio.Task[Answer]] = {}
        self._methods: dict[str, Callable[[int, Any, Sequence[Bytes]], Any]] = {
            "open": self._open,
            "run": self._run,
            "undo": self._undo,
            "redo": self._redo,
            "jump": self._jump,
            "snapshot": self._snapshot,
            "restore_snapshot": self._restore_snapshot,
            "activate_layer": self._activate_layer,
            "recipe": self._recipe,
            "apply_recipe": self._apply_recipe,
            "presets": self._presets,
            "document": self._document,
            "catalog": self._catalog,
            "present": self._present,
            "export": self._export,
            "cancel": self._cancel,
        }

    async def request(
        self, number: int, method: str, params: Mapping[str, Any], buffers: Sequence[Bytes] = ()
    ) -> Answer:
        """The answer to one request of `fotofun.protocol.METHODS`: its result and buffers.

        Raises FotoFunError, and nothing else; the document and the history are then as they were.
        """
        if method not in self._methods:
            raise CommandError(f"There is no command named {method!r}.")
        task = asyncio.ensure_future(self._methods[method](number, params, buffers))
        self._running[number] = task
        try:
            return cast(Answer, await task)
        except FotoFunError:
            raise
        except asyncio.CancelledError:
            raise Cancelled() from None
        except MemoryError:
            raise OutOfMemory(
                "There was not enough memory for that.",
                advice="Close other tabs, or work on a smaller copy of the picture.",
            ) from None
        except Exception as error:
            logging.getLogger(__name__).exception("%s failed", method)
            raise InternalError(
                f"Something went wrong inside FotoFun ({type(error).__name__}).", advice="Try again."
            ) from error
        finally:
            del self._running[number]

    @property
    def history(self) -> History:
        """The history of the open document; NoDocument if there is none."""
        if self._history is None:
            raise NoDocument()
        return self._history

    # --- methods -----------------------------------------------------------------------------------

    async def _open(self, number: int, params: OpenParams, buffers: Sequence[Bytes]) -> Answer:
        data, name = buffers[0].data, params["name"]
        decoded = params.get("decoded")
        document = None if decoded else open_layered(data, name)
        if document is None:
            if decoded:
                shape = (decoded["height"], decoded["width"], 4)
                picture = decode_with(buffers[1].reshape(shape), data, name)
            else:
                picture = decode(data, name)
            document = Document.from_pixels(name, picture.pixels, tuple(picture.notes), picture.metadata)
        self._history = History(document)
        return self._changed(), ()

    async def _run(self, number: int, params: RunParams, buffers: Sequence[Bytes]) -> Answer:
        edit = find(params["operation"]).create(params.get("params", {}))
        gesture = params.get("gesture")
        history = self.history
        base = history.base(gesture)
        if "layer" in params:
            base = replace(base, active_id=find_layer(base.layers, params["layer"]).id)
        if params.get("target") not in (None, *get_args(Target)):
            raise InvalidParameter(
                f"The target was {params.get('target')!r}.",
                advice=f"Choose one of {', '.join(get_args(Target))}.",
            )
        step = recorded(base, edit, params.get("target"))
        message = edit.label
        if isinstance(edit, InferenceOperation):
            outcome = await self._infer(number, edit, Frame(base).pixels)
            document, message = with_outcome(history.document, base.active_id, outcome), outcome.message
        else:
            document = await self._finish(number, perform(base, edit, params.get("target")), edit.label)
        if document is not base and (gesture or document != base):
            history.push(edit.label, document, gesture, [step])
        return {"document": self._changed(), "message": message}, ()

    async def _finish(self, number: int, work: Generator[Any, Any, T], label: str) -> T:
        """What work ends with; others wait for their turn, a cancel comes through, models run as it asks."""
        history, position = self.history, self.history.position
        report = self._reporter(number)
        proceed = partial(next, work)
        while True:
            try:
                asked = proceed()
            except StopIteration as done:
                result: T = done.value
                return result
            if isinstance(asked, ModelNeeded):
                try:
                    proceed = partial(work.send, await self._infer(number, asked.edit, asked.pixels))
                except FotoFunError as error:
                    proceed = partial(work.throw, error)
            else:
                report(asked, label)
                await asyncio.sleep(0)
                proceed = partial(next, work)
            if self._history is not history or history.position != position:
                raise Cancelled()

    async def _infer(self, number: int, edit: InferenceOperation, pixels: Pixels) -> Outcome:
        """What a model makes of a layer's pixels; Cancelled if another picture was opened meanwhile."""
        if self._models is None:
            raise CommandError(f"{edit.label} needs a model, and none can run here.")
        history = self.history
        outcome = await edit.run(pixels, self._models(self._reporter(number)))
        if self._history is not history:
            raise Cancelled()
        return outcome

    async def _undo(self, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
        self.history.step(-1)
        return self._changed(), ()

    async def _redo(self, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
        self.history.step(1)
        return self._changed(), ()

    async def _jump(self, number: int, params: JumpParams, buffers: Sequence[Bytes]) -> Answer:
        self.history.jump(params["position"])
        return self._changed(), ()

    async def _snapshot(self, number: int, params: SnapshotParams, buffers: Sequence[Bytes]) -> Answer:
        self.history.take_snapshot(params["name"])
        return self._changed(), ()

    async def _restore_snapshot(
        self, number: int, params: SnapshotParams, buffers: Sequence[Bytes]
    ) -> Answer:
        self.history.restore_snapshot(params["name"])
        return self._changed(), ()

    async def _activate_layer(self, number: int, params: LayerParams, buffers: Sequence[Bytes]) -> Answer:
        document = self.history.document
        layer = find_layer(document.layers, params["layer"])
        self.history.amend(replace(document, active_id=layer.id))
        return self._changed(), ()

    async def _recipe(self, number: int, params: RecipeParams, buffers: Sequence[Bytes]) -> Answer:
        recipe = recipe_of(
            self.history,
            params.get("title", ""),
            params.get("description", ""),
            params.get("lengths", "relative"),
        )
        return {"json": recipe.to_json(), "python": to_python(recipe)}, ()

    async def _apply_recipe(self, number: int, params: ApplyRecipeParams, buffers: Sequence[Bytes]) -> Answer:
        named = params.get("preset")
        recipe = Recipe.from_json(params.get("recipe")) if named is None else preset(named)
        base = self.history.document
        document, steps = await self._finish(number, replaying(recipe, base), recipe.title)
        if document != base:
            self.history.push(recipe.title, document, steps=steps)
        return {"document": self._changed(), "message": recipe.title}, ()

    async def _presets(self, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
        found = ((name, preset(name)) for name in presets())
        return [
            {"name": name, "title": each.title, "description": each.description} for name, each in found
        ], ()

    async def _document(self, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
        return (self._info() if self._history else None), ()

    async def _catalog(self, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
        return catalog(), ()

    async def _present(self, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
        if self._history:
            self._presenter = Presenter(self._emit)
            self._presenter.show(self._history.document)
        return {}, ()

    async def _export(self, number: int, params: ExportParams, buffers: Sequence[Bytes]) -> Answer:
        document = self.history.document
        report = self._reporter(number)
        keep = params.get("keep", "all")
        stem = document.name.rpartition(".")[0] or document.name
        if isinstance(params["format"], str) and params["format"] in LAYERED_FORMATS:
            report(None, "Writing the file")
            await asyncio.sleep(0)
            extension, media_type = LAYERED_FORMATS[params["format"]]
            data = save_layered(document, params["format"], keep)
            result = {"name": f"{stem}.{extension}", "media_type": media_type}
            return result, (np.frombuffer(data, np.uint8),)
        pixels = np.empty((document.height, document.width, 4), np.uint8)
        for fraction in render(document, pixels):
            report(fraction * 0.5, "Rendering")
            await asyncio.sleep(0)
        report(0.5, "Writing the file")
        await asyncio.sleep(0)
        data = encode(pixels, params["format"], params["quality"], metadata=document.metadata, keep=keep)
        form = EXPORT_FORMATS[params["format"]]
        result = {"name": f"{stem}.{form.extension}", "media_type": form.media_type}
        return result, (np.frombuffer(data, np.uint8),)

    async def _cancel(self, number: int, params: Mapping[str, int], buffers: Sequence[Bytes]) -> Answer:
        if task := self._running.get(params["request"]):
            task.cancel()
        return {}, ()

    # --- what goes out -----------------------------------------------------------------------------

    def _changed(self) -> DocumentInfo:
        self._presenter.show(self.history.document)
        info = self._info()
        self._emit("document", info, ())
        return info

    def _info(self) -> DocumentInfo:
        document = self.history.document
        return {
            "name": document.name,
            "width": document.width,
            "height": document.height,
            "layers": [layer_info(layer) for layer in document.layers],
            "active": document.active_id,
            "selection": document.selection.revision if document.selection else None,
            "channels": [channel.name for channel in document.channels],
            "resolution": document.resolution,
            "background": document.background,
            "history": [entry.label for entry in self.history.entries],
            "position": self.history.position,
            "snapshots": list(self.history.snapshots),
            "notes": list(document.notes),
        }

    def _reporter(self, number: int) -> Report:
        def report(fraction: float | None, message: str) -> None:
            self._emit("progress", {"request": number, "fraction": fraction, "message": message}, ())

        return report


def error_info(error: FotoFunError) -> ErrorInfo:
    """An error as the page receives it."""
    return {"kind": error.kind, "what": error.what, "kept": error.kept, "advice": error.advice}
