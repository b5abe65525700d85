from collections.abc import Iterable
from typing import Annotated

import numpy as np
from PIL import Image

from fotofun.errors import NothingFound
from fotofun.imaging.blur import gaussian
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.detect_faces import faces_in
from fotofun.operation import Choice, InferenceOperation, Outcome, Range, operation
from fotofun.raster import Box, Mask, Pixels
from fotofun.render.blend import mix


@operation(
    label="Hide faces",
    position=30,
    keywords=("blur faces", "pixelate faces", "anonymise", "anonymize", "privacy", "censor", "people"),
)
class HideFaces(InferenceOperation):
    """Find all faces of the active layer and make them unrecognisable."""

    task = "detect_faces"

    manner: Annotated[str, Choice({"blur": "Blur", "pixelate": "Pixelate"}, label="Manner")] = "blur"
    strength: Annotated[float, Range(10, 100, step=1, unit="%", label="Strength")] = 60.0
    margin: Annotated[
        float,
        Range(0, 100, step=1, unit="%", label="Margin", description="How far it reaches beyond each face."),
    ] = 25.0

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The layer's pixels, (H, W, 4) uint8, with every face hidden; NothingFound where there is none."""
        faces, told = await faces_in(pixels, models)
        if not faces:
            raise NothingFound(
                "There is no face in this picture that could be found.",
                advice="Paint over faces that are very small, turned away or covered.",
            )
        return Outcome(self.hidden(pixels, [face.box for face in faces]), told, "pixels")

    def hidden(self, pixels: Pixels, faces: Iterable[tuple[float, float, float, float]]) -> Pixels:
        """The pixels with an ellipse over each box (left, top, right, bottom), one after the other."""
        result = pixels.copy()
        for left, top, right, bottom in faces:
            across, down = ((side * self.margin / 200.0) for side in (right - left, bottom - top))
            oval = left - across, top - down, right + across, bottom + down
            box = Box(int(oval[0]), int(oval[1]), int(oval[2]) + 1, int(oval[3]) + 1)
            box = box.intersect(Box(0, 0, pixels.shape[1], pixels.shape[0]))
            if box.is_empty:
                continue
            part = np.ascontiguousarray(result[box.slices])
            result[box.slices] = mix(part, self._unrecognisable(part), _ellipse(oval, box))
        return result

    def _unrecognisable(self, part: Pixels) -> Pixels:
        """What takes a face's place: at full strength next to nothing of it is left."""
        side = max(part.shape[:2])
        if self.manner == "blur":
            return gaussian(part, max(side * self.strength / 400.0, 1.0))
        size = part.shape[1], part.shape[0]
        cells = max(2, round(1200.0 / self.strength / 4.0))
        small = tuple(max(1, round(length * cells / side)) for length in size)
        picture = Image.fromarray(part)
        coarse = picture.convert("RGBa").resize((small[0], small[1]), Image.Resampling.BOX)
        return np.array(coarse.convert("RGBA").resize(size, Image.Resampling.NEAREST))


def _ellipse(oval: tuple[float, float, float, float], box: Box) -> Mask:
    """How much of each pixel of a box an ellipse in (left, top, right, bottom) covers, 0..255."""
    left, top, right, bottom = oval
    radii = max((right - left) / 2.0, 0.5), max((bottom - top) / 2.0, 0.5)
    across = (np.arange(box.left, box.right) + 0.5 - (left + right) / 2.0) / radii[0]
    down = (np.arange(box.top, box.bottom) + 0.5 - (top + bottom) / 2.0) / radii[1]
    distance = np.sqrt(np.square(across) + np.square(down)[:, np.newaxis])
    return np.asarray(np.clip((1.0 - distance) * min(radii) + 0.5, 0.0, 1.0) * 255.0 + 0.5, np.uint8)
