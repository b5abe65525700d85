from typing import Annotated, Any, cast

import numpy as np

from fotofun.imaging.gradient import BEYOND, KINDS, Beyond, Kind, Span
from fotofun.imaging.places import from_percent
from fotofun.operation import Choice, EffectOperation, Gradient, Position, Toggle, operation, rgba
from fotofun.operations.effect import BlendMode, Opacity
from fotofun.raster import Box, Mask, Pixels


@operation(label="Gradient overlay", position=40, keywords=("tint", "fade", "ramp", "fill", "layer style"))
class GradientOverlay(EffectOperation):
    """Cover the layer with colours that run into each other."""

    version = 2
    place = "inside"

    blend_mode: BlendMode = "normal"
    opacity: Opacity = 100.0
    gradient: Annotated[tuple[tuple[float, str], ...], Gradient()] = ((0.0, "#fde68a"), (1.0, "#db2777"))
    style: Annotated[str, Choice(KINDS)] = "linear"
    start: Annotated[
        tuple[float, float],
        Position("%", description="Where it starts; the centre of round ones."),
    ] = (50.0, 0.0)
    end: Annotated[tuple[float, float], Position("%", description="Where it ends.")] = (
        50.0,
        100.0,
    )
    beyond: Annotated[str, Choice(BEYOND, label="Beyond its ends")] = "clamp"
    reverse: Annotated[bool, Toggle()] = False
    dither: Annotated[bool, Toggle(description="Hides the steps between the levels of a colour.")] = True

    align: Annotated[
        bool,
        Toggle(
            label="Align with layer",
            description="Its places are of what is seen of the layer; else of the whole picture.",
        ),
    ] = True

    @classmethod
    def migrate(cls, params: dict[str, Any], version: int) -> dict[str, Any]:
        """At first its places were always the picture's."""
        return {**params, "align": False} if version < 2 else params

    @property
    def is_aligned(self) -> bool:
        """Whether it moves with the layer."""
        return self.align

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """As the fill of that name, in the frame."""
        corner = np.array((frame.left, frame.top), float)
        start, end = (
            (x, y) for x, y in (corner + from_percent(each, frame.size) for each in (self.start, self.end))
        )
        stops = tuple((place, rgba(colour)) for place, colour in self.gradient)
        if self.reverse:
            stops = tuple((1.0 - place, colour) for place, colour in stops[::-1])
        box = Box.of((alpha.shape[1], alpha.shape[0])).shift(*origin)
        span = Span(cast(Kind, self.style), start, end, cast(Beyond, self.beyond))
        return span.coloured(stops, box, dither=self.dither)
