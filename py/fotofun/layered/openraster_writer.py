"""Writing OpenRaster: a file that other programs read, with everything of ours beside it."""

import base64
import json
from dataclasses import fields
from typing import Any

import numpy as np
from PIL import Image

from fotofun.codecs import Keep, Metadata
from fotofun.codecs import metadata as metadata_of
from fotofun.document.document import Document
from fotofun.document.layer import AnyLayer, GroupLayer, Layers, PixelLayer
from fotofun.layered.archive import ArchiveWriter
from fotofun.layered.composite_ops import OPS
from fotofun.layered.outward import Outward, Surroundings, bases, is_plain, outward, shown_opacity
from fotofun.layered.planes import png_of, png_of_mask, visible_sum
from fotofun.layered.records import record_of
from fotofun.layered.stack import OWN, Element, written
from fotofun.operation import rgba
from fotofun.raster import Mask, Pixels
from fotofun.render.compositor import rendered

VERSION = 1
"""The version of `fotofun/document.json`; it rises when older FotoFuns could not read it."""

OWN_FILE = "fotofun/document.json"
BACKGROUND = "(background)"
"""The id of the layer that stands for the document's background in other programs."""

_THUMBNAIL = 256


def openraster(document: Document, keep: Keep = "all") -> bytes:
    """The document as an OpenRaster file. `keep`: what of the photo's metadata goes into it."""
    return _Writer(document, keep).file()


class _Writer:
    def __init__(self, document: Document, keep: Keep) -> None:
        self.document = document
        self.metadata = _kept(document, keep)
        self.archive = ArchiveWriter()
        self.records: dict[str, Any] = {}
        self.files = 0
        self.covering: tuple[Pixels, bytes] | None = None

    def file(self) -> bytes:
        document = self.document
        self.archive.add("mimetype", b"image/openraster")
        layers = self._elements(document.layers, Surroundings(document.size))
        if document.background:
            layers.append(self._background(document.background))
        image = {
            "version": "0.0.5",
            "w": str(document.width),
            "h": str(document.height),
            "xres": str(max(1, round(document.resolution))),
            "yres": str(max(1, round(document.resolution))),
        }
        stack = written(Element("image", image, [Element("stack", {}, layers)]))
        self.archive.add("stack.xml", stack, compress=True)
        own = json.dumps(self._own(), separators=(",", ":")).encode()
        self.archive.add(OWN_FILE, own, compress=True)
        merged = rendered(document)
        self.archive.add("mergedimage.png", self._merged_png(merged))
        self.archive.add("Thumbnails/thumbnail.png", png_of(_thumbnail(merged)))
        return self.archive.finished()

    # --- the tree as others see it -----------------------------------------------------------------

    def _elements(self, layers: Layers, around: Surroundings) -> list[Element]:
        """The elements of layers, top to bottom."""
        base_of = bases(layers)
        made = []
        for layer in layers:
            base = base_of.get(layer.id)
            attributes = self._attributes(layer, base)
            where = Surroundings(around.size, around.masks, base)
            if isinstance(layer, GroupLayer):
                made.append(self._group(layer, attributes, where))
            else:
                made.append(self._layer(layer, attributes, where))
        return made[::-1]

    def _group(self, layer: GroupLayer, attributes: dict[str, str], around: Surroundings) -> Element:
        attributes["isolation"] = "isolate" if layer.isolated else "auto"
        self.records[layer.id] = record_of(layer, self._save_pixels, self._save_mask) | {
            "written": attributes
        }
        return Element(
            "stack",
            {OWN + "id": layer.id, **attributes},
            self._elements(layer.layers, around.inside(layer)),
        )

    def _layer(self, layer: AnyLayer, attributes: dict[str, str], around: Surroundings) -> Element:
        shown: Outward = outward(layer, around)
        source = f"data/layer{len(self.records) + 1}.png"
        attributes |= {"x": str(shown.x), "y": str(shown.y), "src": source}
        png = png_of(shown.pixels)
        stamp = self.archive.add(source, png)
        if self.covering is None and (shown.x, shown.y) == (0, 0):
            self.covering = shown.pixels, png
        plain = isinstance(layer, PixelLayer) and is_plain(layer, around)
        save = (lambda pixels: source) if plain else self._save_pixels
        record = record_of(layer, save, self._save_mask)
        self.records[layer.id] = record | {
            "written": attributes,
            "stamp": stamp,
            "visible_sum": visible_sum(shown.pixels),
        }
        return Element("layer", {OWN + "id": layer.id, **attributes})

    def _attributes(self, layer: AnyLayer, base: AnyLayer | None) -> dict[str, str]:
        visible = layer.visible and (base is None or base.visible)
        attributes = {
            "name": layer.name,
            "opacity": repr(shown_opacity(layer)),
            "visibility": "visible" if visible else "hidden",
            "composite-op": OPS[layer.blend_mode],
        }
        if "pixels" in layer.locks:
            attributes["edit-locked"] = "true"
        if layer.id == self.document.active_id:
            attributes["selected"] = "true"
        return attributes

    def _background(self, colour: str) -> Element:
        pixels = np.full((self.document.height, self.document.width, 4), np.array(rgba(colour), np.uint8))
        source = "data/background.png"
        stamp = self.archive.add(source, png_of(pixels))
        attributes = {"name": "Background", "x": "0", "y": "0", "src": source, "opacity": "1.0"}
        self.records[BACKGROUND] = {"kind": BACKGROUND, "written": attributes, "stamp": stamp}
        return Element("layer", {OWN + "id": BACKGROUND, **attributes})

    # --- our own -----------------------------------------------------------------------------------

    def _own(self) -> dict[str, Any]:
        document = self.document
        channels = [
            {"name": channel.name, "file": self._save_mask(channel.plane.data)}
            for channel in document.channels
        ]
        return {
            "fotofun": "document",
            "version": VERSION,
            "active": document.active_id,
            "made": document.made,
            "resolution": document.resolution,
            "background": document.background,
            "selection": self._save_mask(document.selection.data) if document.selection else None,
            "channels": channels,
            "metadata": _metadata_record(self.metadata),
            "layers": self.records,
        }

    def _merged_png(self, merged: Pixels) -> bytes:
        """The merged picture; where a lowest layer is all there is to see, its file serves twice."""
        if self.covering and np.array_equal(self.covering[0], merged):
            return self.covering[1]
        return png_of(merged)

    def _save_pixels(self, pixels: Pixels) -> str:
        return self._save("pixels", png_of(pixels))

    def _save_mask(self, mask: Mask) -> str:
        return self._save("mask", png_of_mask(mask))

    def _save(self, what: str, png: bytes) -> str:
        self.files += 1
        name = f"fotofun/{what}{self.files}.png"
        self.archive.add(name, png)
        return name


def _kept(document: Document, keep: Keep) -> Metadata:
    if keep == "all":
        return document.metadata
    if keep == "none":
        return Metadata()
    tags, metadata = metadata_of.written(document.metadata, keep, document.size), document.metadata
    return Metadata(tags.exif, tags.xmp, tags.iptc, metadata.icc, metadata.dpi, metadata.profile_name)


def _metadata_record(metadata: Metadata) -> dict[str, Any]:
    values = {each.name: getattr(metadata, each.name) for each in fields(metadata)}
    return {
        name: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for name, value in values.items()
    }


def _thumbnail(pixels: Pixels) -> Pixels:
    image = Image.fromarray(pixels)
    image.thumbnail((_THUMBNAIL, _THUMBNAIL), Image.Resampling.BOX)
    return np.array(image)
