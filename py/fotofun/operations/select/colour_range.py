from typing import Annotated

import numpy as np

from fotofun.errors import CommandError
from fotofun.imaging.colour_families import in_family, near_colours
from fotofun.imaging.selection import feather, found
from fotofun.operation import (
    Canvas,
    Choice,
    Colour,
    Combine,
    Feather,
    Points,
    Range,
    SelectOperation,
    Toggle,
    combine,
    operation,
    rgba,
)
from fotofun.raster import Mask, Pixels


@operation(
    label="Colour range",
    position=100,
    keywords=("color range", "by colour", "hue", "tones", "skin", "highlights", "shadows", "chroma key"),
)
class ColourRange(SelectOperation):
    """Select everything of a colour, a hue or a range of tones, wherever it is in the picture."""

    target: Annotated[
        str,
        Choice(
            {
                "colour": "Colour",
                "places": "Sampled places",
                "reds": "Reds",
                "yellows": "Yellows",
                "greens": "Greens",
                "cyans": "Cyans",
                "blues": "Blues",
                "magentas": "Magentas",
                "shadows": "Shadows",
                "midtones": "Midtones",
                "highlights": "Highlights",
                "skin": "Skin tones",
            },
            label="Select",
        ),
    ] = "colour"
    colour: Annotated[str, Colour()] = "#ff0000"
    places: Annotated[
        tuple[tuple[float, float], ...],
        Points(most=100, description="Where colours are taken from the picture."),
    ] = ()
    fuzziness: Annotated[
        float, Range(0, 255, ui=(0, 200), step=1, description="How far colours may differ.")
    ] = 40.0
    all_layers: Annotated[
        bool, Toggle(label="All layers", description="Look at the whole picture, not at the active layer.")
    ] = False
    feather: Feather = 0.0
    combine: Combine = "new"

    def select(self, canvas: Canvas) -> Mask | None:
        """How far each pixel is of the range, (H, W) uint8: see `imaging.colour_families`.

        Raises CommandError where no place is given or none lies in the picture.
        """
        pixels = canvas.composite if self.all_layers else canvas.pixels
        if self.target == "colour":
            region = near_colours(pixels, [rgba(self.colour)[:3]], self.fuzziness)
        elif self.target == "places":
            region = near_colours(pixels, self._sampled(pixels), self.fuzziness)
        else:
            region = in_family(pixels, self.target, self.fuzziness)
        return found(combine(canvas.selection, feather(region, self.feather), self.combine))

    def _sampled(self, pixels: Pixels) -> list[tuple[int, int, int]]:
        height, width = pixels.shape[:2]
        places = ((int(np.floor(x)), int(np.floor(y))) for x, y in self.places)
        inside = [pixels[y, x] for x, y in places if 0 <= x < width and 0 <= y < height]
        if not inside:
            raise CommandError("No colour was sampled.", advice="Click on the colours to select.")
        return sorted({(int(red), int(green), int(blue)) for red, green, blue, _ in inside})
