"""An open editor: requests in, answers and events out. The page, tests and scripts all speak to this."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from fotofun.catalog import catalog, find
from fotofun.codecs import EXPORT_FORMATS, decode, encode
from fotofun.document.describe import layer_info
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.tree import find as find_layer
from fotofun.editing import Target, perform
from fotofun.editing.frame import Frame
from fotofun.errors import Cancelled, CommandError, FotoFunError, InternalError, NoDocument, OutOfMemory
from fotofun.inference.runner import ModelRunner
from fotofun.operation import InferenceOperation, Operation
from fotofun.protocol import DocumentInfo, ErrorInfo, ExportParams, OpenParams, RunParams
from fotofun.render.compositor import render
from fotofun.render.presenter import Emit, Presenter

Bytes = NDArray[np.uint8]
Answer = tuple[object, Sequence[Bytes]]
Report = Callable[[float | None, str], None]


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
        picture = decode(buffers[0].data, params["name"])
        document = Document.from_pixels(
            params["name"], picture.pixels, tuple(picture.notes), picture.metadata
        )
        self._history = History(document)
        return self._changed(), ()

    async def _run(self, number: int, params: RunParams, buffers: Sequence[Bytes]) -> Answer:
        edit = find(params["operation"]).create(params.get("params", {}))
        gesture = params.get("gesture")
        history = self.history
        base = history.base(gesture)
        if "layer" in params:
            base = replace(base, active_id=find_layer(base.layers, params["layer"]).id)
        message = edit.label
        if isinstance(edit, InferenceOperation):
            document, message = await self._infer(number, edit, base)
        else:
            document = await self._perform(number, edit, base, params.get("target"))
        if document is not base and (gesture or document != base):
            history.push(edit.label, document, gesture)
        return {"document": self._changed(), "message": message}, ()

    async def _perform(self, number: int, edit: Operation, base: Document, target: Target | None) -> Document:
        """The document after an operation; others wait for their turn, a cancel comes through."""
        history, position = self.history, self.history.position
        report = self._reporter(number)
        work = perform(base, edit, target)
        while True:
            try:
                fraction = next(work)
            except StopIteration as done:
                document: Document = done.value
                return document
            report(fraction, edit.label)
            await asyncio.sleep(0)
            if self._history is not history or history.position != position:
                raise Cancelled()

    async def _infer(self, number: int, edit: InferenceOperation, base: Document) -> tuple[Document, str]:
        if self._models is None:
            raise CommandError(f"{edit.label} needs a model, and none can run here.")
        history = self.history
        outcome = await edit.run(Frame(base).pixels, self._models(self._reporter(number)))
        if self._history is not history:
            raise Cancelled()
        document = history.document
        return document.with_layer(
            base.active_id, find_layer(document.layers, base.active_id).with_mask(outcome.mask)
        ), outcome.message

    async def _undo(self, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
        self.history.step(-1)
        return self._changed(), ()

    async def _redo(self, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
        self.history.step(1)
        return self._changed(), ()

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
        pixels = np.empty((document.height, document.width, 4), np.uint8)
        for fraction in render(document, pixels):
            report(fraction * 0.5, "Rendering")
            await asyncio.sleep(0)
        report(0.5, "Writing the file")
        await asyncio.sleep(0)
        keep = params.get("keep", "all")
        data = encode(pixels, params["format"], params["quality"], metadata=document.metadata, keep=keep)
        form = EXPORT_FORMATS[params["format"]]
        stem = document.name.rpartition(".")[0] or document.name
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
