import math
from typing import Annotated

from fotofun.imaging.silhouette import away_from_light, filled, moved, softened, softened_margin
from fotofun.operation import Colour, EffectOperation, operation, rgba
from fotofun.operations.effect import BlendMode, Distance, LightAngle, Opacity, Softness, Spread
from fotofun.raster import Box, Mask, Pixels


@operation(label="Drop shadow", position=10, keywords=("shade", "depth", "lift", "layer style"))
class DropShadow(EffectOperation):
    """Let the layer cast a soft shadow on what lies below it."""

    place = "below"

    blend_mode: BlendMode = "multiply"
    opacity: Opacity = 50.0
    colour: Annotated[str, Colour()] = "#000000"
    angle: LightAngle = 120.0
    distance: Distance = 12.0
    spread: Spread = 0.0
    size: Softness = 16.0

    def margin(self) -> int:
        """As far as the shadow falls and fades."""
        return math.ceil(self.distance) + 1 + softened_margin(self.size, self.spread / 100.0)

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """The layer's shape, softened, moved away from the light by whole pixels, and filled."""
        shape = softened(alpha, self.size, self.spread / 100.0)
        return filled(moved(shape, *away_from_light(self.angle, self.distance)), rgba(self.colour))
