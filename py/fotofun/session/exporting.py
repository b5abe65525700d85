"""The picture as a file."""

import asyncio
from collections.abc import Sequence

import numpy as np

from fotofun.codecs import EXPORT_FORMATS, encode
from fotofun.layered import LAYERED_FORMATS, save_layered
from fotofun.protocol import ExportParams
from fotofun.render.compositor import render
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session


@method("export")
async def export(session: Session, number: int, params: ExportParams, buffers: Sequence[Bytes]) -> Answer:
    """Write the picture, or the document with its layers, as a file."""
    document = session.history.document
    report = session.reporter(number)
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
