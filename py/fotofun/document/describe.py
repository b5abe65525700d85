"""Layers and documents as the page sees them."""

from fotofun.document.layer import AdjustmentLayer, AnyLayer, GeneratedLayer, GroupLayer, PixelLayer
from fotofun.operation import Operation
from fotofun.protocol import AppliedOperation, LayerInfo


def layer_info(layer: AnyLayer) -> LayerInfo:
    """A layer with its properties, and for a group with the layers in it."""
    info: LayerInfo = {
        "id": layer.id,
        "name": layer.name,
        "revision": layer.pixels.revision if isinstance(layer, PixelLayer) else None,
        "kind": "pixel",
        "visible": layer.visible,
        "opacity": layer.opacity,
        "fill_opacity": layer.fill_opacity,
        "blend_mode": layer.blend_mode,
        "locks": sorted(layer.locks),
        "clipped": layer.clipped,
        "adjustments": [],
        "effects": [applied(effect) for effect in layer.effects],
        "content": None,
        "placement": None,
        "layers": [],
        "isolated": False,
        "mask": None,
    }
    if layer.mask:
        info["mask"] = {
            "enabled": layer.mask.enabled,
            "density": layer.mask.density,
            "feather": layer.mask.feather,
            "linked": layer.mask.linked,
            "revision": layer.mask.plane.revision,
        }
    match layer:
        case PixelLayer():
            info["adjustments"] = [applied(each) for each in layer.adjustments]
        case AdjustmentLayer():
            info["kind"], info["content"] = "adjustment", applied(layer.operation)
        case GeneratedLayer():
            info["kind"], info["content"] = layer.content.kind, applied(layer.content)
            width, height = layer.size
            matrix = [number for row in layer.matrix for number in row]
            info["placement"] = {"width": width, "height": height, "matrix": matrix}
        case GroupLayer():
            info["kind"], info["isolated"] = "group", layer.isolated
            info["layers"] = [layer_info(each) for each in layer.layers]
    return info


def applied(operation: Operation) -> AppliedOperation:
    """An operation with its parameters."""
    return {"operation": operation.name, "params": operation.values()}
