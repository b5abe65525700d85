from typing import Annotated

import numpy as np

from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.estimate_depth import estimate
from fotofun.operation import Colour, InferenceOperation, Outcome, Range, operation, rgba
from fotofun.raster import Pixels
from fotofun.render.blend import mix


@operation(label="Depth fog", position=82, keywords=("haze", "mist", "atmosphere", "distance", "depth map"))
class DepthFog(InferenceOperation):
    """Lay a fog over the picture that thickens with the distance."""

    task = "estimate_depth"

    density: Annotated[float, Range(0, 100, step=1, unit="%", label="Density")] = 60.0
    start: Annotated[
        float,
        Range(
            0,
            99,
            step=1,
            unit="%",
            label="Begins at",
            description="Of the way from the nearest to the farthest.",
        ),
    ] = 20.0
    colour: Annotated[str, Colour(label="Colour")] = "#dfe5ea"

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """The layer's pixels, (H, W, 4) uint8, in the fog; alpha stays."""
        depth, told = await estimate(pixels, models)
        far = 100.0 - np.arange(256) / 2.55
        share = np.clip((far - self.start) / (100.0 - self.start), 0.0, 1.0) * self.density / 100.0
        fog = pixels.copy()
        fog[..., :3] = rgba(self.colour)[:3]
        return Outcome(mix(pixels, fog, np.rint(share * 255.0).astype(np.uint8)[depth]), told, "pixels")
