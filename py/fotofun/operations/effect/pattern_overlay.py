from typing import Annotated

from fotofun.imaging.patterns import PATTERNS, ink
from fotofun.imaging.ramp import packed_ramp
from fotofun.imaging.views import unpacked
from fotofun.operation import Choice, Colour, EffectOperation, Range, operation, rgba
from fotofun.operations.effect import BlendMode, Opacity
from fotofun.raster import Box, Mask, Pixels


@operation(
    label="Pattern overlay", position=30, keywords=("texture", "stripes", "dots", "chequers", "layer style")
)
class PatternOverlay(EffectOperation):
    """Cover the layer with stripes, dots or another pattern."""

    place = "inside"

    blend_mode: BlendMode = "normal"
    opacity: Opacity = 100.0
    pattern: Annotated[str, Choice(PATTERNS)] = "stripes"
    size: Annotated[float, Range(2, 2000, ui=(4, 100), unit="px")] = 16.0
    share: Annotated[float, Range(1, 99, unit="%", label="Ink")] = 50.0
    angle: Annotated[float, Range(-360, 360, ui=(-180, 180), unit="°", dial="turn")] = 45.0
    ink_colour: Annotated[str, Colour(label="Ink colour")] = "#00000040"
    paper_colour: Annotated[str, Colour(label="Paper colour")] = "#ffffff00"

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """Ink over paper by the share of each pixel that it covers, placed from the document's corner."""
        box = Box.of((alpha.shape[1], alpha.shape[0])).shift(*origin)
        mask = ink(self.pattern, self.size, self.share / 100.0, self.angle, (0.0, 0.0), box)
        colours = packed_ramp(((0.0, rgba(self.paper_colour)), (1.0, rgba(self.ink_colour))), 256)
        return unpacked(colours[mask])
