"""Laying one picture over another.

W3C "Compositing and Blending Level 1", "Simple alpha compositing" and "Blending", for straight alpha:

    alpha = as + ab - as ab
    colour = cb + as / alpha (cs' - cb)    cs' = cs + ab (B(cb, cs) - cs)

with the source's alpha as, times the coverage, and the backdrop's alpha ab. Pillow mixes by masks of 8 bits
and rounds, which is how most of this is done. B, cs' and the source's share are each off by half a level at
most. So that it is one level in all, cs' is not rounded where the coverage is not full and the backdrop not
opaque; elsewhere one of the three is exact.
"""

import numpy as np
from PIL import Image

from fotofun.raster import Mask, Pixels
from fotofun.render.blend.dissolve import dissolved
from fotofun.render.blend.kernels import Kernel, kernel
from fotofun.render.blend.modes import find_mode
from fotofun.render.blend.straight import blended_over, cleaned, interpolated, strength, weights
from fotofun.render.blend.tiles import (
    OPAQUE,
    Coverage,
    image,
    packed,
    part_of,
    paste,
    replace_alpha,
    tiles,
    uniform_alpha,
    unpacked,
)


def composite(
    backdrop: Pixels,
    source: Pixels,
    mode: str = "normal",
    coverage: Coverage = None,
    *,
    origin: tuple[int, int] = (0, 0),
    keep_alpha: bool = False,
    out: Pixels | None = None,
) -> Pixels:
    """The source over the backdrop; all pictures are (H, W, 4) uint8 of one size.

    `coverage` multiplies the source's alpha: (H, W) uint8, or 0..255, or None for all of it. `origin` is the
    place (x, y) of the first pixel in the document, on which dissolve depends. `keep_alpha`: the backdrop
    counts as opaque and gets its own alpha back, as for clipped layers and adjustments. `out` may be the
    backdrop or the source itself.

    Colour and alpha are each within 1 of the exact result, rounded; what is fully transparent is all zero.
    CommandError if there is no such mode.
    """
    find_mode(mode)
    blend = None if mode in ("normal", "dissolve") else kernel(mode)
    lay = _inside if keep_alpha else _over
    out = np.empty_like(backdrop) if out is None else out
    for place in tiles(backdrop.shape):
        cover = part_of(coverage, place)
        if _is_nothing(source[place], cover):
            out[place] = _kept(backdrop[place])
            continue
        below, above = backdrop[place].copy(), np.ascontiguousarray(source[place])
        if mode == "dissolve":
            rows, columns = place
            above = dissolved(above, cover, origin[0] + columns.start, origin[1] + rows.start)
            cover = 255
        out[place] = lay(below, above, cover, blend)
    return out


def _is_nothing(above: Pixels, cover: Mask | int) -> bool:
    return (not isinstance(cover, np.ndarray) and cover == 0) or uniform_alpha(above) == 0


def _kept(below: Pixels) -> Pixels:
    return below if uniform_alpha(below) == 255 else cleaned(below.copy())


def _over(below: Pixels, above: Pixels, cover: Mask | int, blend: Kernel | None) -> Pixels:
    """One tile of the source over one of the backdrop, which is used up; `blend` is None for normal.

    The ways of doing it agree where they meet, so no pixel's result depends on the others of its tile.
    """
    under, over = uniform_alpha(below), uniform_alpha(above)
    constant = None if isinstance(cover, np.ndarray) else cover
    if over == 0 or constant == 0:
        return below if under == 255 else cleaned(below)
    if under == 0:
        return cleaned(above if constant == 255 else _faded(above, cover))
    blended = above if blend is None else blend(below, above)
    if under == 255:
        return _on_opaque(below, blended, _mask(above, over, cover))
    if constant is None:
        full = _full(below.copy(), above, blended)
        partial = _partial(below, above, blended, cover)
        return unpacked(np.where(cover == 255, packed(full), packed(partial)))
    return _full(below, above, blended) if constant == 255 else _partial(below, above, blended, cover)


def _inside(below: Pixels, above: Pixels, cover: Mask | int, blend: Kernel | None) -> Pixels:
    """One tile of the source over one of the backdrop as if that were opaque; the backdrop's alpha stays."""
    alpha = packed(below) & OPAQUE
    replace_alpha(below, OPAQUE)
    result = _over(below, above, cover, blend)
    replace_alpha(result, alpha)
    return cleaned(result)


def _on_opaque(below: Pixels, colours: Pixels, mask: Image.Image | None) -> Pixels:
    """Colours over an opaque backdrop by a mask."""
    if mask is None:
        return unpacked(packed(colours) | OPAQUE)
    paste(below, image(colours), mask)
    replace_alpha(below, OPAQUE)
    return below


def _full(below: Pixels, above: Pixels, blended: Pixels) -> Pixels:
    """All of the source over any backdrop, with the blended colours where both are."""
    source = above
    if blended is not above:
        source = above.copy()
        paste(source, image(blended), image(below))
        replace_alpha(source, packed(above) & OPAQUE)
    paste(below, Image.alpha_composite(image(below), image(source)))
    return cleaned(below)


def _partial(below: Pixels, above: Pixels, blended: Pixels, cover: Mask | int) -> Pixels:
    """As much of the source as the coverage says over any backdrop."""
    shares = weights(below, above, cover)
    if blended is above:
        return interpolated(below, above, *shares)
    return blended_over(below, above, blended, *shares)


def _mask(above: Pixels, over: int | None, cover: Mask | int) -> Image.Image | None:
    """By how much the source counts over an opaque backdrop; None where it hides all of it."""
    if isinstance(cover, np.ndarray):
        return image(cover if over == 255 else strength(above, cover))
    if cover == 255:
        return None if over == 255 else image(above)  # of an RGBA mask Pillow takes the alpha
    return image(strength(above, cover))


def _faded(above: Pixels, cover: Mask | int) -> Pixels:
    """The source with its alpha times the coverage."""
    result = above.copy()
    result[..., 3] = strength(above, cover)
    return result
