from collections.abc import Iterator
from typing import Annotated

import numpy as np

from fotofun.imaging.clouds import Clouds, Field
from fotofun.imaging.noise import uniform
from fotofun.imaging.ramp import packed_ramp
from fotofun.imaging.views import unpacked
from fotofun.operation import Choice, Colour, GeneratorOperation, Range, operation, rgba
from fotofun.raster import Box, Pixels, Size

_STEPS = 1024
_CELLS = 1 << 16


@operation(
    label="Clouds and noise",
    position=130,
    keywords=("texture", "clouds", "fog", "smoke", "perlin", "fractal", "grain", "random", "fill"),
)
class NoiseFill(GeneratorOperation):
    """Fill everything with clouds, or with grain of random shades between two colours."""

    texture: Annotated[str, Choice({"clouds": "Clouds", "ridges": "Ridges", "grain": "Grain"})] = "clouds"
    size: Annotated[
        float,
        Range(
            1, 5000, ui=(1, 1000), unit="px", description="How large the largest spots are, or each grain."
        ),
    ] = 300.0
    detail: Annotated[
        int, Range(1, 10, whole=True, description="How many times smaller spots are added; not for grain.")
    ] = 7
    roughness: Annotated[
        float, Range(0, 100, unit="%", description="How strong smaller spots are; not for grain.")
    ] = 50.0
    contrast: Annotated[float, Range(0, 500, ui=(0, 300), unit="%")] = 100.0
    colour: Annotated[str, Colour(label="Dark colour")] = "#3b6ea5"
    other_colour: Annotated[str, Colour(label="Bright colour")] = "#ffffff"
    seed: Annotated[int, Range(0, 9999, whole=True, description="Another number, another picture.")] = 1

    def draw(self, size: Size, box: Box) -> Pixels:
        """Shades between the two colours at 1024 steps.

        Clouds: Perlin's gradient noise in octaves; ridges: its distance from the middle. Grain: evenly spread
        shades, in squares of whole pixels. All of it depends on the place and the seed alone.
        """
        colours = packed_ramp(((0.0, rgba(self.colour)), (1.0, rgba(self.other_colour))), _STEPS)
        strength = np.float32(self.contrast / 100.0)
        pixels = np.empty((*box.size[::-1], 4), np.uint8)
        for rows, field in self._bands(box):
            shade = np.float32(0.5) + field * (np.float32(0.5) * strength)
            shade = np.clip(shade, np.float32(0.0), np.float32(1.0)) * np.float32(_STEPS - 1)
            pixels[rows] = unpacked(colours[(shade + np.float32(0.5)).astype(np.uint16)])
        return pixels

    def _bands(self, box: Box) -> Iterator[tuple[slice, Field]]:
        if self.texture == "grain":
            yield from _grain(box, round(self.size), self.seed)
            return
        clouds = Clouds(self.size, self.detail, self.roughness / 100.0, self.seed)
        for rows, field in clouds.bands(box):
            ridged = self.texture == "ridges"
            yield rows, np.float32(1.0) - np.abs(field) * np.float32(4.0) if ridged else field


def _grain(box: Box, side: int, seed: int) -> Iterator[tuple[slice, Field]]:
    """Bands of rows, (h, w) float32, of squares with even numbers -1..1."""
    columns = np.arange(box.left, box.right) // side
    rows = max(1, _CELLS // max(1, box.size[0]))
    for top in range(box.top, box.bottom, rows):
        band = np.arange(top, min(top + rows, box.bottom)) // side
        squares = Box(int(columns[0]), int(band[0]), int(columns[-1]) + 1, int(band[-1]) + 1)
        even = uniform(squares, seed) * np.float32(2.0) - np.float32(1.0)
        if side > 1:
            even = even[(band - band[0])[:, None], (columns - columns[0])[None, :]]
        yield slice(top - box.top, top - box.top + len(band)), even
