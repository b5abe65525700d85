"""Copies of parts of the picture, to be pasted elsewhere."""

from collections.abc import Sequence

import numpy as np

from fotofun.codecs import encode
from fotofun.document.document import Document
from fotofun.editing.frame import Frame
from fotofun.errors import CommandError
from fotofun.protocol import CopyParams, CopyResult
from fotofun.raster import Box, Mask, Pixels
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session

_FAST = 90  # PNG knows no quality


@method("copy")
async def copy(session: Session, number: int, params: CopyParams, buffers: Sequence[Bytes]) -> Answer:
    """What is selected, as a PNG file and where it was; no step of the history."""
    box, pixels = _selected(session.history.document, params["merged"])
    result: CopyResult = {"x": box.left, "y": box.top, "width": box.size[0], "height": box.size[1]}
    return result, (np.frombuffer(encode(pixels, "png", _FAST, keep="none"), np.uint8),)


def _selected(document: Document, merged: bool) -> tuple[Box, Pixels]:
    """The box around what is selected and seen, and its pixels; CommandError where there is nothing."""
    frame = Frame(document)
    pixels = frame.composite if merged else frame.pixels
    selection = frame.selection
    seen = pixels[..., 3] if selection is None else np.minimum(pixels[..., 3], selection)
    box = _around(seen) if selection is None and not merged else _around(_or_all(selection, document))
    if not seen.any() or box.is_empty:
        raise CommandError("Nothing can be seen in what is selected.", advice="Choose another layer or area.")
    part = pixels[box.slices].copy()
    if selection is not None:
        cover = part[..., 3].astype(np.uint16) * selection[box.slices]
        part[..., 3] = (cover + 127) // 255
    return box, part


def _or_all(selection: Mask | None, document: Document) -> Mask:
    return np.full((document.height, document.width), 255, np.uint8) if selection is None else selection


def _around(cover: Mask) -> Box:
    """The least box around what is not zero."""
    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    if not len(rows):
        return Box(0, 0, 0, 0)
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
