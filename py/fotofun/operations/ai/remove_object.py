from dataclasses import replace
from typing import Annotated

import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import ModelOperation
from fotofun.editing.frame import editable
from fotofun.editing.perform import finish, perform
from fotofun.errors import CommandError
from fotofun.imaging.distance import expand
from fotofun.inference.runner import ModelRunner
from fotofun.operation import Outcome, Range, operation
from fotofun.operations.ai.select_object import (
    NOWHERE,
    Around,
    Inside,
    Outside,
    box_for,
    object_in,
)
from fotofun.operations.retouch.content_aware_fill import ContentAwareFill
from fotofun.raster import Pixels


@operation(
    label="Remove object",
    position=24,
    keywords=("erase object", "delete object", "magic eraser", "clean up", "inpaint", "heal"),
)
class RemoveObject(ModelOperation):
    """Take an object out and fill its place with what lies around it; select it roughly first."""

    task = "select_object"

    inside: Inside = ()
    outside: Outside = ()
    box: Around = NOWHERE
    expand: Annotated[
        int,
        Range(
            0,
            100,
            ui=(0, 20),
            whole=True,
            unit="px",
            label="Expand",
            description="How much more than the object is replaced.",
        ),
    ] = 6

    def fitted(self, document: Document) -> "RemoveObject":
        """With a box where nothing is pointed at; CommandError for locked pixels, or without any."""
        editable(document)
        return RemoveObject(self.inside, self.outside, box_for(document, self.inside, self.box), self.expand)

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The object as a mask of the pixels' own size; pixels is (H, W, 4) uint8."""
        mask, told = await object_in(pixels, models, self.inside, self.outside, self.box)
        return Outcome(mask, told, "selection")

    def edit(self, document: Document, outcome: Outcome) -> Document:
        """The document without the object; nothing stays selected."""
        # What is half in has the object's colour too.
        hole = np.where(outcome.data > 8, np.uint8(255), np.uint8(0))
        if self.expand:
            hole = expand(hole, float(self.expand))
        if hole.shape != (document.height, document.width):
            raise CommandError("The picture got another size meanwhile.", advice="Run it again.")
        filled = finish(perform(document.with_selection(hole), ContentAwareFill(expand=1)))
        return replace(filled, selection=None)
