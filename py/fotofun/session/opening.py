"""Opening pictures and documents."""

from collections.abc import Sequence

from fotofun.codecs import decode, decode_with
from fotofun.document.document import Document
from fotofun.document.history import History
from fotofun.layered import open_layered
from fotofun.protocol import OpenParams
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("open")
async def open_file(session: Session, number: int, params: OpenParams, buffers: Sequence[Bytes]) -> Answer:
    """Open a file as one more document, which becomes the active one."""
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
    session.documents.add(History(document))
    return session.changed(), ()
