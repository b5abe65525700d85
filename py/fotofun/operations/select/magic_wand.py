from typing import Annotated

import numpy as np

from fotofun.errors import CommandError
from fotofun.imaging.region import alike, average_around, connected, soften
from fotofun.imaging.selection import feather, found
from fotofun.operation import (
    Canvas,
    Choice,
    Combine,
    Feather,
    Position,
    Range,
    SelectOperation,
    Toggle,
    combine,
    operation,
)
from fotofun.raster import Mask


@operation(label="Magic wand", position=90, keywords=("similar colour", "flood", "fuzzy select", "tolerance"))
class MagicWand(SelectOperation):
    """Select the pixels around a place that have about its colour."""

    place: Annotated[tuple[float, float], Position()] = (0.0, 0.0)
    tolerance: Annotated[
        float,
        Range(
            0,
            255,
            ui=(0, 128),
            step=1,
            whole=True,
            description="How far each of red, green, blue and opacity may differ.",
        ),
    ] = 32
    contiguous: Annotated[
        bool, Toggle(label="Connected only", description="Else everywhere in the picture.")
    ] = True
    sample: Annotated[
        str, Choice({"1": "That pixel", "3": "Average of 3 × 3", "5": "Average of 5 × 5"}, label="Sample")
    ] = "1"
    all_layers: Annotated[
        bool, Toggle(label="All layers", description="Look at the whole picture, not at the active layer.")
    ] = False
    antialias: Annotated[bool, Toggle(label="Smooth edges")] = True
    feather: Feather = 0.0
    combine: Combine = "new"

    def select(self, canvas: Canvas) -> Mask | None:
        """Pixels within `tolerance` of the sampled colour in every channel, (H, W) uint8.

        `contiguous`: only those that are connected to the place by sides. Raises CommandError where the place
        lies outside the picture.
        """
        pixels = canvas.composite if self.all_layers else canvas.pixels
        height, width = pixels.shape[:2]
        x, y = np.floor(self.place[0]), np.floor(self.place[1])
        if not (0 <= x < width and 0 <= y < height):
            raise CommandError("That place is outside the picture.", advice="Choose one inside.")
        colour = average_around(pixels, int(x), int(y), int(self.sample) // 2)
        allowed = alike(pixels, colour, int(self.tolerance))
        if self.contiguous:
            # An average may be unlike the very pixel that was chosen; growth starts there all the same.
            allowed[int(y), int(x)] = True
            region = connected(allowed, np.array([int(y) * width + int(x)]))
        else:
            region = allowed.view(np.uint8) * np.uint8(255)
        if self.antialias:
            region = soften(region)
        return found(combine(canvas.selection, feather(region, self.feather), self.combine))
