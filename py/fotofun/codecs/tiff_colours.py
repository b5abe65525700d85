"""The stored numbers of a TIFF page as colours. TIFF 6.0, sections 8, 16 and 18."""

from collections.abc import Callable

import numpy as np

from fotofun.codecs.cmyk import rgba_from_cmyk
from fotofun.codecs.codec import Strip
from fotofun.codecs.depth import reduce_to_8_bits
from fotofun.codecs.pillow import coloured
from fotofun.codecs.tiff_page import CMYK, PALETTE, WHITE_IS_ZERO, Page
from fotofun.raster import Pixels


def converter(page: Page) -> Callable[[Strip], Strip]:
    """What makes (rows, W, samples) numbers straight RGBA of 8 bits or 16."""
    top = 2**page.depth - 1
    table = _colour_table(page) if page.colours == PALETTE else None

    def convert(numbers: Strip) -> Strip:
        if table is not None:
            out: Strip = coloured(table, numbers[..., 0])
        elif page.colours == CMYK:
            out = rgba_from_cmyk(reduce_to_8_bits(numbers[..., :4]))
        else:
            full = np.iinfo(numbers.dtype).max
            scaled = numbers if page.depth >= 8 else numbers * np.uint8(255 // top)
            out = np.empty((*numbers.shape[:2], 4), numbers.dtype)
            colours = scaled[..., :3] if page.samples - bool(page.alpha) >= 3 else scaled[..., :1]
            out[..., :3] = full - colours if page.colours == WHITE_IS_ZERO else colours
            out[..., 3] = full
        if page.alpha:
            _set_alpha(page, out, numbers[..., page.alpha])
        return out

    return convert


def _set_alpha(page: Page, out: Strip, alpha: Strip) -> None:
    if page.depth < 8:
        alpha = alpha * np.uint8(255 // (2**page.depth - 1))
    if out.dtype != alpha.dtype:
        alpha = reduce_to_8_bits(alpha)
    out[..., 3] = alpha
    if page.is_premultiplied and page.colours not in (CMYK, PALETTE):
        # round(colour * full / alpha), at most full
        full = np.iinfo(out.dtype).max
        by = np.maximum(alpha, 1).astype(np.uint32)[..., None]
        straight = (out[..., :3].astype(np.uint32) * full + by // 2) // by
        out[..., :3] = np.where(alpha[..., None] > 0, np.minimum(straight, full), 0)


def _colour_table(page: Page) -> Pixels:
    count = 1 << page.depth
    colours = page.palette[: 3 * count].reshape(3, count).T
    # Programs write 257 v or 256 v for v, and some just v: numbers of 8 bits where the format has 16.
    table = np.full((count, 4), 255, np.uint8)
    table[:, :3] = colours >> 8 if colours.max() > 255 else colours
    return table
