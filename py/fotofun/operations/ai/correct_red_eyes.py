from typing import Annotated

import numpy as np

from fotofun.document.document import Document
from fotofun.editing.frame import Frame
from fotofun.errors import NothingFound
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.detect_faces import faces_in
from fotofun.operation import InferenceOperation, Outcome, Range, operation
from fotofun.operations.retouch.red_eye import RedEye
from fotofun.raster import Box, Pixels

EYE = 0.2  # the reach of an eye, as a share of its face's width
# A flash in an eye is red by so many levels beyond its green and blue, and by so many times: skin, lips and
# shadows are not. So much of the eye's middle has to be.
BEYOND, TIMES, SHARE = 80, 2.0, 0.1


@operation(
    label="Correct red eyes",
    position=32,
    keywords=("flash", "pupils", "portrait", "automatic red eye"),
)
class CorrectRedEyes(InferenceOperation):
    """Find the eyes of all faces, and take the red of a flash out of them."""

    task = "detect_faces"

    darken: Annotated[float, Range(0, 100, step=1, unit="%", label="Darken")] = 40.0

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The layer's pixels, (H, W, 4) uint8, without red eyes; NothingFound where there are none."""
        faces, told = await faces_in(pixels, models)
        result = pixels
        for face in faces:
            size = max(2.0, (face.box[2] - face.box[0]) * EYE)
            for eye in face.points[:2]:
                if _is_red(pixels, eye, size / 3.0):
                    result = _corrected(result, RedEye(place=eye, size=size, darken=self.darken))
        if result is pixels:
            raise NothingFound(
                "There are no red eyes in this picture.",
                advice="Use the red eye tool where one was missed.",
            )
        return Outcome(result, told, "pixels")


def _is_red(pixels: Pixels, eye: tuple[float, float], reach: float) -> bool:
    """Whether there is a flash's red within a square around an eye, (x, y)."""
    (x, y), side = eye, max(1, round(reach))
    box = Box(int(x) - side, int(y) - side, int(x) + side + 1, int(y) + side + 1)
    part = pixels[box.intersect(Box(0, 0, pixels.shape[1], pixels.shape[0])).slices].astype(np.int32)
    other = (part[..., 1] + part[..., 2]) / 2.0
    red = (part[..., 0] - other >= BEYOND) & (part[..., 0] >= TIMES * other)
    return bool(red.size and red.mean() >= SHARE)


def _corrected(pixels: Pixels, edit: RedEye) -> Pixels:
    frame = Frame(Document.from_pixels("", pixels))
    box = edit.bounds(frame).intersect(Box.of(frame.size))
    if box.is_empty:
        return pixels
    result = pixels.copy()
    result[box.slices] = edit.paint(frame, box)
    return result
