from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.restore import restore
from fotofun.operation import InferenceOperation, Outcome, operation
from fotofun.operation.strength import Strength
from fotofun.raster import Pixels


@operation(
    label="Remove noise",
    position=54,
    keywords=("denoise", "grain", "high iso", "clean", "restore", "low light"),
)
class RemoveNoise(InferenceOperation):
    """Take grain and noise out of the photo, and keep what is in it."""

    strength: Strength = 100.0

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The layer's pixels, (H, W, 4) uint8, restored; ModelUnavailable where no model is placed."""
        restored, told = await restore(pixels, models, "denoise", self.strength / 100.0)
        return Outcome(restored, told, "pixels")
