import math
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.relief import FLAT, inner_height, lit, outer_height, rounded_over, smoothed
from fotofun.imaging.views import packed, unpacked
from fotofun.operation import Choice, Colour, EffectOperation, Range, operation, rgba
from fotofun.operations.effect import BlendMode, LightAngle, Opacity
from fotofun.raster import Box, Mask, Pixels


@operation(
    label="Bevel and emboss", position=100, keywords=("relief", "3d", "chisel", "button", "layer style")
)
class Bevel(EffectOperation):
    """Make the layer stand out, with lit and shaded edges."""

    blend_mode: BlendMode = "normal"
    opacity: Opacity = 100.0
    style: Annotated[str, Choice({"inner": "Inner bevel", "outer": "Outer bevel", "emboss": "Emboss"})] = (
        "inner"
    )
    technique: Annotated[str, Choice({"smooth": "Smooth", "chisel": "Chiselled"})] = "smooth"
    direction: Annotated[str, Choice({"up": "Up", "down": "Down"})] = "up"
    depth: Annotated[float, Range(1, 1000, ui=(1, 300), unit="%")] = 100.0
    size: Annotated[float, Range(1, 250, ui=(1, 60), unit="px")] = 10.0
    soften: Annotated[float, Range(0, 50, ui=(0, 16), unit="px")] = 0.0
    angle: LightAngle = 120.0
    altitude: Annotated[
        float, Range(0, 90, unit="°", description="How high the light stands; 90° is overhead.")
    ] = 30.0
    highlight: Annotated[str, Colour()] = "#ffffffb0"
    shadow: Annotated[str, Colour()] = "#00000090"

    @property
    def place(self) -> Literal["below", "inside", "above"]:  # type: ignore[override]
        """On the shape, around it, or both."""
        places: dict[str, Literal["below", "inside", "above"]] = {"inner": "inside", "outer": "below"}
        return places.get(self.style, "above")

    def margin(self) -> int:
        """The bevel's width, and what smoothing looks at."""
        return math.ceil(self.size) + 2 * self._roundness() + 2 * round(self.soften) + 3

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """Light and shade of a relief whose height follows the distance from the edge of the shape.

        Smooth reliefs are rounded at foot and top, and their corners are softened.
        """
        around = np.pad(alpha, self.margin())
        middle = slice(self.margin(), -self.margin())
        height = self._height(around)
        if self.technique == "smooth":
            height = rounded_over(height)
        height = smoothed(height, self._roundness())
        steep = self.size * self.depth / 100.0 * (1.0 if self.direction == "up" else -1.0)
        light = smoothed(lit(height, steep, self.angle, self.altitude), round(self.soften))
        return unpacked(self._colours()[light[middle, middle]])

    def _height(self, shape: Mask) -> NDArray[np.uint16]:
        if self.style == "inner":
            return inner_height(shape, self.size)
        if self.style == "outer":
            return outer_height(shape, self.size)
        half = max(self.size / 2.0, 0.5)
        return inner_height(shape, half) // 2 + outer_height(shape, half) // 2

    def _roundness(self) -> int:
        return max(1, round(self.size / 6.0)) if self.technique == "smooth" else 1

    def _colours(self) -> NDArray[np.uint32]:
        """The colour, packed, of every brightness."""
        change = np.arange(2 * FLAT + 1) - FLAT
        table = np.zeros((1, len(change), 4), np.uint8)
        for part, colour in ((change > 0, rgba(self.highlight)), (change < 0, rgba(self.shadow))):
            strength = (np.abs(change[part]) * colour[3] + FLAT // 2) // FLAT
            table[0, part, :3] = colour[:3]
            table[0, part, 3] = strength
        table[table[..., 3] == 0] = 0
        colours: NDArray[np.uint32] = packed(table)[0]
        return colours
