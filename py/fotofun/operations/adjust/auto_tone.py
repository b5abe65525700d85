from typing import Annotated

import numpy as np

from fotofun.exact import log
from fotofun.imaging.histogram import limits, luma_counts, mean_between
from fotofun.operation import AutoOperation, PointOperation, Range, operation
from fotofun.operations.adjust.levels import Levels
from fotofun.raster import Pixels

CLIPPED = 0.002
FARTHEST_BLACK, FARTHEST_WHITE = 64, 160  # a fog or a night stays one
MIDDLE = 0.45
LEAST_GAMMA, MOST_GAMMA = 0.7, 1.6


@operation(
    label="Auto tone",
    position=200,
    keywords=("automatic", "enhance", "improve", "brightness", "too dark", "too bright", "one click"),
    shortcut="Mod+Shift+L",
)
class AutoTone(AutoOperation):
    """Make a picture that is too dark, too bright or too flat look well exposed, with care."""

    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 100.0

    def resolve(self, pixels: Pixels) -> PointOperation:
        """Levels, the same for all channels: black and white from the luma of the pixels, (H, W, 4) uint8,
        but for 1/500 at each end and no farther than 64 and 160; then a gamma that brings the mean luma half
        the way, in stops, to 0.45."""
        luma = luma_counts(pixels)
        low, high = limits(luma, CLIPPED, CLIPPED)
        share = self.amount / 100.0
        low, high = (
            round(min(low, FARTHEST_BLACK) * share),
            round(255 - (255 - max(high, FARTHEST_WHITE)) * share),
        )
        mean = mean_between(luma, low, high)
        if not 0.0 < mean < 1.0:
            return Levels(input_black=float(low), input_white=float(high))
        whole = float(log(np.array(mean)) / log(np.array(MIDDLE)))
        gamma = min(max(1.0 + (whole - 1.0) * 0.5, LEAST_GAMMA), MOST_GAMMA)
        return Levels(
            input_black=float(low), input_white=float(high), gamma=round(1.0 + (gamma - 1.0) * share, 3)
        )
