"""Opening pictures and documents."""

from collections.abc import Sequence

from fotofun.codecs import decode, decode_with
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.layered import open_layered, open_psd_parts
from fotofun.protocol import ConvertParams, OpenParams
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("open")
async def open_file(session: Session, number: int, params: OpenParams, buffers: Sequence[Bytes]) -> Answer:
    """Open a file as one more document, which becomes the active one."""
    history = History(document_of(params, buffers))
    session.documents.add(history)
    session.journal.keep(history, number, "open", params, buffers)
    return session.changed(), ()


def document_of(params: OpenParams | ConvertParams, buffers: Sequence[Bytes]) -> Document:
    """The document in a file; raises FileError, DecoderMissing where the page may read it."""
    data, name = buffers[0].data, params["name"]
    if parts := params.get("parts"):
        return open_psd_parts(data, name, parts, buffers[1:])
    if decoded := params.get("decoded"):
        shape = (decoded["height"], decoded["width"], 4)
        picture = decode_with(buffers[1].reshape(shape), data, name)
    elif layered := open_layered(data, name):
        return layered
    else:
        picture = decode(data, name)
    return Document.from_pixels(name, picture.pixels, tuple(picture.notes), picture.metadata)
