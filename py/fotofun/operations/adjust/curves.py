from itertools import pairwise
from typing import Annotated

from fotofun.exact import Floats
from fotofun.imaging.colour_spaces import joined
from fotofun.imaging.monotone import MonotoneCurve
from fotofun.operation import Curve, PointOperation, operation
from fotofun.raster import Colours

Points = tuple[tuple[float, float], ...]
STEEP = 32.0  # levels out for a level in: nobody draws that but as a step
STRAIGHT: Points = ((0.0, 0.0), (255.0, 255.0))


@operation(
    label="Curves", position=70, keywords=("tone curve", "contrast", "gradation", "s-curve"), shortcut="Mod+M"
)
class Curves(PointOperation):
    """Draw how every brightness is changed, for all channels together and for each alone."""

    rgb: Annotated[Points, Curve(label="RGB")] = STRAIGHT
    red: Annotated[Points, Curve(label="Red")] = STRAIGHT
    green: Annotated[Points, Curve(label="Green")] = STRAIGHT
    blue: Annotated[Points, Curve(label="Blue")] = STRAIGHT

    separable = True

    @property
    def rough(self) -> bool:
        """Points nearly on top of each other make a step."""
        pairs = [pair for each in (self.rgb, self.red, self.green, self.blue) for pair in pairwise(each)]
        return any(abs(b[1] - a[1]) > STEEP * (b[0] - a[0]) for a, b in pairs)

    def transform(self, rgb: Colours) -> Colours:
        """Each channel through its own curve, then through the common one; rgb is (..., 3) float64.

        Monotone cubic curves (`imaging.monotone`). A curve is as high beyond its first and last point as
        there, except that a straight one from corner to corner changes nothing.
        """
        parts = [_bent(rgb[..., i], points) for i, points in enumerate((self.red, self.green, self.blue))]
        return _bent(joined(parts), self.rgb)


def _bent(values: Floats, points: Points) -> Floats:
    if points == STRAIGHT:
        return values
    return MonotoneCurve.through(points)(values * 255.0) / 255.0
