from typing import Annotated

import numpy as np

from fotofun.inference.runner import ModelRunner
from fotofun.inference.tasks.estimate_depth import estimate
from fotofun.operation import Combine, InferenceOperation, Outcome, Range, operation
from fotofun.raster import Pixels


@operation(
    label="Select by depth",
    position=26,
    keywords=("depth map", "near", "far", "foreground", "background", "distance"),
)
class SelectDepth(InferenceOperation):
    """Select what is so near or so far: 100 is the nearest in the picture, 0 the farthest."""

    task = "estimate_depth"

    nearest: Annotated[float, Range(0, 100, step=1, unit="%", label="Up to")] = 100.0
    farthest: Annotated[float, Range(0, 100, step=1, unit="%", label="From")] = 50.0
    softness: Annotated[float, Range(0, 100, step=1, unit="%", label="Softness")] = 15.0
    combine: Combine = "new"

    async def run(self, pixels: Pixels, models: ModelRunner) -> Outcome:
        """What lies between the two, (H, W) uint8, with soft ends; pixels is (H, W, 4) uint8."""
        depth, told = await estimate(pixels, models)
        near, far = max(self.nearest, self.farthest), min(self.nearest, self.farthest)
        soft = max(self.softness, 0.5)
        levels = np.arange(256) / 2.55
        share = np.minimum((levels - far) / soft + 1.0, (near - levels) / soft + 1.0)
        table = np.rint(np.clip(share, 0.0, 1.0) * 255.0).astype(np.uint8)
        return Outcome(table[depth], told, "selection", self.combine)
