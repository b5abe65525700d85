"""A layer with its effects: what lies below it, inside it and above it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fotofun.document.layer import AnyLayer, GeneratedLayer, Layer, PixelLayer
from fotofun.operation import EffectOperation
from fotofun.raster import Box, Mask, Pixels, Size
from fotofun.render.blend import composite
from fotofun.render.coverage import coverage, multiplied, percent
from fotofun.render.sources import extent, mask_in, pixels_in, visible

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


@dataclass(frozen=True)
class Step:
    """One of the pictures, (h, w, 4) uint8, that make up a styled layer, and how it is laid over the others.

    It covers as much as its mask, (h, w) uint8, and its share, 0..255, times the layer's opacity. `own`: the
    layer's pixels, not an effect.
    """

    pixels: Pixels
    blend_mode: str
    mask: Mask | None
    share: int
    own: bool = False


def composite_styled(backdrop: Pixels, layer: AnyLayer, body: Body, box: Box, size: Size) -> Pixels:
    """A layer with effects over a backdrop in `box`, both (h, w, 4) uint8."""
    result, opacity = backdrop, percent(layer.opacity)
    for step in steps_of(layer, body, box, size):
        cover = coverage(step.mask, opacity * step.share // 255)
        result = composite(result, step.pixels, step.blend_mode, cover, origin=(box.left, box.top))
    return result


def steps_of(layer: AnyLayer, body: Body, box: Box, size: Size) -> list[Step]:
    """What a layer with effects consists of in `box`, from the lowest up; its opacity plays no part.

    Effects take the layer's shape (its alpha with its mask) and opacity, but not its fill opacity. A shadow
    does not show through its own layer.
    """
    around = box.grow(margin(layer))
    inner = Box(*box.shift(-around.left, -around.top)).slices
    pixels = body(around)
    shape = _shape(layer, pixels, around, size)

    def drawn(effect: EffectOperation, pixels: Pixels) -> Pixels:
        frame = (visible(layer) if effect.is_aligned else None) or Box.of(size)
        made = effect.draw(shape, pixels, (around.left, around.top), frame)
        return np.ascontiguousarray(made[inner])

    def laid(place: str, pixels: Pixels, mask: Mask | None) -> list[Step]:
        found = (each for each in layer.effects if each.place == place)
        return [Step(drawn(each, pixels), each.blend_mode, mask, percent(each.opacity)) for each in found]

    seen = np.ascontiguousarray(shape[inner])
    bare = np.ascontiguousarray(pixels[inner]).copy()
    bare[..., 3] = seen
    inside = laid("inside", pixels, seen)
    filled = bare
    for step in inside:
        corner = (box.left, box.top)
        filled = composite(filled, step.pixels, step.blend_mode, step.share, origin=corner, keep_alpha=True)
    below = laid("below", pixels, 255 - seen)
    is_covered = inside and any(each.place == "above" for each in layer.effects)
    above = laid("above", _with_colours(pixels, inner, filled) if is_covered else pixels, None)
    fill = percent(layer.fill_opacity)
    # Where the pixels themselves fade, the effects inside stay in force.
    own, rest = (filled, []) if fill == 255 else (bare, inside)
    return [*below, Step(own, layer.blend_mode, None, fill, own=True), *rest, *above]


def _with_colours(pixels: Pixels, part: tuple[slice, slice], colours: Pixels) -> Pixels:
    """A copy that has other colours in a part: those that are seen there."""
    result = pixels.copy()
    result[part][..., :3] = colours[..., :3]
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
