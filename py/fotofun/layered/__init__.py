"""Files with layers: OpenRaster, which is FotoFun's own format too, and Photoshop's."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from fotofun.codecs import Keep
from fotofun.document.document import Document
from fotofun.errors import UnsupportedFormat
from fotofun.protocol import DocumentPart

__all__ = ["LAYERED_FORMATS", "open_layered", "open_psd_parts", "save_layered"]

LAYERED_FORMATS: Mapping[str, tuple[str, str]] = MappingProxyType({"ora": ("ora", "image/openraster")})
"""Formats that can be written: the extension and the media type by the name."""


def open_layered(data: bytes | memoryview, name: str) -> Document | None:
    """The document in a file with layers; None if it is of no such format. Raises FileError."""
    head = bytes(data[:256])
    if head.startswith(b"PK\x03\x04") and b"mimetypeimage/openraster" in head:
        from fotofun.layered.openraster import document_of

        return document_of(data, name)
    if head.startswith(b"8BPS"):
        from fotofun.layered.psd import document_of_psd

        return document_of_psd(data, name)
    return None


def open_psd_parts(
    data: bytes | memoryview, name: str, part: DocumentPart, planes: Sequence[NDArray[np.uint8]]
) -> Document:
    """The document of a Photoshop file whose layers somebody else has read. Raises FileError."""
    from fotofun.layered.psd_parts import document_of_psd_parts

    return document_of_psd_parts(data, name, part, planes)


def save_layered(document: Document, format: str = "ora", keep: Keep = "all") -> bytes:
    """The document as a file with its layers. `keep`: what of the photo's metadata goes into it."""
    if format not in LAYERED_FORMATS:
        raise UnsupportedFormat(
            f"FotoFun cannot write layers as {format!r}.", advice=f"Choose {', '.join(LAYERED_FORMATS)}."
        )
    from fotofun.layered.openraster_writer import openraster

    return openraster(document, keep)
