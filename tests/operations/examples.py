"""For any operation: parameters at default and at a strong setting, and a document on which it acts."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from fotofun.document.document import Channel, Document
from fotofun.document.layer import GroupLayer, LayerMask, PixelLayer
from fotofun.editing import finish, perform
from fotofun.errors import CommandError, InvalidParameter
from fotofun.operation import (
    Choice,
    Colour,
    Control,
    Curve,
    File,
    Gradient,
    Operation,
    Points,
    Position,
    Range,
    Rectangle,
    StrokeOperation,
    Text,
    Toggle,
)
from fotofun.raster import Mask, Pixels, Plane
from tests.operations.files import files

PHOTO = Path(__file__).resolve().parents[1] / "golden" / "photo.png"
WIDTH, HEIGHT = 120, 81
COLOURS = ("#d04020", "#205090", "#f0d060", "#30a060")

# Where all controls pulled at once leave nothing to look at.
CHOSEN: dict[str, dict[str, Any]] = {
    "text": {"text": "Figs", "font": "lora", "italic": True, "size": 44.0, "bend": 40.0, "stroke_width": 3.0},
    "crop": {"rectangle": (24.0, 16.0, 60.0, 40.0), "width": 90, "height": 60},
    "resize_image": {"by": "percent", "percent": 70.0},
    "canvas_size": {"width": 100, "height": 90},
    "selective_colour": {"reds_cyan": 60.0, "blacks_black": -40.0},
}


def photo() -> Pixels:
    """A small photo, opaque."""
    return np.array(Image.open(PHOTO).convert("RGBA"))


def disc(x: float, y: float, radius: float) -> Mask:
    """A soft disc, 255 inside."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    distance = np.sqrt((columns - x) ** 2 + (rows - y) ** 2)
    return np.asarray(np.clip((radius - distance + 0.5) * 255, 0, 255), np.uint8)


def default(each: type[Operation]) -> Operation:
    """The operation as it comes; what needs something drawn on the canvas first gets that."""
    return each.create({}) if _start(each.create({})) else strong(each)


def strong(each: type[Operation]) -> Operation:
    """The operation far from its defaults: what a person sees when they pull every control."""
    for share in (0.6, 0.4, 0.3, 0.2, 0.1):
        params = {p.name: far(p.control, p.default, share, index) for index, p in enumerate(each.parameters)}
        if issubclass(each, StrokeOperation):  # a stroke that can be seen
            common = {field.name for field in fields(StrokeOperation)} - {"points"}
            params = {name: value for name, value in params.items() if name not in common} | {"size": 18.0}
        params = CHOSEN.get(each.name, params)
        try:
            made = each.create(params)
        except InvalidParameter:
            continue
        if _start(made):
            return made
    return each.create({})


def far(control: Control, default: Any, share: float, index: int) -> Any:
    """A value a share of the way from the default to the end of its slider, or another than the default."""
    match control:
        case Range():
            low, high = control.ui or (control.minimum, control.maximum)
            if control.unit == "px":  # the photo is small
                high = max(min(high, WIDTH / 4), default)
            value = default + share * ((high if high - default >= default - low else low) - default)
            return round(value) if control.whole else value
        case Choice():
            others = [option for option in control.options if option != default]
            return others[len(others) // 2] if others and share > 0.2 else default
        case Toggle():
            return not default if share > 0.4 else default
        case Colour():
            return COLOURS[index % len(COLOURS)]
        case Text():
            return default or "Figs"
        case File():
            return files(control)[-1]
        case Position(unit="%"):
            return (35.0, 60.0)
        case Position():
            return (56.0, 44.0)
        case Rectangle():
            return (24.0, 16.0, 60.0, 40.0)
        case Points(most=4):
            return ((16.0, 8.0), (104.0, 16.0), (96.0, 72.0), (12.0, 64.0))
        case Points(pressure=True):
            return tuple((12.0 + 10 * i, 40.0 + 20 * (-1) ** i, 0.3 + 0.07 * i) for i in range(10))
        case Points():
            return ((16.0, 16.0), (96.0, 12.0), (72.0, 44.0), (104.0, 72.0), (24.0, 64.0))
        case Curve():
            return ((0.0, 0.0), (60.0, 20.0), (190.0, 230.0), (255.0, 255.0))
        case Gradient():
            return ((0.0, "#102050"), (0.5, "#c04080"), (1.0, "#ffe0a0"))
    raise TypeError(f"no example for {type(control).__name__}")


def single() -> Document:
    """A photo as it was opened."""
    return Document.from_pixels("photo.png", photo())


def documents() -> Iterator[Document]:
    """Documents of more and more parts; the first on which an operation runs is its example."""
    document = single()
    yield document
    yield document.with_selection(disc(64, 40, 30))
    masked = document.with_active(replace(document.active, mask=LayerMask(Plane(disc(60, 40, 36)))))
    yield masked
    yield replace(document, channels=(Channel("Selection", Plane(disc(48, 32, 24))),))
    yield document.with_selection(disc(56, 36, 22)).with_selection(None)
    yield layered()
    grouped = layered()
    group = GroupLayer(id="group", name="Group", layers=grouped.layers)
    yield replace(grouped, layers=(group,), active_id="group")


def layered() -> Document:
    """A photo with a cut-out of itself above, which is active."""
    cut = np.roll(photo()[::-1], 30, axis=1)
    cut[..., 3] = disc(56, 42, 29)
    cut[cut[..., 3] == 0] = 0
    base = single()
    layer = PixelLayer(id="cut", name="Cut-out", pixels=Plane(cut), blend_mode="screen")
    return replace(base, layers=(*base.layers, layer), active_id="cut")


def prepared(edit: Operation) -> Document:
    """A document on which the operation runs and, if there is one, changes something."""
    start = _start(edit)
    assert start is not None, f"{edit.name} runs on no example"
    return start


def _start(edit: Operation) -> Document | None:
    runs: Document | None = None
    for document in [layered()] if edit.family == "effect" else documents():
        try:
            result = finish(perform(document, edit))
        except CommandError:
            continue
        runs = runs or document
        if result != document:
            return document
    return runs
