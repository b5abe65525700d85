"""A layer: pixels that no edit touches, the adjustments laid over them, and a mask."""

from dataclasses import dataclass, replace

from fotofun.operation import MaskOperation, PointOperation
from fotofun.protocol import LayerInfo, MaskInfo
from fotofun.raster import Mask, Plane


@dataclass(frozen=True)
class LayerMask:
    """Which part of a layer shows: a plane of (H, W) uint8, and whether it is in force."""

    plane: Plane
    enabled: bool = True

    def info(self) -> MaskInfo:
        """The mask as the page sees it."""
        return {"enabled": self.enabled, "revision": self.plane.revision}


@dataclass(frozen=True)
class PixelLayer:
    """Pixels with adjustments and a mask; every change makes a new layer that shares what stayed the same."""

    id: str
    name: str
    pixels: Plane
    adjustments: tuple[PointOperation, ...] = ()
    mask: LayerMask | None = None
    visible: bool = True

    def adjusted(self, adjustment: PointOperation) -> "PixelLayer":
        """The layer with this adjustment's settings; at default the adjustment goes away.

        Adjustments are settings, one of a kind, applied in the catalogue's order whatever the order in which
        they were touched.
        """
        others = [other for other in self.adjustments if other.name != adjustment.name]
        if not adjustment.is_neutral():
            others.append(adjustment)
        return replace(self, adjustments=tuple(sorted(others, key=lambda each: each.position)))

    def with_mask(self, mask: Mask | None, enabled: bool = True) -> "PixelLayer":
        """The layer with another mask, (H, W) uint8, or none."""
        if mask is None:
            return replace(self, mask=None)
        same = self.mask is not None and self.mask.plane.data is mask
        plane = self.mask.plane if same and self.mask else Plane(mask)
        return replace(self, mask=LayerMask(plane, enabled))

    def masked(self, change: MaskOperation) -> "PixelLayer":
        """The layer with its mask changed; the layer must have one."""
        if self.mask is None:
            return self
        return self.with_mask(*change.transform(self.mask.plane.data, self.mask.enabled))

    def info(self) -> LayerInfo:
        """The layer as the page sees it."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": "pixel",
            "visible": self.visible,
            "adjustments": [{"operation": each.name, "params": each.values()} for each in self.adjustments],
            "mask": self.mask.info() if self.mask else None,
        }
