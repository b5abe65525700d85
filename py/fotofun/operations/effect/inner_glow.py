from typing import Annotated

from fotofun.imaging.silhouette import filled, softened, softened_margin
from fotofun.operation import Choice, Colour, EffectOperation, operation, rgba
from fotofun.operations.effect import BlendMode, Opacity, Softness, Spread
from fotofun.raster import Box, Mask, Pixels


@operation(label="Inner glow", position=70, keywords=("rim light", "shine", "edge", "layer style"))
class InnerGlow(EffectOperation):
    """Let light shine into the layer from its edge, or out from its middle."""

    place = "inside"

    blend_mode: BlendMode = "screen"
    opacity: Opacity = 75.0
    colour: Annotated[str, Colour()] = "#fff3b0"
    source: Annotated[str, Choice({"edge": "Edge", "centre": "Centre"})] = "edge"
    spread: Spread = 0.0
    size: Softness = 16.0

    def margin(self) -> int:
        """As far as the glow fades."""
        return softened_margin(self.size, self.spread / 100.0)

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """All that is not the layer's shape, grown and softened, and filled; or what that leaves."""
        edge = softened(~alpha, self.size, self.spread / 100.0, outside=255)
        return filled(edge if self.source == "edge" else ~edge, rgba(self.colour))
