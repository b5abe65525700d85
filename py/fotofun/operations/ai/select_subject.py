from typing import Annotated

from fotofun.inference.manifest import Quality
from fotofun.inference.runner import ModelRunner, account
from fotofun.inference.tasks.remove_background import postprocess, preprocess
from fotofun.operation import Choice, Combine, InferenceOperation, Outcome, operation
from fotofun.raster import Pixels


@operation(
    label="Select subject",
    position=20,
    keywords=("person", "object", "foreground", "automatic selection", "matte", "cut out"),
)
class SelectSubject(InferenceOperation):
    """Select what stands out from the background of the active layer."""

    quality: Annotated[
        Quality,
        Choice(
            {"best": "Best", "fast": "Fast", "preview": "Portrait"},
            label="Quality",
            description="Best keeps the finest edges, Fast is a small download, Portrait is for people only.",
        ),
    ] = "best"
    combine: Combine = "new"

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The subject's matte as a selection of the pixels' own size; pixels is (H, W, 4) uint8."""
        height, width = pixels.shape[:2]
        placement = await models.place("remove_background", (width, height), self.quality)
        ran = await models.infer(placement, preprocess(pixels, placement.model))
        matte = postprocess(ran.outputs, placement.model, (width, height))
        return Outcome(matte, account(placement, ran), "selection", self.combine)
