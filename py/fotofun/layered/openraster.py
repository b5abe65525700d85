"""Reading OpenRaster: the tree of layers as the file has it, with our own properties where they are kept.

`stack.xml` decides which layers there are. A layer that FotoFun wrote gets everything back from
`fotofun/document.json`; what another program changed since then (its picture, place, name, opacity, mode)
wins. Layers of other programs become layers of pixels and groups.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from fotofun.codecs import PIXEL_BUDGET, Metadata, refusals
from fotofun.document import tree
from fotofun.document.document import Channel, Document
from fotofun.document.layer import AdjustmentLayer, AnyLayer, GeneratedLayer, GroupLayer, Layers, PixelLayer
from fotofun.errors import BrokenFile
from fotofun.imaging.matrices import multiply, translate
from fotofun.layered.archive import LABEL, Archive
from fotofun.layered.composite_ops import mode_of
from fotofun.layered.openraster_writer import BACKGROUND, OWN_FILE, VERSION
from fotofun.layered.planes import PlaneReader, visible_sum
from fotofun.layered.records import Record, Unreadable, layer_of, number
from fotofun.layered.stack import Element, legal, parse
from fotofun.operation.parameter import Colour, Illegal
from fotofun.raster import Plane

LARGEST_XML = 16 << 20
LARGEST_OWN = 256 << 20
BUDGET = 4 * PIXEL_BUDGET
"""The pixels that all layers and masks of a file may have together."""


def document_of(data: bytes | memoryview, name: str) -> Document:
    """The document in an OpenRaster file. Raises FileError, and nothing else."""
    try:
        return _Reader(Archive(data)).document(name)
    except MemoryError:
        raise refusals.out_of_memory() from None


_Layer = TypeVar("_Layer", bound=AnyLayer)


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.planes = PlaneReader(archive, BUDGET)
        self.notes: list[str] = []
        self.own = self._own()
        layers = self.own.get("layers")
        self.records: Mapping[str, Any] = layers if isinstance(layers, dict) else {}
        self.seen: set[str] = set()
        self.background: str | None = None
        self.selected = ""
        made = self.own.get("made")
        self.made = made if type(made) is int and 0 <= made < 2**31 else 0

    def document(self, name: str) -> Document:
        image = parse(self.archive.read("stack.xml", LARGEST_XML))
        width, height = int(image.number("w", 0)), int(image.number("h", 0))
        refusals.check_size(LABEL, width, height, PIXEL_BUDGET)
        self.made = max([self.made, *_numbers(image)])
        stack = next((child for child in image.children if child.tag == "stack"), Element("stack", {}))
        layers = self._layers(stack) or self._merged(width, height)
        ids = {layer.id for layer in tree.walk(layers)}
        active = next(
            (each for each in (self.own.get("active"), self.selected) if each in ids), layers[-1].id
        )
        document = Document(
            name,
            width,
            height,
            layers,
            active,
            selection=self._selection((height, width)),
            channels=self._channels((height, width)),
            resolution=self._resolution(image),
            background=self.background,
            metadata=_metadata(self.own.get("metadata")),
            made=self.made,
        )
        return replace(document, notes=tuple(dict.fromkeys(self.notes + self.planes.notes)))

    # --- layers ------------------------------------------------------------------------------------

    def _layers(self, stack: Element) -> Layers:
        """The layers of a stack, bottom to top."""
        made = []
        for element in reversed(stack.children):
            if element.tag == "stack":
                made.append(self._group(element))
            elif element.id == BACKGROUND and self._is_own_background(element):
                self.background = self.own["background"]
            elif element.tag == "layer":
                made.append(self._layer(element))
        return tuple(made)

    def _group(self, element: Element) -> AnyLayer:
        made = self._known(element)
        group = made if isinstance(made, GroupLayer) else None
        if group is None:
            isolated = element.attributes.get("isolation") == "isolate"
            group = GroupLayer(id=self._new_id(), name="Group", isolated=isolated)
            group = self._with_attributes(group, element, {})
        return replace(group, layers=self._layers(element))

    def _layer(self, element: Element) -> AnyLayer:
        record = self.records.get(element.id)
        if self._is_unchanged(element, record) and (made := self._known(element)):
            return made
        pixels = Plane(self.planes.pixels(element.attributes.get("src", "")))
        matrix = translate(float(int(element.number("x", 0))), float(int(element.number("y", 0))))
        layer = PixelLayer(id=self._new_id(), name="Layer", pixels=pixels, matrix=matrix)
        return self._with_attributes(layer, element, {})

    def _known(self, element: Element) -> AnyLayer | None:
        """A layer that FotoFun wrote, with what was changed since; None if it is not known here."""
        record = self.records.get(element.id)
        if not element.id or element.id in self.seen or not isinstance(record, dict):
            return None
        try:
            layer = layer_of(element.id, record, self.planes.pixels, self.planes.mask)
        except (Unreadable, BrokenFile) as error:
            wanted = f" {error}" if isinstance(error, Unreadable) and str(error) else ""
            called = record.get("name")
            what = f"{called!r} uses{wanted or ' something'} that is unknown here or damaged"
            self.notes.append(f"{what}: it was opened as other programs show it.")
            return None
        self.seen.add(element.id)
        written = record.get("written")
        return self._with_attributes(layer, element, written if isinstance(written, dict) else {})

    def _is_unchanged(self, element: Element, record: object) -> bool:
        """Whether a layer's picture for other programs is still the one that FotoFun wrote."""
        if not isinstance(record, dict):
            return False
        source = element.attributes.get("src", "")
        written = record.get("written")
        if isinstance(written, dict) and record.get("pixels") == written.get("src") == source:
            return True  # that picture is the layer's own plane, changed or not
        if self.archive.stamp(source) == record.get("stamp"):
            return True
        return visible_sum(self.planes.pixels(source)) == record.get("visible_sum")

    def _with_attributes(self, layer: _Layer, element: Element, written: Mapping[str, Any]) -> _Layer:
        """The layer with the attributes that are not the ones written by FotoFun."""
        given = element.attributes
        changes: dict[str, Any] = {}
        if "name" in given and given["name"] != legal(str(written.get("name"))):
            changes["name"] = given["name"][:1000]
        before = _number(written.get("opacity"))
        opacity = min(max(element.number("opacity", 1.0), 0.0), 1.0)
        if before is None or abs(opacity - before) > 1 / 512:
            changes |= {"opacity": opacity * 100.0, "fill_opacity": 100.0}
        if (visibility := given.get("visibility", "visible")) != written.get("visibility"):
            changes["visible"] = visibility != "hidden"
        if (op := given.get("composite-op", "svg:src-over")) != written.get("composite-op"):
            mode = mode_of(op)
            changes["blend_mode"] = mode or "normal"
            if mode is None:
                called = given.get("name", "A layer")
                self.notes.append(
                    f"The blend mode {op[:60]!r} of {called!r} is unknown here: it became Normal."
                )
        if not written and given.get("edit-locked") == "true":
            changes["locks"] = frozenset({"pixels"})
        if given.get("selected") == "true":
            self.selected = layer.id
        moved = (
            [element.number(key, 0) - (_number(written.get(key)) or 0) for key in "xy"] if written else [0, 0]
        )
        return _moved(replace(layer, **changes), int(moved[0]), int(moved[1]))

    def _is_own_background(self, element: Element) -> bool:
        """Whether the layer is nothing but the document's background, as FotoFun wrote it."""
        record = self.records.get(BACKGROUND)
        if not isinstance(record, dict) or not self._is_unchanged(element, record):
            return False
        try:
            Colour().check(self.own.get("background"))
        except Illegal:
            return False
        return element.attributes.get("visibility", "visible") == "visible"

    def _merged(self, width: int, height: int) -> Layers:
        """One layer for a file that has none."""
        if "mergedimage.png" in self.archive:
            pixels = self.planes.pixels("mergedimage.png")
        else:
            pixels = np.zeros((height, width, 4), np.uint8)
        return (PixelLayer(id=self._new_id(), name="Layer", pixels=Plane(pixels)),)

    def _new_id(self) -> str:
        self.made += 1
        return f"layer-{self.made}"

    # --- what belongs to the document --------------------------------------------------------------

    def _own(self) -> Record:
        if OWN_FILE not in self.archive:
            return {}
        try:
            own = json.loads(self.archive.read(OWN_FILE, LARGEST_OWN))
        except (ValueError, RecursionError):
            own = None
        if (
            not isinstance(own, dict)
            or own.get("fotofun") != "document"
            or type(own.get("version")) is not int
        ):
            self.notes.append(
                "What FotoFun had kept in this file is damaged: its layers were opened as pixels."
            )
            return {}
        if own["version"] > VERSION:
            self.notes.append("A newer FotoFun wrote this file: its layers were opened as pixels.")
            return {}
        return own

    def _selection(self, shape: tuple[int, int]) -> Plane | None:
        name = self.own.get("selection")
        return self._plane(name, shape) if name is not None else None

    def _channels(self, shape: tuple[int, int]) -> tuple[Channel, ...]:
        found = []
        channels = self.own.get("channels")
        for each in channels if isinstance(channels, list) else []:
            if isinstance(each, dict) and isinstance(each.get("name"), str):
                plane = self._plane(each.get("file"), shape)
                found += [Channel(each["name"], plane)] if plane else []
        return tuple(found)

    def _plane(self, name: object, shape: tuple[int, int]) -> Plane | None:
        try:
            return Plane(self.planes.mask(str(name), shape))
        except BrokenFile:
            self.notes.append("A selection in this file is damaged and was left out.")
            return None

    def _resolution(self, image: Element) -> float:
        try:
            return number(self.own, "resolution", 1.0, 100_000.0)
        except Unreadable:
            return min(max(image.number("xres", 72.0), 1.0), 100_000.0)


