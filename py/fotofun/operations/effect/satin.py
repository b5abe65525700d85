import math
from typing import Annotated

import numpy as np

from fotofun.imaging.silhouette import away_from_light, filled, moved, softened, softened_margin
from fotofun.operation import Colour, EffectOperation, Toggle, operation, rgba
from fotofun.operations.effect import BlendMode, Distance, LightAngle, Opacity, Softness
from fotofun.raster import Box, Mask, Pixels


@operation(label="Satin", position=60, keywords=("silk", "sheen", "fold", "layer style"))
class Satin(EffectOperation):
    """Lay soft folds over the layer, as on silk."""

    place = "inside"

    blend_mode: BlendMode = "multiply"
    opacity: Opacity = 50.0
    colour: Annotated[str, Colour()] = "#000000"
    angle: LightAngle = 20.0
    distance: Distance = 12.0
    size: Softness = 14.0
    invert: Annotated[bool, Toggle()] = True

    def margin(self) -> int:
        """As far as the folds are moved and fade."""
        return math.ceil(self.distance) + 1 + softened_margin(self.size, 0.0)

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """The difference of two softened copies of the layer's shape that are moved apart, or its inverse."""
        x, y = away_from_light(self.angle, self.distance)
        soft = softened(alpha, self.size, 0.0)
        one, other = moved(soft, x, y), moved(soft, -x, -y)
        folds = np.maximum(one, other) - np.minimum(one, other)
        return filled(~folds if self.invert else folds, rgba(self.colour))
