"""Operations that move, make, paint, select and decorate pixels."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np

from fotofun.imaging.matrices import Matrix
from fotofun.imaging.resize import Resampling
from fotofun.operation.base import Operation
from fotofun.operation.canvas import Canvas
from fotofun.operation.parameter import Choice, Range
from fotofun.raster import Box, Mask, Pixels, Size


@dataclass(frozen=True)
class Mapping:
    """Where a geometry operation sends positions, and the document's new size.

    `matrix`: from old positions to new ones. `hide`: what falls outside the new size is kept, unseen.
    `sharpen`: percent of unsharp masking that resampled pixels get afterwards, with a radius of half a pixel.
    """

    matrix: Matrix
    size: Size
    resampling: Resampling = "bicubic"
    hide: bool = False
    sharpen: float = 0.0


class GeometryOperation(Operation, ABC):
    """Maps positions, of the whole document. Maps compose, and pixels are resampled once."""

    family = "geometry"

    @abstractmethod
    def map(self, canvas: Canvas) -> Mapping:
        """The map for this document."""


class GeneratorOperation(Operation, ABC):
    """Makes pixels from its parameters alone: a fill, text, a shape. Becomes a layer that stays editable.

    `uniform`: all pixels are alike.
    """

    family = "generator"
    kind: ClassVar[Literal["fill", "text", "shape"]] = "fill"
    uniform: ClassVar[bool] = False

    def bounds(self, size: Size) -> Box:
        """The least rectangle outside which it draws nothing in a document of that size; may reach beyond."""
        return Box.of(size)

    @abstractmethod
    def draw(self, size: Size, box: Box) -> Pixels:
        """The part in `box` of its picture, (h, w, 4) uint8, straight alpha, for a document of that size."""


class PaintOperation(Operation, ABC):
    """Changes a layer's pixels in a rectangle: a stroke, a fill, a repair."""

    family = "paint"

    @abstractmethod
    def bounds(self, canvas: Canvas) -> Box:
        """The rectangle it may change; it is cut to the document."""

    @abstractmethod
    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer's new pixels in `box`, (h, w, 4) uint8. What is not selected is put back afterwards."""


class SelectOperation(Operation, ABC):
    """Changes what is selected."""

    family = "select"

    @abstractmethod
    def select(self, canvas: Canvas) -> Mask | None:
        """The new selection, (H, W) uint8, 255 selected; None for none."""


Combine = Annotated[
    str,
    Choice(
        {"new": "New", "add": "Add", "subtract": "Subtract", "intersect": "Intersect"},
        label="Combine",
        description="What happens with what is already selected.",
    ),
]
Feather = Annotated[float, Range(0, 1000, ui=(0, 100), step=0.5, unit="px", label="Feather")]


def combine(selection: Mask | None, region: Mask, how: str) -> Mask:
    """A selection changed by a region, both (H, W) uint8: new, add, subtract or intersect.

    Soft edges combine as fuzzy sets: greater, lesser, and lesser with the complement.
    """
    if how == "new":
        return region
    if how == "add":
        return region if selection is None else np.maximum(selection, region)
    if how == "subtract":
        return ~region if selection is None else np.minimum(selection, ~region)
    return region if selection is None else np.minimum(selection, region)


class MaskOperation(Operation, ABC):
    """Changes a layer's mask; the layer's pixels stay as they are."""

    family = "mask"

    @abstractmethod
    def transform(self, mask: Mask, enabled: bool) -> tuple[Mask | None, bool]:
        """The new mask ((H, W) uint8, or None for no mask) and whether it is in force."""


class EffectOperation(Operation, ABC):
    """Decorates a layer from the shape of its alpha; it follows every change of the layer.

    `place`: below the layer, inside it (over its pixels, cut to its alpha), or above it.
    `blend_mode` and `opacity` (percent) are parameters of every effect.
    """

    family = "effect"
    place: ClassVar[Literal["below", "inside", "above"]] = "inside"

    blend_mode: str
    opacity: float

    @property
    def is_aligned(self) -> bool:
        """Whether places in percent are of what is seen of the layer, and not of the document."""
        return False

    def margin(self) -> int:
        """How many pixels around a pixel its result depends on; how far it reaches beyond the layer."""
        return 0

    @abstractmethod
    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """The effect's own pixels, (h, w, 4) uint8, straight alpha.

        `alpha`: (h, w) uint8, the layer's shape with its mask; `pixels`: the layer's pixels; `origin`: where
        the arrays' top left corner lies in the document. Outside the arrays there is nothing. `frame`: what
        places in percent are of.
        """
