import math
from typing import Annotated, Literal

import numpy as np

from fotofun.imaging.distance import contract, expand
from fotofun.imaging.silhouette import filled
from fotofun.operation import Choice, Colour, EffectOperation, Range, operation, rgba
from fotofun.operations.effect import BlendMode, Opacity
from fotofun.raster import Box, Mask, Pixels


@operation(label="Stroke", position=90, keywords=("outline", "border", "contour", "edge", "layer style"))
class Stroke(EffectOperation):
    """Draw a line around the layer's shape."""

    blend_mode: BlendMode = "normal"
    opacity: Opacity = 100.0
    colour: Annotated[str, Colour()] = "#ffffff"
    size: Annotated[float, Range(0, 250, ui=(0, 50), step=0.5, unit="px", label="Width")] = 6.0
    side: Annotated[
        str, Choice({"outside": "Outside", "centre": "Centre", "inside": "Inside"}, label="Position")
    ] = "outside"

    @property
    def place(self) -> Literal["inside", "above"]:  # type: ignore[override]
        """A line inside the shape keeps the shape's edge; others lie over it."""
        return "inside" if self.side == "inside" else "above"

    def margin(self) -> int:
        """The width, and a pixel for soft edges."""
        return math.ceil(self.size) + 3

    def draw(self, alpha: Mask, pixels: Pixels, origin: tuple[int, int], frame: Box) -> Pixels:
        """The difference between the shape grown and shrunk by exact Euclidean distances, filled.

        Where the line meets a soft edge its pixels take up the layer's colour, so that laid over the layer
        they make the mixture that the two shares of the pixel ask for.
        """
        inner = {"outside": 0.0, "centre": self.size / 2.0, "inside": self.size}[self.side]
        around = np.pad(alpha, self.margin())
        middle = slice(self.margin(), -self.margin())
        grown = np.ascontiguousarray(expand(around, self.size - inner)[middle, middle])
        kept = np.ascontiguousarray(contract(around, inner)[middle, middle]) if inner else alpha
        if self.side == "inside":
            share = _share(alpha - kept, alpha)
            return filled(share, rgba(self.colour))
        return _over(alpha, pixels, grown, kept, rgba(self.colour))


def _share(part: Mask, whole: Mask) -> Mask:
    """part / whole in 255ths, rounded; 0 of nothing."""
    numbers = part.astype(np.int32) * 510 + whole
    return (numbers // np.maximum(whole.astype(np.int32) * 2, 1) * (whole > 0)).astype(np.uint8)


def _over(alpha: Mask, pixels: Pixels, grown: Mask, kept: Mask, colour: tuple[int, int, int, int]) -> Pixels:
    """What, laid over the layer, leaves `kept` of its colour F and fills up to `grown` with the line's S.

    With the result's opacity r and colour c, r + (1 - r) alpha = grown and
    r c + (1 - r) alpha F = kept F + (grown - kept) S.
    """
    result = np.zeros_like(pixels)
    rows, columns = np.nonzero(grown > kept)
    a, g, k = (mask[rows, columns] / 255.0 for mask in (alpha, grown, kept))
    opacity = np.where(a < 1.0, (g - a) / np.where(a < 1.0, 1.0 - a, 1.0), 1.0 - k)
    own = np.maximum(k - (1.0 - opacity) * a, 0.0)
    share = np.minimum(own / np.where(opacity > 0.0, opacity, 1.0), 1.0)[:, np.newaxis]
    mixed = pixels[rows, columns, :3] * share + np.array(colour[:3]) * (1.0 - share)
    result[rows, columns, :3] = np.floor(mixed + 0.5).astype(np.uint8)
    result[rows, columns, 3] = np.floor(opacity * colour[3] + 0.5).astype(np.uint8)
    return result
