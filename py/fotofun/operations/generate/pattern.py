from functools import lru_cache
from typing import Annotated

from fotofun.codecs import decode
from fotofun.codecs.data_url import content
from fotofun.errors import FileError, InvalidParameter
from fotofun.imaging.patterns import PATTERNS, ink, tiled
from fotofun.imaging.places import bounded
from fotofun.imaging.ramp import packed_ramp
from fotofun.imaging.views import unpacked
from fotofun.operation import (
    Choice,
    Colour,
    File,
    GeneratorOperation,
    Position,
    Range,
    operation,
    rgba,
)
from fotofun.raster import Box, Pixels, Size

_LARGEST = 4096 * 4096


@operation(
    label="Pattern",
    position=120,
    keywords=("fill", "texture", "tile", "chequers", "stripes", "dots", "grid", "hatch", "background"),
)
class PatternFill(GeneratorOperation):
    """Fill everything with stripes, dots or chequers, or with a small picture that repeats."""

    pattern: Annotated[str, Choice(PATTERNS)] = "checker"
    tile: Annotated[
        str,
        File(
            ("image/png", "image/jpeg", "image/webp"),
            label="Own picture",
            description="A picture that repeats, in place of the pattern chosen above.",
        ),
    ] = ""
    size: Annotated[
        float,
        Range(
            2,
            2000,
            ui=(4, 200),
            unit="px",
            description="From one repetition to the next; not for own pictures.",
        ),
    ] = 40.0
    share: Annotated[
        float, Range(1, 99, unit="%", label="Ink", description="How much of a repetition the ink takes.")
    ] = 50.0
    angle: Annotated[float, Range(-360, 360, ui=(-180, 180), unit="°", dial="turn")] = 0.0
    ink_colour: Annotated[str, Colour(label="Ink colour")] = "#1e293b"
    paper_colour: Annotated[str, Colour(label="Paper colour")] = "#f1f5f9"
    scale: Annotated[float, Range(1, 1000, ui=(10, 400), unit="%", description="Of the own picture.")] = 100.0
    origin: Annotated[tuple[float, float], Position(description="Where a repetition begins.")] = (0.0, 0.0)

    def check(self) -> None:
        """Refuses a file that is no picture."""
        if self.tile:
            try:
                _tile(self.tile)
            except FileError as error:
                raise InvalidParameter(error.what, advice=error.advice) from None

    def draw(self, size: Size, box: Box) -> Pixels:
        """Ink over paper by the share of each pixel that it covers, or the picture's own pixels."""
        origin = bounded(self.origin[0]), bounded(self.origin[1])
        if self.tile:
            return tiled(_tile(self.tile), self.scale / 100.0, self.angle, origin, box)
        mask = ink(self.pattern, self.size, self.share / 100.0, self.angle, origin, box)
        colours = packed_ramp(((0.0, rgba(self.paper_colour)), (1.0, rgba(self.ink_colour))), 256)
        return unpacked(colours[mask])


@lru_cache(maxsize=2)
def _tile(url: str) -> Pixels:
    pixels = decode(content(url), "pattern", _LARGEST).pixels
    pixels.flags.writeable = False
    return pixels
