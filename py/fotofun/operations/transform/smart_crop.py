from typing import Annotated

import numpy as np

from fotofun.imaging.matrices import translate
from fotofun.imaging.saliency import best_crop, saliency
from fotofun.operation import Canvas, GeometryOperation, Mapping, Points, Range, operation
from fotofun.operation.frame import CustomSide, Hide, Orientation, Ratio, document_size, fitting, ratio_of
from fotofun.raster import Box, Mask


@operation(
    label="Smart crop",
    position=22,
    keywords=("auto crop", "subject", "composition", "thumbnail", "square", "social", "best part"),
)
class SmartCrop(GeometryOperation):
    """Crop to an aspect ratio around what matters: the selection, or else what catches the eye."""

    ratio: Ratio = "1:1"
    orientation: Orientation = "picture"
    custom_width: CustomSide = 3.0
    custom_height: CustomSide = 2.0
    zoom: Annotated[
        float,
        Range(
            10,
            100,
            step=1,
            unit="%",
            label="Size",
            description="Of the largest crop that fits; less is closer.",
        ),
    ] = 100.0
    regions: Annotated[
        tuple[tuple[float, float], ...],
        Points(
            most=200,
            label="Regions",
            description="Opposite corners of what must not be missed, two by two: faces, for instance.",
        ),
    ] = ()
    hide: Hide = False

    def map(self, canvas: Canvas) -> Mapping:
        """Moves the crop that `best_crop` finds in the visible picture's `saliency` to the corner.

        The subject is the selection, or else the active layer's shape where it does not fill its place.
        """
        ratio = ratio_of(self.ratio, self.orientation, (self.custom_width, self.custom_height), canvas.size)
        wide, high = (side * self.zoom / 100.0 for side in fitting(canvas.size, ratio))
        size = document_size(max(wide, 1.0), max(high, 1.0))
        interest = saliency(canvas.composite, self._subject(canvas), self._regions())
        left, top = best_crop(interest, canvas.size, (float(size[0]), float(size[1])))
        return Mapping(translate(-float(round(left)), -float(round(top))), size, hide=self.hide)

    def _subject(self, canvas: Canvas) -> Mask | None:
        if canvas.selection is not None and canvas.selection.any():
            return canvas.selection
        alpha = canvas.pixels[..., 3]
        clear = int(np.count_nonzero(alpha < 128))
        return alpha if 0 < clear < alpha.size else None

    def _regions(self) -> list[Box]:
        pairs = zip(self.regions[::2], self.regions[1::2], strict=False)
        return [
            Box(
                int(min(a[0], b[0])), int(min(a[1], b[1])), int(max(a[0], b[0])) + 1, int(max(a[1], b[1])) + 1
            )
            for a, b in pairs
        ]
