"""A picture between two others, as an opacity, a mask or a selection says."""

import numpy as np

from fotofun.raster import Pixels
from fotofun.render.blend.straight import interpolated
from fotofun.render.blend.tiles import Coverage, image, packed, part_of, paste, tiles, uniform_alpha, unpacked


def mix(before: Pixels, after: Pixels, coverage: Coverage, *, out: Pixels | None = None) -> Pixels:
    """From `before`, where coverage is 0, to `after`, where it is 255: (H, W, 4) uint8 of one size.

    Premultiplied colours and alpha change linearly; colour and alpha are each within 1 of the exact result,
    rounded. At 0 and at 255 every byte is kept, even of hidden colours; between them what is fully
    transparent is all zero. `coverage`: (H, W) uint8, or 0..255. `out` may be one of the two.
    """
    out = np.empty_like(before) if out is None else out
    for place in tiles(before.shape):
        cover = part_of(coverage, place)
        if not isinstance(cover, np.ndarray) and cover in (0, 255):
            chosen = after if cover else before
            if chosen is not out:
                out[place] = chosen[place]
            continue
        below, above = before[place].copy(), np.ascontiguousarray(after[place])
        mask = cover if isinstance(cover, np.ndarray) else np.full(below.shape[:2], cover, np.uint8)
        if uniform_alpha(below) == 255 == uniform_alpha(above):
            paste(below, image(above), image(mask))
            out[place] = below
            continue
        weight = mask.astype(np.float32)
        mixed = interpolated(
            below, above, (np.float32(255.0) - weight) * below[..., 3], weight * above[..., 3]
        )
        values = np.where(mask == 0, packed(before[place]), packed(mixed))
        np.copyto(values, packed(above), where=mask == 255)
        out[place] = unpacked(values)
    return out
