"""A layer with its effects: what lies below it, inside it and above it."""

from collections.abc import Callable

import numpy as np

from fotofun.document.layer import GeneratedLayer, Layer, PixelLayer
from fotofun.operation import EffectOperation
from fotofun.raster import Box, Mask, Pixels, Size
from fotofun.render.blend import composite
from fotofun.render.coverage import multiplied, percent
from fotofun.render.sources import extent, mask_in, pixels_in

Body = Callable[[Box], Pixels]
"""Gives a layer's own pixels, before its mask, in any box of the document (transparent where it has none)."""


def margin(layer: Layer) -> int:
    """How far a layer's effects look."""
    return max((effect.margin() for effect in layer.effects), default=0)


def body_of(layer: PixelLayer | GeneratedLayer) -> Body:
    """A layer's own pixels in any box; transparent outside its extent."""

    def body(box: Box) -> Pixels:
        part = extent(layer).intersect(box)
        if part == box:
            return pixels_in(layer, box)
        pixels = np.zeros((box.size[1], box.size[0], 4), np.uint8)
        if not part.is_empty:
            pixels[part.shift(-box.left, -box.top).slices] = pixels_in(layer, part)
        return pixels

    return body


def composite_styled(backdrop: Pixels, layer: Layer, body: Body, box: Box, size: Size) -> Pixels:
    """A layer with effects over a backdrop in `box`, both (h, w, 4) uint8.

    Effects take the layer's shape (its alpha with its mask) and opacity, but not its fill opacity. A shadow
    does not show through its own layer.
    """
    around = box.grow(margin(layer))
    inner = Box(*box.shift(-around.left, -around.top)).slices
    pixels = body(around)
    shape = _shape(layer, pixels, around, size)
    opacity = percent(layer.opacity)

    def drawn(effect: EffectOperation) -> Pixels:
        made = effect.draw(shape, pixels, (around.left, around.top), size)
        return np.ascontiguousarray(made[inner])

    corner = (box.left, box.top)
    visible = np.ascontiguousarray(shape[inner])
    result = backdrop
    for effect in (each for each in layer.effects if each.place == "below"):
        cover = multiplied(255 - visible, opacity * percent(effect.opacity) // 255)
        result = composite(result, drawn(effect), effect.blend_mode, cover, origin=corner)
    own = np.ascontiguousarray(pixels[inner])
    filled = own.copy()
    filled[..., 3] = visible
    inside = [each for each in layer.effects if each.place == "inside"]
    fill = percent(layer.fill_opacity)
    if fill < 255 and inside:
        # The effects stay in force where the pixels themselves fade.
        result = composite(result, filled, layer.blend_mode, opacity * fill // 255, origin=corner)
        for effect in inside:
            made = drawn(effect)
            cover = multiplied(visible, opacity * percent(effect.opacity) // 255)
            result = composite(result, made, effect.blend_mode, cover, origin=corner)
    else:
        for effect in inside:
            shown = percent(effect.opacity)
            filled = composite(
                filled, drawn(effect), effect.blend_mode, shown, origin=corner, keep_alpha=True
            )
        result = composite(result, filled, layer.blend_mode, opacity * fill // 255, origin=corner)
    for effect in (each for each in layer.effects if each.place == "above"):
        shown = opacity * percent(effect.opacity) // 255
        result = composite(result, drawn(effect), effect.blend_mode, shown, origin=corner)
    return result


def _shape(layer: Layer, pixels: Pixels, box: Box, size: Size) -> Mask:
    alpha: Mask = np.ascontiguousarray(pixels[..., 3])
    inside = box.intersect(Box.of(size))
    shown = None if inside.is_empty else mask_in(layer.mask, inside, size)
    if shown is None:
        return alpha
    around = np.zeros(alpha.shape, np.uint8)
    around[inside.shift(-box.left, -box.top).slices] = shown
    return multiplied(alpha, around)
