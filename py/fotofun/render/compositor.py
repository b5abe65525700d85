"""The document's pixels as they are exported: adjustments through their fused table, masks into alpha."""

from collections.abc import Iterator

import numpy as np

from fotofun.document.document import Document
from fotofun.raster import Mask, Pixels
from fotofun.render.apply import Applier
from fotofun.render.table import fuse

BAND = 256  # rows between two reports of progress


def render(document: Document, out: Pixels) -> Iterator[float]:
    """Fills out, (H, W, 4) uint8, band by band; yields the fraction done after each band."""
    layer = document.active
    if not layer.visible:
        out[:] = 0
        return
    source = layer.pixels.data
    through = Applier(fuse(layer.adjustments)) if layer.adjustments else None
    mask = layer.mask.plane.data if layer.mask and layer.mask.enabled else None
    for top in range(0, document.height, BAND):
        band = slice(top, top + BAND)
        if through:
            through(source[band], out[band])
        else:
            out[band] = source[band]
        if mask is not None:
            out[band][mask[band] == 0] = 0  # what a mask hides must not travel in the file
            out[band, :, 3] = multiply(out[band, :, 3], mask[band])
        yield min(1.0, (top + BAND) / document.height)


def multiply(a: Mask, b: Mask) -> Mask:
    """a * b / 255, rounded; both uint8."""
    product = a.astype(np.uint16) * b + 128
    return ((product + (product >> 8)) >> 8).astype(np.uint8)
