"""Which layers belong together: clipped ones with their base, and adjustments that become one table."""

from typing import TypeGuard

from fotofun.document.layer import AdjustmentLayer, AnyLayer, GroupLayer, Layers, PixelLayer
from fotofun.operation import PointOperation


def take_run(entries: list[tuple[AnyLayer, Layers]], first: AdjustmentLayer) -> list[AdjustmentLayer]:
    """An adjustment layer, and the plain ones right above it if it is plain too: they fuse."""
    run = [first]
    while entries and is_plain(first) and is_plain(following := entries[0][0]):
        run.append(following)
        entries.pop(0)
    return run


def entries(layers: Layers) -> list[tuple[AnyLayer, Layers]]:
    """Each layer with the layers that are clipped to it."""
    found: list[tuple[AnyLayer, Layers]] = []
    for layer in layers:
        if layer.clipped and found and not isinstance(found[-1][0], AdjustmentLayer):
            base, clipped = found[-1]
            found[-1] = (base, (*clipped, layer))
        else:
            found.append((layer, ()))
    return found


def take_leading(
    entries: list[tuple[AnyLayer, Layers]], layer: AnyLayer, clipped: Layers
) -> list[PointOperation]:
    """Takes the plain adjustments right above the lowest layer: they fuse with that layer's own."""
    found: list[PointOperation] = []
    if clipped or layer.effects or not isinstance(layer, PixelLayer):
        return found
    while entries and is_plain(entries[0][0]):
        operation = getattr(entries.pop(0)[0], "operation")  # noqa: B009 - it is an adjustment layer
        found.append(operation)
    return found


def is_plain(layer: AnyLayer) -> TypeGuard[AdjustmentLayer]:
    """Whether an adjustment layer simply replaces what lies below."""
    return (
        isinstance(layer, AdjustmentLayer)
        and isinstance(layer.operation, PointOperation)
        and layer.visible
        and layer.opacity * layer.fill_opacity == 100.0 * 100.0
        and layer.blend_mode == "normal"
        and (layer.mask is None or not layer.mask.enabled)
    )


def passes_through(group: GroupLayer, clipped: Layers) -> bool:
    """Whether a group's layers blend with what lies below it."""
    return not (group.isolated or clipped or group.effects or group.blend_mode != "normal")
