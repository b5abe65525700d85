from collections.abc import Sequence
from functools import reduce
from typing import Annotated

import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation, Parts
from fotofun.document.tree import find
from fotofun.errors import CommandError
from fotofun.operation import Choice, operation
from fotofun.operations.layer.transform_layer import TransformLayer
from fotofun.raster import Box
from fotofun.render.sources import visible


@operation(
    label="Align layers",
    position=195,
    keywords=("arrange", "distribute", "centre", "center", "edges", "gaps", "spacing"),
)
class AlignLayers(DocumentOperation):
    """Move layers to a common edge or middle, or to even gaps; one layer alone goes to the picture's."""

    several = True

    to: Annotated[
        str,
        Choice(
            {
                "left": "Left edges",
                "centre": "Centres across",
                "right": "Right edges",
                "top": "Top edges",
                "middle": "Middles down",
                "bottom": "Bottom edges",
                "gaps_across": "Even gaps across",
                "gaps_down": "Even gaps down",
            },
            label="Align",
        ),
    ] = "centre"

    def edit(self, document: Document) -> Document:
        """The document with the active layer moved by whole pixels, by what is seen of it.

        What counts is the selection where there is one, else the picture. CommandError for a locked layer and
        for one with nothing to move.
        """
        box = _seen(document, document.active_id)
        if box is None:
            raise CommandError("The active layer has nothing to move.", advice="Choose a layer with pixels.")
        return self._step(box, _reference(document) or Box.of(document.size)).edit(document)

    def for_layers(self, document: Document, ids: Sequence[str]) -> Parts:
        """Each to the selection's edge, or to the edge of all together; gaps lie between the outer two.

        What has nothing to move stays.
        """
        boxes = {each: box for each in ids if (box := _seen(document, each))}
        if len(boxes) < 2:
            return DocumentOperation.for_layers(self, document, list(boxes) or ids)
        if self.to in ("gaps_across", "gaps_down"):
            steps = _spread(boxes, across=self.to == "gaps_across")
        else:
            reference = _reference(document) or reduce(Box.union, boxes.values())
            steps = {each: self._step(box, reference) for each, box in boxes.items()}
        order = DocumentOperation.for_layers(self, document, list(boxes))
        return [(steps[each], each) for _, each in order]

    def _step(self, box: Box, reference: Box) -> TransformLayer:
        across = {
            "left": reference.left - box.left,
            "centre": round((reference.left + reference.right - box.left - box.right) / 2),
            "right": reference.right - box.right,
        }
        down = {
            "top": reference.top - box.top,
            "middle": round((reference.top + reference.bottom - box.top - box.bottom) / 2),
            "bottom": reference.bottom - box.bottom,
        }
        return _moved(across.get(self.to, 0), down.get(self.to, 0))


def _moved(x: float, y: float) -> TransformLayer:
    return TransformLayer(move=(float(x), float(y)))


def _spread(boxes: dict[str, Box], *, across: bool) -> dict[str, TransformLayer]:
    """What makes the gaps between neighbours equal, to a pixel; the first and the last stay."""

    def span(id: str) -> tuple[int, int]:
        box = boxes[id]
        return (box.left, box.right) if across else (box.top, box.bottom)

    order = sorted(boxes, key=lambda each: span(each)[0] + span(each)[1])
    sizes = np.cumsum([0, *(span(each)[1] - span(each)[0] for each in order)])
    free = span(order[-1])[1] - span(order[0])[0] - sizes[-1]
    begins = span(order[0])[0] + sizes[:-1] + free * np.arange(len(order)) / (len(order) - 1)
    ways = {each: round(float(begin)) - span(each)[0] for each, begin in zip(order, begins, strict=True)}
    return {each: _moved(way, 0) if across else _moved(0, way) for each, way in ways.items()}


def _reference(document: Document) -> Box | None:
    """The selection's box."""
    if document.selection is None:
        return None
    ys, xs = (np.flatnonzero(document.selection.data.any(axis=axis)) for axis in (1, 0))
    return Box(int(xs[0]), int(ys[0]), int(xs[-1]) + 1, int(ys[-1]) + 1) if len(ys) else None


def _seen(document: Document, id: str) -> Box | None:
    return visible(find(document.layers, id))
