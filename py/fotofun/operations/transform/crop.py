from typing import Annotated

import numpy as np

from fotofun.errors import CommandError
from fotofun.imaging.matrices import chain, rotate, scale, translate
from fotofun.operation import Canvas, GeometryOperation, Mapping, Range, Rectangle, operation
from fotofun.operation.frame import LONGEST, Hide, document_size
from fotofun.raster import Box, Mask


@operation(
    label="Crop", position=10, keywords=("cut", "trim", "frame", "cut out", "to selection"), shortcut="C"
)
class Crop(GeometryOperation):
    """Keep a rectangle and cut off the rest; without a rectangle, keep what is selected.

    A rectangle that reaches beyond the picture adds empty space there.
    """

    rectangle: Annotated[tuple[float, float, float, float], Rectangle(label="Rectangle")] = (
        0.0,
        0.0,
        0.0,
        0.0,
    )
    angle: Annotated[
        float,
        Range(
            -45,
            45,
            ui=(-15, 15),
            step=0.1,
            unit="°",
            label="Straighten",
            description="Turns the picture about its middle before the rectangle is cut out.",
        ),
    ] = 0.0
    width: Annotated[
        float,
        Range(
            0,
            LONGEST,
            ui=(0, 8000),
            unit="px",
            whole=True,
            group="Resize to",
            description="0 follows from the height, or keeps the size.",
        ),
    ] = 0
    height: Annotated[
        float,
        Range(
            0,
            LONGEST,
            ui=(0, 8000),
            unit="px",
            whole=True,
            group="Resize to",
            description="0 follows from the width, or keeps the size.",
        ),
    ] = 0
    hide: Hide = False

    def map(self, canvas: Canvas) -> Mapping:
        """Turns, moves the rectangle, in whole pixels, to the corner, and scales it to the size wanted.

        Raises CommandError where nothing is left, or nothing of the picture.
        """
        box = self._box(canvas)
        if box.intersect(Box.of(canvas.size)).is_empty:
            raise CommandError("The crop lies outside the picture.", advice="Move it over the picture.")
        width, height = float(box.size[0]), float(box.size[1])
        across = self.width / width if self.width else self.height / height or 1.0
        down = self.height / height if self.height else across
        size = document_size(max(width * across, 1.0), max(height * down, 1.0))
        fill = scale(size[0] / width, size[1] / height)
        turn = rotate(self.angle, (canvas.size[0] / 2.0, canvas.size[1] / 2.0))
        return Mapping(chain(turn, translate(-box.left, -box.top), fill), size, hide=self.hide)

    def _box(self, canvas: Canvas) -> Box:
        x, y, width, height = self.rectangle
        if width > 0.0 and height > 0.0:
            left, top = round(x), round(y)
            return Box(left, top, max(round(x + width), left + 1), max(round(y + height), top + 1))
        if (width, height) == (0.0, 0.0) and canvas.selection is not None and canvas.selection.any():
            return _bounds(canvas.selection)
        raise CommandError(
            "There is nothing to crop to.", advice="Draw a rectangle, or select what you want to keep."
        )


def _bounds(selection: Mask) -> Box:
    """The least rectangle that holds all that is selected at all."""
    rows, columns = np.nonzero(selection.any(axis=1))[0], np.nonzero(selection.any(axis=0))[0]
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
