"""What is measured: each operation with telling parameters, on a document on which it acts."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from fotofun.document.document import Channel, Document
from fotofun.document.layer import GroupLayer, LayerMask, PixelLayer
from fotofun.editing import finish, perform
from fotofun.editing.frame import Frame
from fotofun.operation import REGISTRY, Operation, Points, Position, Rectangle
from fotofun.protocol import Target
from fotofun.raster import Mask, Pixels, Plane, Size
from fotofun.render.compositor import render
from fotofun_build.bench.comparison.parameters import PARAMETERS, START

SIZE = (4000, 3000)


def photo(file: Path, size: Size = SIZE) -> Pixels:
    """A photo enlarged to a size, opaque, with a little grain, as sensors leave it."""
    with Image.open(file) as opened:
        soft = opened.convert("RGB").resize(size, Image.Resampling.BICUBIC)
    width, height = size
    pixels = np.full((height, width, 4), 255, np.uint8)
    grain = np.random.default_rng(7).integers(0, 5, (256, width, 3), dtype=np.int16) - np.int16(2)
    for top in range(0, height, 256):
        part = np.asarray(soft.crop((0, top, width, min(top + 256, height)))).astype(np.int16)
        part += grain[: len(part)]
        pixels[top : top + 256, :, :3] = np.clip(part, 0, 255)
    return pixels


def disc(size: Size, x: float, y: float, radius: float) -> Mask:
    """A disc with a smooth rim, 255 inside; the place and radius are shares of the width."""
    width, height = size
    columns = np.arange(width, dtype=np.float32) - x * width
    rows = (np.arange(height, dtype=np.float32) - y * height)[:, np.newaxis]
    away = radius * width - np.sqrt(columns * columns + rows * rows)
    return np.asarray(np.clip(away + 0.5, 0, 1) * 255, np.uint8)


@dataclass
class Case:
    """An operation, its document, and the same in the forms that direct calls begin with."""

    edit: Operation
    document: Document
    target: Target | None
    pixels: Pixels = field(init=False)
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        active = self.document.active
        layer = active if isinstance(active, PixelLayer) else _first(self.document)
        self.pixels = layer.pixels.data
        self.image = Image.frombuffer("RGBA", self.document.size, self.pixels, "raw", "RGBA", 0, 1)

    @cached_property
    def below(self) -> Image.Image:
        """The lowest layer."""
        return Image.fromarray(_first(self.document).pixels.data)

    @property
    def size(self) -> Size:
        """(width, height)."""
        return self.document.size

    @property
    def selection(self) -> Mask:
        """What is selected."""
        assert self.document.selection
        return self.document.selection.data

    @property
    def mask(self) -> Mask:
        """The active layer's mask."""
        assert self.document.active.mask
        return self.document.active.mask.plane.data

    def run(self) -> Any:
        """The operation, up to what a person sees of it: pixels, a mask, or only a document."""
        after = finish(perform(self.document, self.edit, self.target))
        match self.edit.family:
            case "select":
                return after.selection.data if after.selection else None
            case "mask":
                return after.active.mask.plane.data if after.active.mask else None
            case "effect":
                return shown(after)
            case "document" if START.get(self.edit.name) == "shown":
                return shown(after)
            case "document" if START.get(self.edit.name) not in ("joined", "unmasked"):
                return after
        return Frame(after).pixels


def shown(document: Document) -> Pixels:
    """The document's picture, made as for an export."""
    out = np.empty((document.height, document.width, 4), np.uint8)
    for _ in render(document, out):
        pass
    return out


def _first(document: Document) -> PixelLayer:
    lowest = document.layers[0]
    while isinstance(lowest, GroupLayer):
        lowest = lowest.layers[0]
    assert isinstance(lowest, PixelLayer)
    return lowest


