from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.errors import CommandError
from fotofun.imaging.patch_match import filled
from fotofun.operation import Canvas, PaintOperation, Range, operation
from fotofun.raster import Box, Mask, Pixels

AROUND = 1.0  # how much of the hole's longer side is looked at beyond it
LEAST_AROUND = 64


@operation(
    label="Content-aware fill",
    position=10,
    keywords=("remove object", "inpaint", "erase", "patchmatch", "delete"),
    shortcut="Shift+Delete",
)
class ContentAwareFill(PaintOperation):
    """Fill what is selected with what its surroundings look like."""

    expand: Annotated[
        int,
        Range(
            0,
            100,
            ui=(0, 20),
            whole=True,
            unit="px",
            label="Expand",
            description="How much more than the selection is replaced.",
        ),
    ] = 2

    def bounds(self, canvas: Canvas) -> Box:
        """The box around what is selected; CommandError where nothing is."""
        return around(selected(canvas), self.expand)

    def paint(self, canvas: Canvas, box: Box) -> Pixels:
        """The layer, (h, w, 4) uint8, filled from pixels up to the hole's own size away."""
        hole = selected(canvas) > 0
        for _ in range(self.expand):
            hole = _grown(hole)
        return repaired(canvas.pixels, hole, box)


def selected(canvas: Canvas) -> Mask:
    """The selection; CommandError where nothing is selected."""
    if canvas.selection is None or not canvas.selection.any():
        raise CommandError("Nothing is selected.", advice="Select what should be filled.")
    return canvas.selection


def around(mask: Mask, margin: int = 0) -> Box:
    """The box around what is not zero, with a margin."""
    rows = np.flatnonzero(mask.any(axis=1))
    columns = np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return Box(0, 0, 0, 0)
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1).grow(margin)


def repaired(pixels: Pixels, hole: NDArray[np.bool_], box: Box) -> Pixels:
    """The part of a picture in a box that holds the hole, (H, W) bool, filled from what lies around."""
    margin = max(LEAST_AROUND, int(AROUND * max(box.size)))
    region = box.grow(margin).intersect(Box(0, 0, pixels.shape[1], pixels.shape[0]))
    made = filled(np.ascontiguousarray(pixels[region.slices]), hole[region.slices])
    return np.ascontiguousarray(made[box.shift(-region.left, -region.top).slices])


def _grown(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    wide = np.pad(flags, 1)
    grown: NDArray[np.bool_] = (
        wide[1:-1, 1:-1] | wide[:-2, 1:-1] | wide[2:, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:]
    )
    return grown
