from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.detail import local_mean
from fotofun.imaging.screen import screen
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Choice, Colour, Range, Tile, operation, rgba
from fotofun.raster import Box, Mask, Pixels, Size

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache
TURNED = (15.0, 75.0, 0.0)  # degrees: the screens of cyan, magenta and yellow, for the least moiré
SOFTNESS = 0.25  # of a cell: tones are meaned so far, or dots would break up
EDGE = 0.6  # how much of a cell's size the way from the least threshold to the greatest is


@operation(
    label="Halftone",
    position=330,
    keywords=("print", "newspaper", "comic", "dots", "lines", "raster", "pop art"),
)
class Halftone(AreaOperation):
    """Print the picture with dots or lines whose size follows its brightness."""

    pattern: Annotated[str, Choice({"dot": "Dots", "line": "Lines"}, label="Pattern")] = "dot"
    cell: Annotated[float, Range(2, 200, ui=(2, 40), step=0.5, unit="px", label="Size")] = 8.0
    angle: Annotated[float, Range(-180, 180, ui=(-90, 90), step=1, unit="°", label="Angle")] = 45.0
    inks: Annotated[str, Choice({"colour": "Cyan, magenta, yellow", "single": "One ink"}, label="Inks")] = (
        "colour"
    )
    ink: Annotated[str, Colour(label="Ink", description="Only with one ink.")] = "#000000"
    paper: Annotated[str, Colour(label="Paper", description="Only with one ink.")] = "#ffffff"

    def margin(self, size: Size) -> int:
        """The reach of the tones' mean."""
        return gaussian_margin(self.cell * SOFTNESS)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Compare the mean tone with the threshold of a turned screen of equally frequent thresholds, with an
        edge of one pixel: for red, green and blue by screens 15, 75 and 0 degrees farther, or for luma,
        between ink and paper. What is transparent does not count, alpha stays. pixels: (h, w, 4) uint8,
        straight alpha."""
        mean = local_mean(pixels, lambda part: gaussian(part, self.cell * SOFTNESS))
        result = np.empty_like(pixels)
        for rows in strips(pixels.shape, CELLS):
            box = Box(tile.x, tile.y + rows.start, tile.x + pixels.shape[1], tile.y + rows.stop)
            if self.inks == "colour":
                for channel, turn in enumerate(TURNED):
                    result[rows, :, channel] = self._printed(mean[rows, :, channel], box, self.angle + turn)
            else:
                light = self._printed(luma_bytes(mean[rows]), box, self.angle).astype(np.int32)
                for channel, (dark, bright) in enumerate(zip(rgba(self.ink), rgba(self.paper), strict=True)):
                    if channel < 3:
                        result[rows, :, channel] = dark + (light * (bright - dark) + 127) // 255
        result[..., 3] = pixels[..., 3]
        return result

    def _printed(self, tone: Mask, box: Box, degrees: float) -> NDArray[np.uint8]:
        """255 where the paper stays white, 0 under ink, between at the edges of dots."""
        steep = round(16.0 * EDGE * self.cell)
        light = _without_specks(127 * 16 // steep + 1)[tone]
        light -= screen(box, self.cell, degrees, self.pattern)
        light *= np.int32(steep)
        light >>= np.int32(4)
        light += np.int32(128)
        return np.clip(light, 0, 255, out=light).astype(np.uint8)


def _without_specks(soft: int) -> NDArray[np.int32]:
    """The 256 tones, the first and last of them pulled apart by the `soft` levels that an edge takes.

    Otherwise the least thresholds would leave half a speck in black and in white.
    """
    bend = min(2 * soft, 127)
    tones = np.arange(256, dtype=np.int32)
    dark = tones * (bend + soft) // bend - soft
    bright = 255 - dark[::-1]
    middle = np.where(tones > 255 - bend, bright, tones)
    return np.where(tones < bend, dark, middle)
