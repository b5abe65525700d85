import numpy as np

from fotofun.exact import log
from fotofun.imaging.histogram import Histogram, limits, mean_between
from fotofun.operation import AutoOperation, PointOperation, operation
from fotofun.operations.adjust.levels import Levels
from fotofun.raster import Pixels

CLIPPED = 0.001
LEAST_GAMMA, MOST_GAMMA = 0.5, 2.0


@operation(
    label="Auto colour", position=220, keywords=("automatic", "colour cast", "white balance", "neutral")
)
class AutoColour(AutoOperation):
    """Take away a colour cast: shadows, middle tones and highlights become neutral."""

    def resolve(self, pixels: Pixels) -> PointOperation:
        """Levels that stretch each channel but for a thousandth at each end, then bend it so that its mean
        is the mean of all three; pixels are (H, W, 4) uint8.

        The grey world of G. Buchsbaum, "A spatial processor model for object colour perception", J. Franklin
        Institute 310 (1980), for the middle tones only.
        """
        seen = Histogram.of(pixels)
        channels = {"red": seen.red, "green": seen.green, "blue": seen.blue}
        ends = {name: limits(counts, CLIPPED, CLIPPED) for name, counts in channels.items()}
        means = {name: mean_between(counts, *ends[name]) for name, counts in channels.items()}
        grey = (means["red"] + means["green"] + means["blue"]) / 3.0
        found = {}
        for name, (low, high) in ends.items():
            found[f"{name}_input_black"], found[f"{name}_input_white"] = float(low), float(high)
            if 0.0 < means[name] < 1.0 and 0.0 < grey < 1.0:
                gamma = float(log(np.array(means[name])) / log(np.array(grey)))
                found[f"{name}_gamma"] = min(max(round(gamma, 3), LEAST_GAMMA), MOST_GAMMA)
        return Levels(**found)
