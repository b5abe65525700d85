"""The open editor itself: what every request may use."""

import asyncio
import logging
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from fotofun.document.describe import layer_info
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.open_documents import OpenDocuments
from fotofun.errors import (
    Cancelled,
    CommandError,
    FotoFunError,
    InternalError,
    NoDocument,
    OutOfMemory,
)
from fotofun.inference.library import Library
from fotofun.inference.runner import ModelRunner
from fotofun.operation import InferenceOperation, Outcome
from fotofun.protocol import DocumentInfo, DocumentsInfo, ErrorInfo
from fotofun.raster import Pixels
from fotofun.recipe import ModelNeeded
from fotofun.render.presenter import Emit, Presenter
from fotofun.session.command import Command
from fotofun.session.journal import Journal
from fotofun.session.method import REGISTERED, Answer, Bytes

Report = Callable[[float | None, str], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Previewed:
    """What a command would make of its document; kept while it is shown, so that doing it costs nothing.

    `exact`: it is that, and not only what is seen of it. No command: it is a preset's.
    """

    command: Command | None
    document: Document
    exact: bool = True


class MakeRunner(Protocol):
    """Makes the runner of models for one request, which reports its progress."""

    def __call__(self, report: Report, sends: bool) -> ModelRunner:
        """A runner that tells `report` how far it is; only one that `sends` may use a service."""


class Session:
    """One editor with any number of open documents; requests are for the active one.

    `emit(event, data, buffers)` receives the events of `fotofun.protocol.EVENTS`; `models` makes what runs
    models, or is None where there is nothing to run them. `shows`: whether somebody looks at it. `library`:
    the models that there are.
    """

    def __init__(
        self,
        emit: Emit,
        models: MakeRunner | None = None,
        shows: bool = True,
        library: Library | None = None,
    ) -> None:
        self._emit = emit
        self.library = library or Library()
        self.journal = Journal(emit)
        self._models = models
        self._presenter = Presenter(emit)
        self._shows = shows
        self.documents = OpenDocuments()
        self._told: DocumentsInfo = {"active": None, "documents": []}
        self.previewed: Previewed | None = None
        self._running: dict[int, asyncio.Task[Answer]] = {}

    async def request(
        self, number: int, method: str, params: Mapping[str, Any], buffers: Sequence[Bytes] = ()
    ) -> Answer:
        """The answer to one request of `fotofun.protocol.METHODS`: its result and buffers.

        Raises FotoFunError, and nothing else; the document and the history are then as they were.
        """
        if method not in REGISTERED:
            raise CommandError(f"There is no command named {method!r}.")
        task = asyncio.ensure_future(REGISTERED[method](self, number, params, buffers))
        self._running[number] = task
        try:
            return await task
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
            self.journal.forget(number)

    @property
    def history(self) -> History:
        """The history of the active document; NoDocument if there is none."""
        if self.documents.active is None:
            raise NoDocument()
        return self.documents.active

    @property
    def has_document(self) -> bool:
        """Whether a document is open."""
        return self.documents.active is not None

    def present(self) -> None:
        """Sends everything that is shown, as if nothing had been sent before."""
        self._presenter = Presenter(self._emit)
        if self.documents.active:
            self._presenter.show(self.documents.active.document)

    def preview(self, previewed: Previewed | None) -> None:
        """Shows what a command would do in place of the document, or the document again."""
        self.previewed = previewed
        if history := self.documents.active:
            self._presenter.show(previewed.document if previewed else history.document)

    def cancel(self, number: int) -> None:
        """Stops a request, if it is running."""
        if task := self._running.get(number):
            task.cancel()

    # --- work ---------------------------------------------------------------------------------------

    async def finish(self, number: int, work: Generator[Any, Any, T], label: str | None) -> T:
        """What work ends with; others wait for their turn, a cancel comes through, models run as it asks.

        Progress is told under the label, if there is one.
        """
        history, position = self.history, self.history.position

        def is_stale() -> bool:
            return history not in self.documents.histories or history.position != position

        return await self.finish_apart(number, work, label, is_stale)

    async def finish_apart(
        self,
        number: int,
        work: Generator[Any, Any, T],
        label: str | None,
        is_stale: Callable[[], bool] = lambda: False,
    ) -> T:
        """As `finish`, for work that is not about the active document; Cancelled once nobody wants it."""
        report = self.reporter(number)
        proceed = partial(next, work)
        while True:
            try:
                asked = proceed()
            except StopIteration as done:
                result: T = done.value
                return result
            if isinstance(asked, ModelNeeded):
                try:
                    proceed = partial(work.send, await self.infer(number, asked.edit, asked.pixels))
                except FotoFunError as error:
                    proceed = partial(work.throw, error)
            else:
                if label:
                    report(asked, label)
                await asyncio.sleep(0)
                proceed = partial(next, work)
            if is_stale():
                raise Cancelled()

    async def infer(
        self, number: int, edit: InferenceOperation, pixels: Pixels, sends: bool = False
    ) -> Outcome:
        """What a model makes of a layer's pixels; Cancelled if the document was closed meanwhile.

        Only where it `sends` may a service be asked: a recipe never does by itself.
        """
        if kept := self.journal.made_before(number):
            return kept
        if self._models is None:
            raise CommandError(f"{edit.label} needs a model, and none can run here.")
        history = self.documents.active
        outcome = await edit.run(pixels, self._models(self.reporter(number), sends))
        if history is not None and history not in self.documents.histories:
            raise Cancelled()
        self.journal.note(number, outcome)
        return outcome

    # --- what goes out -----------------------------------------------------------------------------

    def changed(self, history: History | None = None) -> DocumentInfo:
        """Tells what a document, or the active one, is like now; shows it if it is the active one."""
        history = history or self.history
        self.tell_documents()
        if self._shows and history is self.documents.active:
            self.previewed = None
            self._presenter.show(history.document)
        info = self.info(history)
        self._emit("document", info, ())
        return info

    def tell_documents(self) -> DocumentsInfo:
        """Tells which documents are open, if that has changed since it was told last."""
        told = self.list_documents()
        if told != self._told:
            self._told = told
            self._emit("documents", told, ())
        return told

    def list_documents(self) -> DocumentsInfo:
        """Which documents are open, and which of them is active."""
        active = self.documents.active
        return {
            "active": active.document.serial if active else None,
            "documents": [
                {"id": each.document.serial, "name": each.document.name, "changed": each.is_changed}
                for each in self.documents.histories
            ],
        }

    def info(self, history: History | None = None) -> DocumentInfo:
        """A document, or the active one, as the page knows it."""
        history = history or self.history
        document = history.document
        return {
            "id": document.serial,
            "name": document.name,
            "width": document.width,
            "height": document.height,
            "layers": [layer_info(layer) for layer in document.layers],
            "active": document.active_id,
            "selection": document.selection.revision if document.selection else None,
            "channels": [channel.name for channel in document.channels],
            "resolution": document.resolution,
            "background": document.background,
            "history": [entry.label for entry in history.entries],
            "position": history.position,
            "snapshots": list(history.snapshots),
            "notes": list(document.notes),
            "marks": history.marks,
        }

    def reporter(self, number: int) -> Report:
        """What tells the page how far a request is."""

        def report(fraction: float | None, message: str) -> None:
            self._emit("progress", {"request": number, "fraction": fraction, "message": message}, ())

        return report


def error_info(error: FotoFunError) -> ErrorInfo:
    """An error as the page receives it."""
    return {"kind": error.kind, "what": error.what, "kept": error.kept, "advice": error.advice}
