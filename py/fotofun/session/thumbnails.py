"""Small pictures of layers."""

from collections.abc import Sequence

import numpy as np

from fotofun.document.layer import PixelLayer
from fotofun.document.tree import find
from fotofun.errors import CommandError
from fotofun.imaging.small import averaged
from fotofun.protocol import ThumbnailInfo, ThumbnailParams
from fotofun.session.method import Answer, Bytes, method
from fotofun.session.session import Session

LARGEST = 512


@method("thumbnail")
async def thumbnail(
    session: Session, number: int, params: ThumbnailParams, buffers: Sequence[Bytes]
) -> Answer:
    """A layer's pixels or its mask, made small; raises CommandError where it has none."""
    layer = find(session.history.document.layers, params["layer"])
    if params["of"] == "mask" and layer.mask:
        plane = np.repeat(layer.mask.plane.data[..., np.newaxis], 4, axis=2)
        plane[..., 3] = 255
    elif params["of"] == "pixels" and isinstance(layer, PixelLayer):
        plane = layer.pixels.data
    else:
        raise CommandError(f"{layer.name} has no such picture.")
    small = _reduced(plane, min(max(params["size"], 1), LARGEST))
    info: ThumbnailInfo = {"width": small.shape[1], "height": small.shape[0]}
    return info, (small.reshape(-1),)


def _reduced(pixels: Bytes, size: int) -> Bytes:
    """Pixels of which no side is longer than `size`, (H, W, 4) uint8."""
    height, width = pixels.shape[:2]
    share = min(1.0, size / max(width, height))
    return averaged(pixels, (max(1, round(width * share)), max(1, round(height * share))))
