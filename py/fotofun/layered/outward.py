"""Layers as other programs should show them: pixels with everything baked in that those do not know.

Transforms, settings, texts, shapes, masks (also those of groups around a layer), clipping and effects become
pixels. Blend modes and opacities stay properties. Adjustment layers and effects of groups are lost on others;
the merged picture in the file has them.
"""

from dataclasses import dataclass, replace

import numpy as np

from fotofun.document.layer import AdjustmentLayer, AnyLayer, GroupLayer, LayerMask, Layers, PixelLayer
from fotofun.imaging.matrices import is_integer_translation
from fotofun.raster import Box, Mask, Pixels, Size
from fotofun.render.compositor import compose
from fotofun.render.coverage import multiplied
from fotofun.render.sources import extent, mask_in, offset

NOTHING = np.zeros((1, 1, 4), np.uint8)


@dataclass(frozen=True)
class Outward:
    """Pixels, (h, w, 4) uint8, whose top left corner lies at (x, y) of the document."""

    pixels: Pixels
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class Surroundings:
    """What hides parts of a layer from outside: masks of its groups, and the layer that it is clipped to."""

    size: Size
    masks: tuple[LayerMask, ...] = ()
    base: AnyLayer | None = None

    def inside(self, group: GroupLayer) -> "Surroundings":
        """The same for the layers of a group, of which no one is clipped to a layer outside."""
        masks = (*self.masks, group.mask) if group.mask and group.mask.enabled else self.masks
        return replace(self, masks=masks, base=None)


def bases(layers: Layers) -> dict[str, AnyLayer]:
    """The layer that each clipped one is clipped to, by the id of the clipped one."""
    found: dict[str, AnyLayer] = {}
    base: AnyLayer | None = None
    for layer in layers:
        if layer.clipped and base is not None and not isinstance(base, AdjustmentLayer):
            found[layer.id] = base
        else:
            base = layer
    return found


def is_plain(layer: AnyLayer, around: Surroundings) -> bool:
    """Whether the layer's own plane is what others should show."""
    return (
        isinstance(layer, PixelLayer)
        and is_integer_translation(layer.matrix)
        and not (layer.adjustments or layer.effects or around.masks or around.base)
        and not (layer.mask and layer.mask.enabled)
    )


def outward(layer: AnyLayer, around: Surroundings) -> Outward:
    """What other programs should show for a layer that is no group."""
    if isinstance(layer, AdjustmentLayer | GroupLayer):
        return Outward(NOTHING)
    if isinstance(layer, PixelLayer) and is_plain(layer, around):
        return Outward(layer.pixels.data, *offset(layer.matrix))
    size = around.size
    reach = max((effect.margin() for effect in layer.effects), default=0)
    box = extent(layer).grow(reach).intersect(Box.of(size))
    if box.is_empty:
        return Outward(NOTHING)
    alone = _alone(layer, fill=layer.fill_opacity if layer.effects else 100.0)
    pixels = compose((alone,), box, size)
    for shown in _shown(around, box):
        pixels = pixels.copy()
        pixels[..., 3] = multiplied(pixels[..., 3], shown)
    return Outward(pixels, box.left, box.top)


def shown_opacity(layer: AnyLayer) -> float:
    """The opacity, 0..1, that other programs apply to those pixels."""
    baked = layer.effects and not isinstance(layer, GroupLayer)
    return layer.opacity / 100.0 * (1.0 if baked else layer.fill_opacity / 100.0)


def _alone(layer: AnyLayer, fill: float) -> AnyLayer:
    return replace(layer, visible=True, opacity=100.0, fill_opacity=fill, blend_mode="normal", clipped=False)


def _shown(around: Surroundings, box: Box) -> list[Mask]:
    masks = (mask_in(mask, box, around.size) for mask in around.masks)
    found = [mask for mask in masks if mask is not None]
    if around.base:
        base = replace(around.base, visible=True, blend_mode="normal", clipped=False)
        found.append(np.ascontiguousarray(compose((base,), box, around.size)[..., 3]))
    return found
