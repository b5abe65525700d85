from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.remove_background import matte
from fotofun.operation import Combine, InferenceOperation, Outcome, operation
from fotofun.operation.subject import RefinedEdges, SubjectQuality
from fotofun.raster import Pixels


@operation(
    label="Select subject",
    position=20,
    keywords=("person", "object", "foreground", "automatic selection", "matte", "cut out"),
)
class SelectSubject(InferenceOperation):
    """Select what stands out from the background of the active layer."""

    task = "remove_background"

    quality: SubjectQuality = "best"
    refine: RefinedEdges = True
    combine: Combine = "new"

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The subject's matte as a selection of the pixels' own size; pixels is (H, W, 4) uint8."""
        mask, told = await matte(pixels, models, self.quality, self.refine)
        return Outcome(mask, told, "selection", self.combine)
