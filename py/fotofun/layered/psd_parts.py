"""Photoshop files whose layers the page has read, in the colours of the file."""

import struct
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from fotofun.catalog import find
from fotofun.codecs import refusals
from fotofun.document.document import Document
from fotofun.errors import CommandError
from fotofun.layered.parts import document_from_parts
from fotofun.layered.psd_resources import HEADER, described
from fotofun.protocol import DocumentPart, LayerPart


def document_of_psd_parts(
    data: bytes | memoryview, name: str, part: DocumentPart, planes: Sequence[NDArray[np.uint8]]
) -> Document:
    """The document of these parts, with what the file itself says about its picture.

    The planes belong to it from now on; pixels become sRGB. Raises FileError.
    """
    if len(data) < HEADER or bytes(data[:4]) != b"8BPS":
        raise refusals.damaged("Photoshop")
    (mode,) = struct.unpack_from(">H", data, HEADER - 2)
    said = described(data, mode)
    planes = list(planes)
    for number in {layer["buffer"] for layer in _pixel_layers(part["layers"]) if "buffer" in layer}:
        if not 0 <= number < len(planes) or planes[number].size % 4:
            raise refusals.damaged("Photoshop")
        planes[number] = np.ascontiguousarray(said.to_srgb(planes[number].reshape(-1, 1, 4)))
    notes = [*said.notes, *part.get("notes", [])]
    part = {**part, "layers": _legal(part["layers"], notes), "notes": notes}
    if said.metadata.dpi:
        part["resolution"] = said.metadata.dpi[0]
    return document_from_parts(name, part, planes, said.metadata)


def _legal(layers: Sequence[LayerPart], notes: list[str]) -> list[LayerPart]:
    """The layers without those whose operation has values that it does not take here."""
    kept: list[LayerPart] = []
    for layer in layers:
        if layer["kind"] == "group":
            layer = {**layer, "layers": _legal(layer.get("layers", []), notes)}
        elif applied := layer.get("operation"):
            try:
                find(applied["operation"]).create(applied["params"])
            except CommandError:
                notes.append(f"The layer {layer['name']!r} has values that FotoFun lacks, and was left out.")
                continue
        kept.append(layer)
    return kept


def _pixel_layers(layers: Sequence[LayerPart]) -> Iterator[LayerPart]:
    for layer in layers:
        if layer["kind"] == "group":
            yield from _pixel_layers(layer.get("layers", []))
        elif layer["kind"] == "pixels":
            yield layer
