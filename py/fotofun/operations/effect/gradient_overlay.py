from typing import Annotated, cast

from fotofun.imaging.gradient import BEYOND, KINDS, Beyond, Kind, Span
from fotofun.imaging.places import from_percent
from fotofun.operation import Choice, EffectOperation, Gradient, Position, Toggle, operation, rgba
from fotofun.operations.effect import BlendMode, Opacity
from fotofun.raster import Box, Mask, Pixels, Size


@operation(label="Gradient overlay", position=40, keywords=("tint", "fade", "ramp", "fill", "layer style"))
class GradientOverlay(EffectOperation):
    """Cover the layer with colours that run into each other."""

    place = "inside"

    blend_mode: BlendMode = "normal"
    opacity: Opacity = 100.0
    gradient: Annotated[tuple[tuple[float, str], ...], Gradient()] = ((0.0, "#fde68a"), (1.0, "#db2777"))
    style: Annotated[str, Choice(KINDS)] = "linear"
    start: Annotated[
        tuple[float, float],
        Position("%", description="Where it starts in the picture; the centre of round ones."),
    ] = (50.0, 0.0)
    end: Annotated[tuple[float, float], Position("%", description="Where it ends in the picture.")] = (
        50.0,
        100.0,
    )
    beyond: Annotated[str, Choice(BEYOND, label="Beyond its ends")] = "clamp"
    reverse: Annotated[bool, Toggle()] = False
    dither: Annotated[bool, Toggle(description="Hides the steps between the levels of a colour.")] = True

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], size: Size) -> Pixels:
        """As the fill of that name: its place is the document's, wherever the layer moves."""
        start, end = from_percent(self.start, size), from_percent(self.end, size)
        stops = tuple((place, rgba(colour)) for place, colour in self.gradient)
        if self.reverse:
            stops = tuple((1.0 - place, colour) for place, colour in stops[::-1])
        box = Box.of((alpha.shape[1], alpha.shape[0])).shift(*origin)
        span = Span(cast(Kind, self.style), start, end, cast(Beyond, self.beyond))
        return span.coloured(stops, box, dither=self.dither)
