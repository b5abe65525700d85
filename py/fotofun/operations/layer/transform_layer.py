from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Annotated, cast

from fotofun.document.document import Document
from fotofun.document.edit import DocumentOperation, Parts
from fotofun.document.layer import AnyLayer, GeneratedLayer, PixelLayer
from fotofun.document.tree import changed, find, walk
from fotofun.errors import CommandError, InvalidParameter
from fotofun.imaging.matrices import Matrix, layer_matrix, multiply
from fotofun.operation import Choice, Points, Position, Range, Rectangle, Resampling, operation
from fotofun.raster import Box
from fotofun.render.sources import extent


@operation(
    label="Transform layer",
    position=190,
    keywords=("move", "scale", "rotate", "skew", "perspective", "free transform", "distort"),
    shortcut="Mod+T",
)
class TransformLayer(DocumentOperation):
    """Move, scale, rotate, skew or distort the active layer; its pixels are resampled only once."""

    several = True

    move: Annotated[tuple[float, float], Position(label="Move")] = (0.0, 0.0)
    scale_x: Annotated[float, Range(-10000, 10000, ui=(1, 400), unit="%", label="Width")] = 100.0
    scale_y: Annotated[float, Range(-10000, 10000, ui=(1, 400), unit="%", label="Height")] = 100.0
    rotate: Annotated[
        float, Range(-360, 360, ui=(-180, 180), step=0.1, unit="°", dial="turn", label="Rotate")
    ] = 0.0
    skew_x: Annotated[float, Range(-80, 80, step=0.1, unit="°", label="Skew across")] = 0.0
    skew_y: Annotated[float, Range(-80, 80, step=0.1, unit="°", label="Skew down")] = 0.0
    corners: Annotated[
        tuple[tuple[float, float], ...],
        Points(most=4, label="Corners", description="Where its corners go, from the top left around."),
    ] = ()
    resampling: Annotated[
        str,
        Choice(
            {"nearest": "Nearest", "bilinear": "Bilinear", "bicubic": "Bicubic"},
            label="Resampling",
        ),
    ] = "bicubic"

    box: Annotated[
        tuple[float, float, float, float],
        Rectangle(label="Box", description="What is mapped, where it is more than the layer itself."),
    ] = (0.0, 0.0, 0.0, 0.0)

    def check(self) -> None:
        """A scale of nothing has no way back, and a shape has four corners."""
        if self.scale_x == 0 or self.scale_y == 0 or len(self.corners) not in (0, 4):
            raise InvalidParameter(
                "The layer would have no area.", advice="Give scales other than 0, and four corners or none."
            )

    def edit(self, document: Document) -> Document:
        """The document with the layer's matrix multiplied, about the middle of what it shows.

        A group moves with all that is in it, a linked mask with its layer. CommandError for a locked layer or
        an adjustment layer.
        """
        layer = document.active
        if any("position" in each.locks for each in walk((layer,))):
            raise CommandError("The layer's position is locked.", advice="Unlock it first.")
        reach = _reach(layer)
        if reach is None:
            raise CommandError("The active layer has nothing to move.", advice="Choose a layer with pixels.")
        matrix = self.matrix(self._given_box or reach)
        moved = changed((layer,), lambda each: self._moved(each, matrix))
        return document.with_active(moved[0])

    def for_layers(self, document: Document, ids: Sequence[str]) -> Parts:
        """All of them about the middle of what they show together; what has nothing to move stays."""
        reaches = [(each, reach) for each in ids if (reach := _reach(find(document.layers, each)))]
        if not reaches:
            return DocumentOperation.for_layers(self, document, ids)
        box = self._given_box or reduce(Box.union, [reach for _, reach in reaches])
        together = replace(self, box=(box.left, box.top, box.right - box.left, box.bottom - box.top))
        return DocumentOperation.for_layers(together, document, [each for each, _ in reaches])

    @property
    def _given_box(self) -> Box | None:
        left, top, width, height = (round(each) for each in self.box)
        return Box(left, top, left + width, top + height) if width > 0 and height > 0 else None

    def matrix(self, box: Box) -> Matrix:
        """The map for a layer whose pixels lie in that box."""
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        here = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
        return layer_matrix(
            middle,
            move=self.move,
            stretch=(self.scale_x, self.scale_y),
            turn=self.rotate,
            slant=(self.skew_x, self.skew_y),
            corners=(here, self.corners) if self.corners else None,
        )

    def _moved(self, layer: AnyLayer, matrix: Matrix) -> AnyLayer:
        if layer.mask and layer.mask.linked:
            mask = layer.mask
            layer = replace(layer, mask=replace(mask, matrix=multiply(matrix, mask.matrix)))
        if isinstance(layer, PixelLayer):
            resampling = cast(Resampling, self.resampling)
            return replace(layer, matrix=multiply(matrix, layer.matrix), resampling=resampling)
        if isinstance(layer, GeneratedLayer):
            return replace(layer, matrix=multiply(matrix, layer.matrix))
        return layer


def _reach(layer: AnyLayer) -> Box | None:
    """The box of all pixels of a layer or a group; None where it has none."""
    inner = [each for each in walk((layer,)) if isinstance(each, PixelLayer | GeneratedLayer)]
    return reduce(Box.union, map(extent, inner)) if inner else None