def case(name: str, pixels: Pixels, references: dict[str, Any] | None = None) -> Case:
    """An operation's case on a photo; parameters that are files come from `references`."""
    kind = REGISTRY[name]
    size = pixels.shape[1], pixels.shape[0]
    params = dict(PARAMETERS.get(name, {}))
    for parameter in kind.parameters:
        if parameter.name in params:
            params[parameter.name] = _placed(parameter.control, params[parameter.name], size)
    params |= (references or {}).get(name, {})
    if "size" in params:  # so that texts and strokes fit
        params["size"] = max(params["size"] * size[0] / SIZE[0], 8.0)
    start = START.get(name, "layered" if kind.family == "effect" else "photo")
    target: Target | None = "pixels" if kind.family == "generator" else None
    return Case(kind.create(params), DOCUMENTS[start](pixels), target)


def _placed(control: object, value: Any, size: Size) -> Any:
    """Places are given as shares of the picture's sides."""
    match control:
        case Position(unit="px") | Points() | Rectangle():
            if value and isinstance(value[0], (tuple, list)):
                return tuple(_placed(control, each, size) for each in value)
            # A pen's pressure comes third.
            return tuple(
                each * size[i % 2] if i < 2 or isinstance(control, Rectangle) else each
                for i, each in enumerate(value)
            )
    return value


def _single(pixels: Pixels) -> Document:
    return Document.from_pixels("photo.jpg", pixels)


def _selected(pixels: Pixels) -> Document:
    document = _single(pixels)
    return document.with_selection(disc(document.size, 0.5, 0.4, 0.22))


def _dropped(pixels: Pixels) -> Document:
    return _selected(pixels).with_selection(None)


def _spotted(pixels: Pixels) -> Document:
    document = _single(pixels)
    return document.with_selection(disc(document.size, 0.5, 0.4, 0.02))


def _masked(pixels: Pixels) -> Document:
    document = _single(pixels)
    mask = LayerMask(Plane(disc(document.size, 0.5, 0.4, 0.3)))
    return document.with_active(replace(document.active, mask=mask))


def _with_channel(pixels: Pixels) -> Document:
    document = _single(pixels)
    plane = Plane(disc(document.size, 0.4, 0.4, 0.2))
    return replace(document, channels=(Channel("Selection", plane),))


def _layered(pixels: Pixels) -> Document:
    document = _single(pixels)
    cut = np.ascontiguousarray(pixels[::-1])
    cut[..., 3] = disc(document.size, 0.45, 0.4, 0.25)
    layer = PixelLayer(id="cut", name="Cut-out", pixels=Plane(cut))
    return replace(document, layers=(*document.layers, layer), active_id="cut")


def _grouped(pixels: Pixels) -> Document:
    document = _layered(pixels)
    group = GroupLayer(id="group", name="Group", layers=document.layers)
    return replace(document, layers=(group,), active_id="group")


def _padded(pixels: Pixels) -> Document:
    """With a transparent border of a tenth."""
    padded = pixels.copy()
    height, width = pixels.shape[:2]
    for edge in (padded[: height // 10], padded[-height // 10 :]):
        edge[...] = 0
    for edge in (padded[:, : width // 10], padded[:, -width // 10 :]):
        edge[...] = 0
    return _single(padded)


def _decorated(pixels: Pixels) -> Document:
    document = _layered(pixels)
    return document.with_active(document.active.with_effect(REGISTRY["colour_overlay"].create({})))  # type: ignore[arg-type]


# `shown`: the operation is about the document's picture; `joined`, `unmasked`: about a layer's new pixels.
DOCUMENTS: dict[str, Callable[[Pixels], Document]] = {
    "photo": _single,
    "selected": _selected,
    "dropped": _dropped,
    "spot": _spotted,
    "masked": _masked,
    "channel": _with_channel,
    "layered": _layered,
    "shown": _layered,
    "joined": _layered,
    "unmasked": _masked,
    "grouped": _grouped,
    "padded": _padded,
    "decorated": _decorated,
}
