from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.coarse import Coarse, coarse_margin
from fotofun.imaging.colour_spaces import luma_bytes
from fotofun.imaging.edge_avoiding import edge_avoiding_mean
from fotofun.imaging.hidden import without_hidden
from fotofun.imaging.non_local_means import MARGIN, STRONGEST, non_local_mean
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Range, Tile, operation
from fotofun.raster import Mask, Pixels, Size

FINE, COARSE = 1, 8  # reach of smoothing colours: in pixels, then in squares of 2 pixels
SQUARE = 2
REACH = FINE + SQUARE * COARSE + coarse_margin(SQUARE)
CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache
BY_RED, BY_BLUE = -19481, -6616  # green's part in luma's change by the others, in 1/65536: -wr / wg, -wb / wg


@operation(
    label="Denoise",
    position=220,
    keywords=("noise reduction", "grain", "high iso", "night", "smooth", "non-local means", "colour noise"),
)
class Denoise(AreaOperation):
    """Remove the noise of high sensitivities and keep textures: grain and coloured blotches apart."""

    luminance: Annotated[
        float, Range(0, 100, step=1, unit="%", label="Luminance", description="Against grain.")
    ] = 40.0
    detail: Annotated[
        float,
        Range(
            0, 100, step=1, unit="%", label="Detail", description="How faint a texture may be and still stay."
        ),
    ] = 50.0
    colour: Annotated[
        float, Range(0, 100, step=1, unit="%", label="Colour", description="Against coloured blotches.")
    ] = 50.0

    def margin(self, size: Size) -> int:
        """The reach of either part, and again what hidden colours there are made of."""
        return 2 * max(MARGIN, REACH)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """Luma is the mean of alike 5 x 5 patches within 7 x 7 pixels (Buades et al., 2005); the differences
        of blue and red from it are smoothed up to 17 pixels far where they, and luma, are alike (Dammertz et
        al., 2010). What is transparent does not count, alpha stays. pixels: (h, w, 4) uint8, straight alpha.
        """
        colours = without_hidden(pixels, max(MARGIN, REACH))
        luma = luma_bytes(colours)
        sigma = self.luminance / 100.0 * STRONGEST
        smooth = non_local_mean(luma, sigma, 3.0 - self.detail / 50.0)
        blue, red = (_chroma(colours[..., channel], luma) for channel in (2, 0))
        grid = Coarse(SQUARE, tile.x, tile.y, (luma.shape[0], luma.shape[1]))
        smooth_blue, smooth_red = self._smooth(blue, red, luma, grid)
        result = np.empty_like(pixels)
        for rows in strips(pixels.shape, CELLS):
            by_luma = np.subtract(smooth[rows], luma[rows], dtype=np.int16)
            by_blue, by_red = (
                (new[rows] - old[rows].astype(np.int16)) * np.int16(2)
                for new, old in ((smooth_blue, blue), (smooth_red, red))
            )
            by_green = by_blue * np.int32(BY_BLUE)
            by_green += by_red * np.int32(BY_RED)
            by_green += np.int32(1 << 15)
            by_green >>= np.int32(16)
            for channel, change in ((0, by_red), (1, by_green.astype(np.int16)), (2, by_blue)):
                value = change + by_luma
                value += pixels[rows, :, channel]
                result[rows, :, channel] = np.clip(value, 0, 255, out=value)
        result[..., 3] = pixels[..., 3]
        return result

    def _smooth(self, blue: Mask, red: Mask, luma: Mask, grid: Coarse) -> list[NDArray[np.int16]]:
        """The smoothed differences of blue and red from luma: fine noise in pixels, blotches in squares."""
        tolerance = round(self.colour * 0.4)
        if tolerance == 0:
            return [blue.astype(np.int16), red.astype(np.int16)]
        guide = np.right_shift(luma, np.uint8(2))
        planes = edge_avoiding_mean([blue, red], FINE, tolerance, (guide,))
        small = grid.means(np.stack([*planes, guide, guide], axis=-1))
        coarse = [np.ascontiguousarray(small[..., i]) for i in range(3)]
        smooth = edge_avoiding_mean(coarse[:2], COARSE, tolerance, (coarse[2],))
        results = []
        for plane, before, after in zip(planes, coarse, smooth, strict=False):
            change = np.clip(after.astype(np.int16) - before + 128, 0, 255).astype(np.uint8)
            results.append(plane + (grid.enlarged(change).astype(np.int16) - np.int16(128)))
        return results


def _chroma(channel: Mask, luma: Mask) -> Mask:
    """Half the difference of a channel from luma, plus 128."""
    difference = np.subtract(channel, luma, dtype=np.int16)
    difference += np.int16(256)
    difference >>= np.int16(1)
    return difference.astype(np.uint8)
