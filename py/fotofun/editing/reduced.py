"""A smaller copy of a document: on it anything can be tried or measured at once."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from fotofun.document.document import Document
from fotofun.document.layer import (
    AdjustmentLayer,
    AnyLayer,
    GeneratedLayer,
    GroupLayer,
    LayerMask,
    PixelLayer,
)
from fotofun.document.tree import changed
from fotofun.imaging.matrices import Matrix, chain, scale
from fotofun.imaging.small import averaged
from fotofun.raster import Pixels, Plane, Size

Shrink = Callable[[Pixels, Size], Pixels]

KEPT = 48
"""So many small planes are kept, so that what did not change is not made again."""

_planes: OrderedDict[tuple[int, Size, Shrink], Plane] = OrderedDict()


def reduced(document: Document, most: int, shrink: Shrink = averaged) -> Document:
    """The document with at most so many pixels, its lengths scaled; the document itself where it has no more.

    Saved selections are left out. `shrink` makes a plane smaller.
    """
    share = math.sqrt(most / (document.width * document.height))
    if share >= 1.0:
        return document
    size = max(1, int(document.width * share)), max(1, int(document.height * share))
    reduction = _Reduction(size[0] / document.width, size[1] / document.height, shrink)
    selection = document.selection and reduction.plane(document.selection)
    return replace(
        document,
        width=size[0],
        height=size[1],
        layers=changed(document.layers, reduction.layer),
        selection=selection,
        channels=(),
    )


def within(size: Size, longest: int) -> int:
    """How many pixels a picture of that shape has when no side is longer than `longest`."""
    share = longest / max(size)
    return max(1, round(size[0] * share)) * max(1, round(size[1] * share))


@dataclass(frozen=True)
class _Reduction:
    across: float
    down: float
    shrink: Shrink

    def plane(self, plane: Plane) -> Plane:
        height, width = plane.shape[:2]
        size = max(1, round(width * self.across)), max(1, round(height * self.down))
        key = plane.revision, size, self.shrink
        if key not in _planes:
            _planes[key] = Plane(self.shrink(plane.data, size))
            while len(_planes) > KEPT:
                _planes.popitem(last=False)
        _planes.move_to_end(key)
        return _planes[key]

    def layer(self, layer: AnyLayer) -> AnyLayer:
        effects = tuple(effect.scaled(self.across, self.down) for effect in layer.effects)
        layer = replace(layer, effects=effects, mask=layer.mask and self._mask(layer.mask))
        match layer:
            case PixelLayer():
                small = self.plane(layer.pixels)
                return replace(layer, pixels=small, matrix=self._laid(layer.matrix, layer.pixels, small))
            case AdjustmentLayer():
                return replace(layer, operation=layer.operation.scaled(self.across, self.down))
            case GeneratedLayer():
                there, back = scale(self.across, self.down), scale(1.0 / self.across, 1.0 / self.down)
                width, height = layer.size
                size = max(1, round(width * self.across)), max(1, round(height * self.down))
                content = layer.content.scaled(self.across, self.down)
                return replace(layer, content=content, size=size, matrix=chain(back, layer.matrix, there))
            case GroupLayer():
                return layer

    def _mask(self, mask: LayerMask) -> LayerMask:
        small = self.plane(mask.plane)
        feather = mask.feather * math.sqrt(self.across * self.down)
        return replace(mask, plane=small, feather=feather, matrix=self._laid(mask.matrix, mask.plane, small))

    def _laid(self, matrix: Matrix, plane: Plane, small: Plane) -> Matrix:
        """A matrix for the small plane in the small document."""
        (height, width), (rows, columns) = plane.shape[:2], small.shape[:2]
        return chain(scale(width / columns, height / rows), matrix, scale(self.across, self.down))
