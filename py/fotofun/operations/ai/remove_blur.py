from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.restore import restore
from fotofun.operation import InferenceOperation, Outcome, operation
from fotofun.operation.strength import Strength
from fotofun.raster import Pixels


@operation(
    label="Remove blur",
    position=56,
    keywords=("deblur", "sharpen", "shake", "motion blur", "out of focus", "restore"),
)
class RemoveBlur(InferenceOperation):
    """Make a photo sharp again that was shaken or out of focus."""

    strength: Strength = 100.0

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The layer's pixels, (H, W, 4) uint8, restored; ModelUnavailable where no model is placed."""
        restored, told = await restore(pixels, models, "deblur", self.strength / 100.0)
        return Outcome(restored, told, "pixels")
