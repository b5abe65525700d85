"""Several documents at once: new ones, which one is active, closing."""

from collections.abc import Sequence

import numpy as np

from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.document.layer import PixelLayer
from fotofun.errors import InvalidParameter
from fotofun.operation import Colour, rgba
from fotofun.operation.frame import document_size
from fotofun.operation.parameter import Illegal
from fotofun.protocol import DocumentParams, MarksParams, NewParams
from fotofun.raster import Plane
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("new")
async def new(session: Session, number: int, params: NewParams, buffers: Sequence[Bytes]) -> Answer:
    """Make an empty document, which becomes the active one."""
    history = History(_empty(params), "New")
    session.documents.add(history)
    session.journal.keep(history, number, "new", params)
    return session.changed(), ()


@method("documents")
async def documents(session: Session, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
    """The open documents."""
    return session.list_documents(), ()


@method("activate_document")
async def activate_document(
    session: Session, number: int, params: DocumentParams, buffers: Sequence[Bytes]
) -> Answer:
    """Show another document; requests are for it from now on."""
    session.documents.activate(session.documents.find(params["document"]))
    return session.changed(), ()


@method("close_document")
async def close_document(
    session: Session, number: int, params: DocumentParams, buffers: Sequence[Bytes]
) -> Answer:
    """Close a document with its history; what runs for it is stopped."""
    history = session.documents.find(params["document"])
    was_active = history is session.documents.active
    session.documents.close(history)
    session.journal.keep(history, number, "close_document", params)
    if was_active and session.has_document:
        session.changed()
    elif was_active:
        session.preview(None)
        session.present()
    return session.tell_documents(), ()


@method("mark_saved")
async def mark_saved(
    session: Session, number: int, params: DocumentParams, buffers: Sequence[Bytes]
) -> Answer:
    """Say that a document as it stands was kept in a file."""
    history = session.documents.find(params["document"])
    history.mark_saved()
    session.journal.keep(history, number, "mark_saved", params)
    return session.tell_documents(), ()


@method("keep_marks")
async def keep_marks(session: Session, number: int, params: MarksParams, buffers: Sequence[Bytes]) -> Answer:
    """Keep guides and watched places with a document, so that they come back with it."""
    history = session.documents.find(params["document"])
    history.marks = params["marks"]
    session.journal.keep(history, number, "keep_marks", params)
    return {}, ()


def _empty(params: NewParams) -> Document:
    """A document of one layer, filled with the background's colour; raises CommandError."""
    width, height = document_size(float(params["width"]), float(params["height"]))
    pixels = np.zeros((height, width, 4), np.uint8)
    colour = params["background"]
    if colour is not None:
        try:
            pixels[:] = rgba(Colour().check(colour))
        except Illegal as error:
            raise InvalidParameter(f"The background was {colour!r}.", advice=str(error)) from None
    layer = PixelLayer(id="layer-1", name="Layer 1" if colour is None else "Background", pixels=Plane(pixels))
    resolution = min(max(float(params["resolution"]), 1.0), 100_000.0)
    return Document(params["name"], width, height, (layer,), layer.id, resolution=resolution)
