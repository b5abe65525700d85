from collections import Counter
from dataclasses import replace
from typing import Annotated, Literal

import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import ModelOperation
from fotofun.document.layer import AnyLayer, PixelLayer
from fotofun.document.tree import inserted
from fotofun.editing.frame import Frame
from fotofun.editing.geometry import mapped
from fotofun.errors import CommandError, NothingFound
from fotofun.imaging.matrices import translate
from fotofun.inference.detection import Detection
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.detect_objects import objects_in
from fotofun.operation import Choice, Mapping, Outcome, Range, Text, operation
from fotofun.raster import Box, Mask, Pixels, Plane

MOST = 8
"""How many things are told apart: each has a bit of the map."""


@operation(
    label="Detect objects",
    position=28,
    keywords=("recognise", "what is this", "labels", "things", "animals", "people", "cars", "find", "boxes"),
)
class DetectObjects(ModelOperation):
    """Find people, animals and everyday things, say what they are, and select, crop to or lift them out."""

    what: Annotated[
        str,
        Text(longest=100, label="What", description="Such as cat or car, in English; empty for everything."),
    ] = ""
    least: Annotated[
        float,
        Range(40, 95, step=1, unit="%", label="Certainty", description="Less certain ones are left out."),
    ] = 50.0
    become: Annotated[
        Literal["selection", "crop", "layers"],
        Choice(
            {"selection": "A selection", "crop": "A crop", "layers": "Layers of their own"},
            label="They become",
        ),
    ] = "selection"

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """A map, (H, W) uint8, in which each thing's box has a bit; `names` are the things', best first.

        NothingFound where there is nothing of the kind; pixels is (H, W, 4) uint8.
        """
        every, told = await objects_in(pixels, models)
        certain = [each for each in every if each.score * 100.0 >= self.least]
        wanted = self.what.strip().lower()
        found = [each for each in certain if wanted in ("", each.label)][:MOST]
        if not found:
            seen = f" It shows {_listed(certain)}." if certain else ""
            raise NothingFound(
                f"There is no {wanted or 'thing'} in this picture that is known and could be found.{seen}",
                advice="Ask for less certainty, or select it with the object selection tool.",
            )
        plane = np.zeros(pixels.shape[:2], np.uint8)
        for bit, each in enumerate(found):
            plane[_around(each).slices] |= np.uint8(1 << bit)
        names = tuple(each.label for each in found)
        return Outcome(plane, f"Found {_listed(found)}. {told}", "selection", names=names)

    def edit(self, document: Document, outcome: Outcome) -> Document:
        """The document with the boxes selected, cropped to them, or each as a layer of its own on top."""
        boxes = outcome.data
        if boxes.shape != (document.height, document.width):
            raise CommandError("The picture got another size meanwhile.", advice="Run it again.")
        if self.become == "selection":
            return document.with_selection(np.where(boxes > 0, np.uint8(255), np.uint8(0)))
        if self.become == "crop":
            box = _box(boxes > 0)
            return mapped(document, Mapping(translate(-float(box.left), -float(box.top)), box.size))
        return _lifted(document, boxes, outcome.names)


def _lifted(document: Document, boxes: Mask, names: tuple[str, ...]) -> Document:
    """The document with a copy of what is in each box, above the layer that it is of."""
    pixels, below = Frame(document).pixels, document.active
    layers: list[AnyLayer] = []
    for bit, name in enumerate(names):
        box = _box(boxes & (1 << bit) > 0)
        new_id, document = document.new_id()
        plane = Plane(np.ascontiguousarray(pixels[box.slices]))
        layers.append(
            PixelLayer(
                id=new_id,
                name=name.capitalize(),
                pixels=plane,
                matrix=translate(float(box.left), float(box.top)),
            )
        )
    every = inserted(document.layers, below.id, *reversed(layers))
    return replace(document, layers=every, active_id=layers[0].id)


def _around(found: Detection) -> Box:
    left, top, right, bottom = found.box
    return Box(int(left), int(top), max(int(left) + 1, round(right)), max(int(top) + 1, round(bottom)))


def _box(inside: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Box:
    [rows], [columns] = np.nonzero(inside.any(axis=1)), np.nonzero(inside.any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _listed(found: list[Detection]) -> str:
    """In words: "2 × person (up to 94 %) and cat (77 %)"."""
    counted = Counter(each.label for each in found)
    best = {each.label: each.score for each in reversed(found)}
    words = [
        f"{count} × {label} (up to {best[label]:.0%})" if count > 1 else f"{label} ({best[label]:.0%})"
        for label, count in counted.items()
    ]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])).replace("%", "\u00a0%")