def _moved(layer: _Layer, x: int, y: int) -> _Layer:
    """A layer that another program has put elsewhere, with the mask that goes with it."""
    if not (x or y) or isinstance(layer, AdjustmentLayer | GroupLayer):
        return layer
    by = translate(float(x), float(y))
    assert isinstance(layer, PixelLayer | GeneratedLayer)
    changes: dict[str, Any] = {"matrix": multiply(by, layer.matrix)}
    if layer.mask and layer.mask.linked:
        changes["mask"] = replace(layer.mask, matrix=multiply(by, layer.mask.matrix))
    return replace(layer, **changes)


def _numbers(element: Element) -> Iterator[int]:
    """The numbers of all ids in the file."""
    number_of = element.id.removeprefix("layer-")
    if number_of.isdecimal() and number_of.isascii() and len(number_of) < 10:
        yield int(number_of)
    for child in element.children:
        yield from _numbers(child)


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _metadata(table: object) -> Metadata:
    """What is known about the photo; what is damaged is left out."""
    if not isinstance(table, dict):
        return Metadata()
    blocks: dict[str, Any] = {}
    for name in ("exif", "xmp", "iptc", "icc"):
        try:
            blocks[name] = base64.b64decode(table[name], validate=True) if table.get(name) else None
        except (binascii.Error, TypeError, ValueError):
            blocks[name] = None
    dpi, profile_name = table.get("dpi"), table.get("profile_name")
    if isinstance(dpi, list) and len(dpi) == 2 and all(isinstance(each, int | float) for each in dpi):
        blocks["dpi"] = dpi[0], dpi[1]
    quality = table.get("jpeg_quality")
    blocks["jpeg_quality"] = quality if isinstance(quality, int) and 1 <= quality <= 100 else None
    return Metadata(**blocks, profile_name=profile_name if isinstance(profile_name, str) else "")
