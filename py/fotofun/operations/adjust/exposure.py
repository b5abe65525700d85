from typing import Annotated

import numpy as np

from fotofun.exact import power, power_of_two
from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours, decode_srgb, encode_srgb

BRIGHTEST = 1e6  # of linear light; keeps long chains finite


@operation(label="Exposure", position=10, keywords=("stops", "brighten", "darken", "light", "gamma"))
class Exposure(PointOperation):
    """Brighten or darken as if the shutter had been open longer or shorter."""

    stops: Annotated[float, Range(-10, 10, ui=(-3, 3), step=0.05, unit="EV", label="Exposure")] = 0.0
    offset: Annotated[
        float,
        Range(
            -0.5,
            0.5,
            ui=(-0.1, 0.1),
            step=0.001,
            label="Offset",
            group="Fine",
            description="Light added everywhere; it changes the shadows most.",
        ),
    ] = 0.0
    gamma: Annotated[
        float,
        Range(
            0.1,
            10,
            ui=(0.3, 3),
            step=0.01,
            label="Gamma",
            group="Fine",
            description="Above 1 lifts the middle tones, below 1 lowers them; black and white stay.",
        ),
    ] = 1.0

    separable = True
    setting = True

    def transform(self, rgb: Colours) -> Colours:
        """(light * 2**stops + offset)**(1 / gamma) in linear light; rgb is (..., 3) float64, sRGB-encoded.

        Light below zero keeps its sign. The exposure, offset and gamma of a raw converter's exposure tool.
        """
        light = decode_srgb(rgb) * power_of_two(self.stops) + self.offset
        if self.gamma != 1.0:
            bent = power(np.abs(light), 1.0 / self.gamma)
            light = np.where(light < 0.0, -bent, bent)
        return encode_srgb(np.clip(light, -BRIGHTEST, BRIGHTEST))
