from typing import Annotated

from fotofun.imaging.silhouette import filled, softened, softened_margin
from fotofun.operation import Colour, EffectOperation, operation, rgba
from fotofun.operations.effect import BlendMode, Opacity, Softness, Spread
from fotofun.raster import Box, Mask, Pixels


@operation(label="Outer glow", position=20, keywords=("halo", "shine", "neon", "light", "layer style"))
class OuterGlow(EffectOperation):
    """Let light shine out from behind the layer."""

    place = "below"

    blend_mode: BlendMode = "screen"
    opacity: Opacity = 90.0
    colour: Annotated[str, Colour()] = "#fff3b0"
    spread: Spread = 0.0
    size: Softness = 24.0

    def margin(self) -> int:
        """As far as the glow fades."""
        return softened_margin(self.size, self.spread / 100.0)

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """The layer's shape, grown by a share of the size, softened over the rest, and filled."""
        return filled(softened(alpha, self.size, self.spread / 100.0), rgba(self.colour))
