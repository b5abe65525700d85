from typing import Annotated

import numpy as np

from fotofun.imaging.silhouette import filled
from fotofun.operation import Colour, EffectOperation, operation, rgba
from fotofun.operations.effect import BlendMode, Opacity
from fotofun.raster import Box, Mask, Pixels


@operation(label="Colour overlay", position=50, keywords=("tint", "recolour", "fill", "layer style"))
class ColourOverlay(EffectOperation):
    """Cover the layer with a colour."""

    place = "inside"

    blend_mode: BlendMode = "normal"
    opacity: Opacity = 100.0
    colour: Annotated[str, Colour()] = "#ef4444"

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """The colour in every pixel."""
        return filled(np.full_like(alpha, 255), rgba(self.colour))
