from typing import Annotated

import numpy as np

from fotofun.document.document import Document
from fotofun.document.edit import ModelOperation
from fotofun.editing.frame import Frame
from fotofun.editing.geometry import mapped
from fotofun.errors import CommandError
from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.detect_faces import faces_in
from fotofun.inference.tasks.remove_background import matte
from fotofun.operation import Outcome, Range, operation
from fotofun.operation.frame import CustomSide, Orientation, Ratio
from fotofun.operations.transform.smart_crop import SmartCrop
from fotofun.raster import Pixels

HEADROOM = 0.4  # how much more than its box a face needs, as a share of it


@operation(
    label="Crop to subject",
    position=60,
    keywords=("face-aware crop", "crop to faces", "portrait crop", "avatar", "passport", "smart crop"),
)
class CropToSubject(ModelOperation):
    """Crop to an aspect ratio around the faces, or around the subject where there is no face."""

    task = "detect_faces"

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

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """What must be seen, as a mask of the pixels' own size; pixels is (H, W, 4) uint8."""
        faces, told = await faces_in(pixels, models)
        if not faces:
            mask, told = await matte(pixels, models, "fast", refined=False)
            return Outcome(mask, told, "selection")
        mask = np.zeros(pixels.shape[:2], np.uint8)
        for face in faces:
            left, top, right, bottom = face.box
            across, down = (right - left) * HEADROOM, (bottom - top) * HEADROOM
            rows = slice(max(0, int(top - down)), int(bottom + down) + 1)
            mask[rows, max(0, int(left - across)) : int(right + across) + 1] = 255
        return Outcome(mask, told, "selection")

    def edit(self, document: Document, outcome: Outcome) -> Document:
        """The document, cropped."""
        if outcome.data.shape[:2] != (document.height, document.width):
            raise CommandError("The picture got another size meanwhile.", advice="Run it again.")
        crop = SmartCrop(
            ratio=self.ratio,
            orientation=self.orientation,
            custom_width=self.custom_width,
            custom_height=self.custom_height,
            zoom=self.zoom,
        )
        seen = Frame(document.with_selection(outcome.data))
        return mapped(document, crop.map(seen))
