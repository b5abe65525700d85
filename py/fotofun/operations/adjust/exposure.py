from typing import Annotated

from fotofun.exact import power_of_two
from fotofun.operation import PointOperation, Range, operation
from fotofun.raster import Colours, decode_srgb, encode_srgb


@operation(label="Exposure", position=10, keywords=("stops", "brighten", "darken", "light"))
class Exposure(PointOperation):
    """Brighten or darken as if the shutter had been open longer or shorter."""

    stops: Annotated[float, Range(-10, 10, ui=(-3, 3), step=0.05, unit="EV", label="Exposure")] = 0.0

    separable = True
    setting = True

    def transform(self, rgb: Colours) -> Colours:
        """Scale linear light by 2**stops; rgb is (..., 3) float64, sRGB-encoded."""
        return encode_srgb(decode_srgb(rgb) * power_of_two(self.stops))
