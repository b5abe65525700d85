"""An open editor: requests in, answers and events out. The page, tests and scripts all speak to this."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from fotofun.catalog import catalog, find
from fotofun.codecs import EXPORT_FORMATS, decode, encode
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.layer import PixelLayer
from fotofun.errors import Cancelled, CommandError, FotoFunError, InternalError, NoDocument, OutOfMemory
from fotofun.inference.runner import ModelRunner
from fotofun.operation import InferenceOperation, MaskOperation, PointOperation
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
        document = Document.from_pixels(params["name"], picture.pixels, tuple(picture.notes))
        self._history = History(document)
        return self._changed(), ()

    async def _run(self, number: int, params: RunParams, buffers: Sequence[Bytes]) -> Answer:
        edit = find(params["operation"]).create(params.get("params", {}))
        gesture = params.get("gesture")
        history = self.history
        message = edit.label
        base = history.base(gesture)
        layer = base.active
        match edit:
            case PointOperation():
                layer = layer.adjusted(edit)
            case MaskOperation():
                layer = _masked(layer, edit)
            case InferenceOperation():
                layer, message = await self._infer(number, edit, layer)
                base = history.document
        if layer is not base.active and (gesture or layer != base.active):
            history.push(edit.label, base.with_active(layer), gesture)
        return {"document": self._changed(), "message": message}, ()

    async def _infer(
        self, number: int, edit: InferenceOperation, layer: PixelLayer
    ) -> tuple[PixelLayer, str]:
        if self._models is None:
            raise CommandError(f"{edit.label} needs a model, and none can run here.")
        history = self.history
        serial = history.document.serial
        outcome = await edit.run(layer.pixels.data, self._models(self._reporter(number)))
        if self._history is not history or history.document.serial != serial:
            raise Cancelled()
        return history.document.active.with_mask(outcome.mask), outcome.message

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
        data = encode(pixels, params["format"], params["quality"])
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
            "layers": [layer.info() for layer in document.layers],
            "history": [entry.label for entry in self.history.entries],
            "position": self.history.position,
            "notes": list(document.notes),
        }

    def _reporter(self, number: int) -> Report:
        def report(fraction: float | None, message: str) -> None:
            self._emit("progress", {"request": number, "fraction": fraction, "message": message}, ())

        return report


def error_info(error: FotoFunError) -> ErrorInfo:
    """An error as the page receives it."""
    return {"kind": error.kind, "what": error.what, "kept": error.kept, "advice": error.advice}


def _masked(layer: PixelLayer, change: MaskOperation) -> PixelLayer:
    if layer.mask is None:
        raise CommandError("The layer has no mask.", advice="Remove the background first.")
    return layer.masked(change)
