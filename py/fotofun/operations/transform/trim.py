from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.errors import CommandError
from fotofun.imaging.matrices import translate
from fotofun.operation import Canvas, Choice, GeometryOperation, Mapping, Range, Toggle, operation
from fotofun.raster import Pixels

ROWS = 256  # rows that are compared at once


@operation(
    label="Trim", position=30, keywords=("auto crop", "border", "transparent", "margin", "cut off", "scan")
)
class Trim(GeometryOperation):
    """Cut off edges that are transparent or all of one colour."""

    border: Annotated[
        str,
        Choice(
            {
                "transparent": "Transparent pixels",
                "top_left": "Colour of the top left pixel",
                "bottom_right": "Colour of the bottom right pixel",
            },
            label="Based on",
        ),
    ] = "transparent"
    tolerance: Annotated[
        float,
        Range(
            0,
            255,
            ui=(0, 100),
            step=1,
            whole=True,
            label="Tolerance",
            description="How many levels of 255 a border pixel may differ in any channel.",
        ),
    ] = 0
    left: Annotated[bool, Toggle(group="Sides")] = True
    top: Annotated[bool, Toggle(group="Sides")] = True
    right: Annotated[bool, Toggle(group="Sides")] = True
    bottom: Annotated[bool, Toggle(group="Sides")] = True

    def map(self, canvas: Canvas) -> Mapping:
        """Keeps the rows and columns from the first to the last pixel that is not border, all layers seen.

        Raises CommandError where all of the picture is border.
        """
        pixels = canvas.composite
        rows, columns = self._content(pixels)
        if not len(rows):
            raise CommandError(
                "All of the picture looks like its border.", advice="Choose a smaller tolerance."
            )
        height, width = pixels.shape[:2]
        left = int(columns[0]) if self.left else 0
        top = int(rows[0]) if self.top else 0
        right = int(columns[-1]) + 1 if self.right else width
        bottom = int(rows[-1]) + 1 if self.bottom else height
        return Mapping(translate(-float(left), -float(top)), (right - left, bottom - top))

    def _content(self, pixels: Pixels) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows and the columns with a pixel that is not border."""
        rows, columns = np.zeros(pixels.shape[0], bool), np.zeros(pixels.shape[1], bool)
        for start in range(0, len(rows), ROWS):
            content = self._differs(pixels[start : start + ROWS], pixels)
            rows[start : start + ROWS] = content.any(axis=1)
            columns |= content.any(axis=0)
        return np.nonzero(rows)[0], np.nonzero(columns)[0]

    def _differs(self, part: Pixels, pixels: Pixels) -> NDArray[np.bool_]:
        if self.border == "transparent":
            return part[..., 3] > self.tolerance
        edge = pixels[0, 0] if self.border == "top_left" else pixels[-1, -1]
        tolerance = round(self.tolerance)
        content = _beyond(part[..., 3], int(edge[3]), tolerance)
        for channel in range(3):
            # Colours that nobody sees do not count.
            seen = (part[..., 3] > 0) & (edge[3] > 0)
            content |= _beyond(part[..., channel], int(edge[channel]), tolerance) & seen
        return content


def _beyond(channel: NDArray[np.uint8], level: int, tolerance: int) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = channel > min(level + tolerance, 255)
    result |= channel < max(level - tolerance, 0)
    return result
