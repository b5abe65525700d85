"""Small copies of pictures, made quickly: for thumbnails, and to try things out."""

import numpy as np
from PIL import Image

from fotofun.imaging.views import is_opaque
from fotofun.raster import Pixels, Size

SPARE = 3
"""So many pixels of the picture, in each direction, are looked at for one of its copy."""


def averaged(pixels: Pixels, size: Size) -> Pixels:
    """A smaller picture, (H, W, 4) or a mask (H, W) uint8: means of some of the pixels, weighted by alpha."""
    height, width = pixels.shape[:2]
    step = max(1, width // (size[0] * SPARE)), max(1, height // (size[1] * SPARE))
    image = Image.fromarray(np.ascontiguousarray(pixels[:: step[1], :: step[0]]))
    if pixels.ndim == 2 or is_opaque(pixels):
        return np.array(image.resize(size, Image.Resampling.BOX))
    # Premultiplied, so that hidden colours do not show at the edges.
    return np.array(image.convert("RGBa").resize(size, Image.Resampling.BOX).convert("RGBA"))


def sampled(pixels: Pixels, size: Size) -> Pixels:
    """A smaller picture of pixels that are as they were: every n-th one."""
    height, width = pixels.shape[:2]
    columns = ((np.arange(size[0]) + 0.5) * width / size[0]).astype(np.intp)
    rows = ((np.arange(size[1]) + 0.5) * height / size[1]).astype(np.intp)
    return np.ascontiguousarray(pixels[rows[:, np.newaxis], columns])
