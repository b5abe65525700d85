import math
from typing import Annotated

from fotofun.imaging.silhouette import away_from_light, filled, moved, softened, softened_margin
from fotofun.operation import Colour, EffectOperation, operation, rgba
from fotofun.operations.effect import BlendMode, Distance, LightAngle, Opacity, Softness, Spread
from fotofun.raster import Box, Mask, Pixels


@operation(label="Inner shadow", position=80, keywords=("cut out", "recess", "depth", "layer style"))
class InnerShadow(EffectOperation):
    """Let a shadow fall into the layer from its edge, as if it were cut out."""

    place = "inside"

    blend_mode: BlendMode = "multiply"
    opacity: Opacity = 50.0
    colour: Annotated[str, Colour()] = "#000000"
    angle: LightAngle = 120.0
    distance: Distance = 6.0
    spread: Spread = 0.0
    size: Softness = 10.0

    def margin(self) -> int:
        """As far as the shadow falls and fades."""
        return math.ceil(self.distance) + 1 + softened_margin(self.size, self.spread / 100.0)

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """All that is not the layer's shape, softened, moved away from the light, and filled."""
        hole = softened(~alpha, self.size, self.spread / 100.0, outside=255)
        return filled(
            moved(hole, *away_from_light(self.angle, self.distance), outside=255), rgba(self.colour)
        )
