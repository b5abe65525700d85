from typing import Annotated

import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import ModelOperation
from fotofun.editing.frame import Frame, editable
from fotofun.editing.perform import finish, perform
from fotofun.exact import log
from fotofun.imaging.histogram import luma_counts, mean_between
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.detect_faces import faces_in
from fotofun.operation import Outcome, PointOperation, Range, operation
from fotofun.operations.adjust.auto_colour import AutoColour
from fotofun.operations.adjust.auto_tone import AutoTone
from fotofun.operations.adjust.levels import Levels
from fotofun.operations.adjust.vibrance import Vibrance
from fotofun.raster import Mask, Pixels

FACE = 0.5  # the luma that a face looks well lit at
LEAST_GAMMA, MOST_GAMMA = 0.8, 1.5
VIBRANCE = 15.0


@operation(
    label="Auto enhance",
    position=70,
    keywords=("improve", "one click", "magic wand", "auto fix", "better", "faces"),
)
class AutoEnhance(ModelOperation):
    """Balance colours, tones and vibrance at once, and give faces the light that they need."""

    task = "detect_faces"

    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 100.0

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """Where the faces are, as a mask of the pixels' own size; pixels is (H, W, 4) uint8."""
        faces, told = await faces_in(pixels, models)
        mask = np.zeros(pixels.shape[:2], np.uint8)
        for face in faces:
            left, top, right, bottom = (max(0, round(edge)) for edge in face.box)
            mask[top:bottom, left:right] = 255
        return Outcome(mask, told, "selection")

    def fitted(self, document: Document) -> "AutoEnhance":
        """Itself; CommandError where the layer's pixels may not change."""
        editable(document)
        return self

    def edit(self, document: Document, outcome: Outcome) -> Document:
        """The document after auto colour, auto tone, a gamma for the faces and some vibrance."""
        colour = AutoColour().resolve(Frame(document).pixels)
        document = finish(perform(document, _share(colour, self.amount)))
        document = finish(perform(document, AutoTone(amount=self.amount).resolve(Frame(document).pixels)))
        pixels = Frame(document).pixels
        if outcome.data.any() and outcome.data.shape == pixels.shape[:2]:
            document = finish(perform(document, _for_faces(pixels, outcome.data, self.amount)))
        return finish(perform(document, Vibrance(vibrance=VIBRANCE * self.amount / 100.0)))


def _share(edit: PointOperation, percent: float) -> PointOperation:
    """The operation with its numbers only part of the way from their defaults."""
    share = percent / 100.0
    return type(edit)(
        **{
            each.name: each.default + (getattr(edit, each.name) - each.default) * share
            for each in edit.parameters
        }
    )


def _for_faces(pixels: Pixels, faces: Mask, percent: float) -> Levels:
    """A gamma that brings the mean luma of the faces half the way, in stops, to well lit."""
    only = np.ascontiguousarray(pixels[faces > 0][np.newaxis])
    mean = mean_between(luma_counts(only), 0, 255)
    if not 0.0 < mean < 1.0:
        return Levels()
    whole = float(log(np.array(mean)) / log(np.array(FACE)))
    gamma = min(max(1.0 + (whole - 1.0) * 0.5, LEAST_GAMMA), MOST_GAMMA)
    return Levels(gamma=1.0 + (gamma - 1.0) * percent / 100.0)
