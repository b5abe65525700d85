from typing import Annotated

import numpy as np

from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.estimate_depth import estimate
from fotofun.operation import InferenceOperation, Outcome, Position, Range, operation
from fotofun.operations.filter.lens_blur import LensBlur
from fotofun.raster import Mask, Pixels
from fotofun.render.area import filter_into
from fotofun.render.blend import mix

STEPS = 4  # blurs of different strength; between them it is mixed


@operation(
    label="Depth blur",
    position=80,
    keywords=("depth of field", "bokeh", "portrait mode", "lens blur", "aperture", "focus", "depth map"),
)
class DepthBlur(InferenceOperation):
    """Blur what is nearer or farther than the point in focus, as a wide open lens does."""

    task = "estimate_depth"

    focus: Annotated[
        tuple[float, float], Position(unit="%", label="Focus", description="What stays sharp.")
    ] = (50.0, 50.0)
    aperture: Annotated[
        float,
        Range(0.5, 200, ui=(1, 60), step=0.5, unit="px", label="Aperture", description="The strongest blur."),
    ] = 16.0
    sharp: Annotated[
        float,
        Range(0, 100, ui=(0, 50), step=1, unit="%", label="Depth of field", description="How much is sharp."),
    ] = 10.0

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The layer's pixels, (H, W, 4) uint8, out of focus by their distance from the focus."""
        depth, told = await estimate(pixels, models)
        return Outcome(self.blurred(pixels, depth), told, "pixels")

    def blurred(self, pixels: Pixels, depth: Mask) -> Pixels:
        """The pixels, blurred by how far `depth`, (H, W) uint8, is from that of the focus.

        What is in focus lends no colour to the blur around it.
        """
        height, width = depth.shape
        column = min(max(int(self.focus[0] / 100.0 * width), 0), width - 1)
        row = min(max(int(self.focus[1] / 100.0 * height), 0), height - 1)
        away = np.abs(np.arange(256) - float(depth[row, column])) / 255.0
        room = self.sharp / 200.0
        amount = np.clip((away - room) / max(1.0 - room, 0.01), 0.0, 1.0)[depth].astype(np.float32)
        result = pixels
        for step in range(1, STEPS + 1):
            share = np.clip(amount * STEPS - (step - 1), 0.0, 1.0)
            if not share.any():
                break
            lent = np.clip(amount * STEPS - (step - 1.5), 0.0, 1.0)
            source = pixels.copy()
            source[..., 3] = pixels[..., 3] * lent
            soft = np.empty_like(source)
            for _ in filter_into(LensBlur(radius=self.aperture * step / STEPS), source, soft):
                pass
            soft[..., 3] = pixels[..., 3]
            result = mix(result, soft, np.rint(share * 255.0).astype(np.uint8))
        return result
