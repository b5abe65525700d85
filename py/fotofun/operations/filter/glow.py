from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from fotofun.imaging.blur import gaussian, gaussian_margin
from fotofun.imaging.detail import local_mean
from fotofun.imaging.strips import strips
from fotofun.operation import AreaOperation, Choice, Range, Tile, operation
from fotofun.raster import Pixels, Size

CELLS = 1 << 14  # pixels at once, so that everything stays in the processor's cache


@operation(
    label="Glow", position=370, keywords=("orton", "dreamy", "diffuse", "bloom", "soft focus", "haze", "mist")
)
class Glow(AreaOperation):
    """Let light bleed: a dreamy, soft picture, or a shine around what is bright."""

    kind: Annotated[
        str, Choice({"orton": "Orton (dreamy)", "bloom": "Bloom (bright parts)"}, label="Kind")
    ] = "orton"
    radius: Annotated[float, Range(0, 500, ui=(0, 100), step=0.5, unit="px", label="Radius")] = 12.0
    amount: Annotated[float, Range(0, 100, step=1, unit="%", label="Amount")] = 60.0
    threshold: Annotated[
        int,
        Range(
            0,
            254,
            step=1,
            whole=True,
            unit="levels",
            label="Threshold",
            description="Bloom comes from what is brighter.",
        ),
    ] = 150

    def margin(self, size: Size) -> int:
        """The blur's reach."""
        return gaussian_margin(self.radius)

    def filter(self, pixels: Pixels, tile: Tile) -> Pixels:
        """With b the Gaussian mean of v. Orton: the brightened s(v) = 1 - (1 - v)**2 times the brightened
        mean (Michael Orton's sandwich of an overexposed sharp and an overexposed soft slide). Bloom: v
        screened with what of b is above the threshold. Mixed with v by the amount. What is transparent does
        not count, alpha stays. pixels: (h, w, 4) uint8, straight alpha."""
        source = pixels
        if self.kind == "bloom":
            source = _bright(pixels, self.threshold)
        mean = local_mean(source, lambda part: gaussian(part, self.radius))
        share = np.int32(round(self.amount * 2.56))
        result = np.empty_like(pixels)
        for rows in strips(pixels.shape, CELLS):
            sharp, soft = pixels[rows].astype(np.int32), mean[rows].astype(np.int32)
            if self.kind == "bloom":
                glowing = 255 - _product(255 - sharp, 255 - soft)
            else:
                glowing = _product(_overexposed(sharp), _overexposed(soft))
            glowing -= sharp
            glowing *= share
            glowing += np.int32(128)
            glowing >>= np.int32(8)
            glowing += sharp
            result[rows] = glowing
        result[..., 3] = pixels[..., 3]
        return result


def _bright(pixels: Pixels, threshold: int) -> Pixels:
    """What of each channel is above a threshold, stretched to 255."""
    result = np.empty_like(pixels)
    for rows in strips(pixels.shape, CELLS):
        above = np.maximum(pixels[rows], np.uint8(threshold)).astype(np.uint16)
        above -= np.uint16(threshold)
        above *= np.uint16(255)
        result[rows] = above // np.uint16(255 - threshold)
    result[..., 3] = pixels[..., 3]
    return result


def _overexposed(value: NDArray[np.int32]) -> NDArray[np.int32]:
    """A picture screened with itself."""
    dark = 255 - value
    return 255 - _product(dark, dark)


def _product(one: NDArray[np.int32], two: NDArray[np.int32]) -> NDArray[np.int32]:
    """a * b / 255, rounded."""
    product = one * two
    product += np.int32(128)
    product += product >> np.int32(8)
    product >>= np.int32(8)
    return product
