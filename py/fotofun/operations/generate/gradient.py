from typing import Annotated, cast

from fotofun.imaging.gradient import BEYOND, KINDS, Beyond, Kind, Span
from fotofun.imaging.places import from_percent
from fotofun.operation import Choice, GeneratorOperation, Gradient, Position, Toggle, operation, rgba
from fotofun.raster import Box, Pixels, Size


@operation(
    label="Gradient",
    position=110,
    keywords=("fill", "blend", "ramp", "fade", "radial", "conic", "background"),
)
class GradientFill(GeneratorOperation):
    """Fill everything with colours that run into each other."""

    gradient: Annotated[tuple[tuple[float, str], ...], Gradient()] = (
        (0.0, "#312e81"),
        (0.5, "#c026d3"),
        (1.0, "#fdba74"),
    )
    style: Annotated[str, Choice(KINDS)] = "linear"
    start: Annotated[
        tuple[float, float], Position("%", description="Where it starts; the centre of round ones.")
    ] = (0.0, 0.0)
    end: Annotated[tuple[float, float], Position("%", description="Where it ends.")] = (100.0, 100.0)
    beyond: Annotated[str, Choice(BEYOND, label="Beyond its ends", group="Blending")] = "clamp"
    reverse: Annotated[bool, Toggle()] = False
    mixing: Annotated[
        str,
        Choice(
            {"encoded": "As on screen", "linear": "As light"},
            description="As light, colours mix like lamps do: brighter in the middle.",
            group="Blending",
        ),
    ] = "encoded"
    dither: Annotated[
        bool, Toggle(description="Hides the steps between the levels of a colour.", group="Blending")
    ] = True

    def draw(self, size: Size, box: Box) -> Pixels:
        """Each pixel's centre is placed along the gradient, to 1/4095; between stops colours mix straight.

        Colours mix in proportion to their opacity, as CSS Images 4 does it. Ordered dithering after Bayer.
        """
        start, end = from_percent(self.start, size), from_percent(self.end, size)
        span = Span(cast(Kind, self.style), start, end, cast(Beyond, self.beyond))
        stops = tuple((place, rgba(colour)) for place, colour in self.gradient)
        if self.reverse:
            stops = tuple((1.0 - place, colour) for place, colour in stops[::-1])
        return span.coloured(stops, box, self.mixing == "linear", self.dither)
