from typing import Annotated

from fotofun.inference.manifest import Quality
from fotofun.inference.runner import ModelRunner, account
from fotofun.inference.tasks.remove_background import postprocess, preprocess
from fotofun.operation import Choice, InferenceOperation, Outcome, operation
from fotofun.raster import Pixels


@operation(
    label="Remove background",
    position=10,
    keywords=("extract subject", "make transparent", "cut out the object", "isolate", "matte", "background"),
)
class RemoveBackground(InferenceOperation):
    """Cut the subject out: a mask hides the background, and the pixels stay."""

    quality: Annotated[
        Quality,
        Choice(
            {"best": "Best", "fast": "Fast", "preview": "Portrait"},
            label="Quality",
            description="Best keeps the finest edges, Fast is a small download, Portrait is for people only.",
        ),
    ] = "best"

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The subject's matte as a mask of the pixels' own size; pixels is (H, W, 4) uint8."""
        height, width = pixels.shape[:2]
        placement = await models.place("remove_background", (width, height), self.quality)
        ran = await models.infer(placement, preprocess(pixels, placement.model))
        mask = postprocess(ran.outputs, placement.model, (width, height))
        return Outcome(mask, account(placement, ran))
