import numpy as np
from numpy.typing import NDArray

from fotofun.exact import log
from fotofun.imaging.histogram import Histogram, colour_counts, limits, mean_between
from fotofun.operation import AutoOperation, PointOperation, operation
from fotofun.operations.adjust.levels import Levels
from fotofun.raster import Pixels

CLIPPED = 0.001
ENDS = 0.01  # of the greyish pixels are taken for black, and for white
FARTHEST = 80  # levels by which a channel's end may lie off the others
ROUNDS = 5
LEAST_GAMMA, MOST_GAMMA = 0.8, 1.25  # a sunset stays one


@operation(
    label="Auto colour",
    position=220,
    keywords=("automatic", "colour cast", "white balance", "neutral"),
    shortcut="Mod+Shift+B",
)
class AutoColour(AutoOperation):
    """Take away a colour cast: shadows, middle tones and highlights become neutral."""

    def resolve(self, pixels: Pixels) -> PointOperation:
        """Levels that stretch all channels alike but for a thousandth at each end, shifted for each channel
        as its darkest and brightest greyish pixels lie off the others', and bent so that the greyish pixels'
        mean is the same in all; pixels are (H, W, 4) uint8.

        The grey world of G. Buchsbaum, "A spatial processor model for object colour perception", J. Franklin
        Institute 310 (1980), in which pixels count the less, the more saturated they are.
        """
        low, high = limits(colour_counts(pixels).sum(axis=0), CLIPPED, CLIPPED)
        greyish = Histogram.of_greyish(pixels)
        channels = {"red": greyish.red, "green": greyish.green, "blue": greyish.blue}
        ends = {name: limits(counts, ENDS, ENDS) for name, counts in channels.items()}
        black, white = min(dark for dark, _ in ends.values()), max(bright for _, bright in ends.values())
        found: dict[str, float] = {}
        stretched: dict[str, tuple[int, int]] = {}
        for name, (dark, bright) in ends.items():
            own_low = min(low + min(dark - black, FARTHEST), 200)
            own_high = max(high - min(white - bright, FARTHEST), own_low + 20)
            found[f"{name}_input_black"], found[f"{name}_input_white"] = float(own_low), float(own_high)
            stretched[name] = own_low, own_high
        means = [mean_between(channels[name], *stretched[name]) for name in channels]
        grey = (means[0] + means[1] + means[2]) / 3.0
        for name, counts in channels.items():
            found[f"{name}_gamma"] = _gamma(counts, *stretched[name], grey)
        return Levels(**found)


def _gamma(counts: NDArray[np.int64], low: int, high: int, wanted: float) -> float:
    """The gamma that gives the values between low and high the wanted mean, by repeated division."""
    gamma = 1.0
    for _ in range(ROUNDS):
        mean = mean_between(counts, low, high, gamma)
        if not (0.0 < mean < 1.0 and 0.0 < wanted < 1.0):
            return 1.0
        gamma = gamma * float(log(np.array(mean)) / log(np.array(wanted)))
        gamma = min(max(gamma, LEAST_GAMMA), MOST_GAMMA)
    return round(gamma, 3)
