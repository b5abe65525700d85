"""The picture as a file."""

import asyncio
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np

from fotofun.codecs import EXPORT_FORMATS, ExportOptions, encode
from fotofun.document.document import Document
from fotofun.errors import InvalidParameter
from fotofun.imaging.resize import resize
from fotofun.layered import LAYERED_FORMATS, save_layered
from fotofun.operation.frame import document_size
from fotofun.protocol import ConvertParams, ExportParams
from fotofun.raster import Pixels, Size
from fotofun.render.compositor import render
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Report, Session

_drafts: WeakKeyDictionary[Session, tuple[Document, Size, Pixels]] = WeakKeyDictionary()
"""What was rendered last for a draft."""


@method("export")
async def export(session: Session, number: int, params: ExportParams, buffers: Sequence[Bytes]) -> Answer:
    """Write the picture, or the document with its layers, as a file."""
    document = session.history.document
    report = _silent if params.get("draft") else session.reporter(number)
    if isinstance(params["format"], str) and params["format"] in LAYERED_FORMATS:
        return await layered_file(document, params, report)
    size = document.size
    if wanted := params.get("size"):
        size = document_size(wanted["width"], wanted["height"])
    known = _drafts.pop(session, None)
    if known and known[0] is document and known[1] == size:
        pixels = known[2]
    else:
        del known
        pixels = await rendered(document, size, report)
    if params.get("draft"):
        _drafts[session] = document, size, pixels
    return await flat_file(document, pixels, params, report)


@method("end_drafts")
async def end_drafts(session: Session, number: int, params: object, buffers: Sequence[Bytes]) -> Answer:
    """Forget what was rendered for drafts."""
    _drafts.pop(session, None)
    return {}, ()


async def rendered(document: Document, size: Size, report: Report) -> Pixels:
    """All visible layers together in a size, (H, W, 4) uint8; others have their turn meanwhile."""
    pixels = np.empty((document.height, document.width, 4), np.uint8)
    for fraction in render(document, pixels):
        report(fraction * 0.5, "Rendering")
        await asyncio.sleep(0)
    if size == document.size:
        return pixels
    smaller = size[0] <= document.width and size[1] <= document.height
    return resize(pixels, size, "lanczos" if smaller else "bicubic")


async def flat_file(
    document: Document, pixels: Pixels, params: ExportParams | ConvertParams, report: Report
) -> Answer:
    """The file of rendered pixels: its name, its media type and its bytes."""
    report(0.5, "Writing the file")
    await asyncio.sleep(0)
    lossless = params.get("lossless", False)
    if type(lossless) is not bool:
        raise InvalidParameter(f"Lossless was {lossless!r}.", advice="Give true or false.")
    data = encode(
        pixels,
        params["format"],
        params["quality"],
        metadata=document.metadata,
        keep=params.get("keep", "all"),
        options=ExportOptions(lossless=lossless),
    )
    form = EXPORT_FORMATS[params["format"]]
    result = {"name": f"{_stem(document)}.{form.extension}", "media_type": form.media_type}
    return result, (np.frombuffer(data, np.uint8),)


async def layered_file(document: Document, params: ExportParams | ConvertParams, report: Report) -> Answer:
    """The file of a document with its layers."""
    report(None, "Writing the file")
    await asyncio.sleep(0)
    extension, media_type = LAYERED_FORMATS[params["format"]]
    data = save_layered(document, params["format"], params.get("keep", "all"))
    result = {"name": f"{_stem(document)}.{extension}", "media_type": media_type}
    return result, (np.frombuffer(data, np.uint8),)


def _silent(fraction: float | None, message: str) -> None:
    """A draft is made while somebody chooses; it is nothing to wait for."""


def _stem(document: Document) -> str:
    return document.name.rpartition(".")[0] or document.name
