"""The kinds of layers: values that never change. An edit makes a new layer that shares what stayed."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal, Self, TypeAlias

from fotofun.imaging.matrices import IDENTITY, Matrix
from fotofun.operation import (
    AreaOperation,
    EffectOperation,
    GeneratorOperation,
    MaskOperation,
    PointOperation,
    Resampling,
)
from fotofun.raster import Mask, Plane, Size

Lock = Literal["pixels", "position", "alpha"]
LOCKS: tuple[Lock, ...] = ("pixels", "position", "alpha")


@dataclass(frozen=True)
class LayerMask:
    """Which part of a layer shows: a plane of (H, W) uint8, and how it is used.

    `matrix` lays the plane into the document; beyond the plane the mask is `outside`. `density` (percent) is
    how much it hides, `feather` (pixels) softens it, both without touching the plane. `linked`: it moves
    with its layer.
    """

    plane: Plane
    enabled: bool = True
    density: float = 100.0
    feather: float = 0.0
    linked: bool = True
    matrix: Matrix = IDENTITY
    outside: int = 255


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What every kind of layer has. Opacities are percent; `fill_opacity` spares the layer's effects.

    `clipped`: it only shows where the layer below it does. `locks`: what edits must leave alone.
    """

    id: str
    name: str
    visible: bool = True
    opacity: float = 100.0
    fill_opacity: float = 100.0
    blend_mode: str = "normal"
    locks: frozenset[Lock] = frozenset()
    clipped: bool = False
    mask: LayerMask | None = None
    effects: tuple[EffectOperation, ...] = ()

    kind: ClassVar[str] = ""

    def with_mask(self, mask: Mask | None, enabled: bool = True) -> Self:
        """The layer with another mask, (H, W) uint8, or none; how the mask is used stays."""
        if mask is None:
            return replace(self, mask=None)
        old = self.mask
        if old is None:
            return replace(self, mask=LayerMask(Plane(mask), enabled))
        plane = old.plane if old.plane.data is mask else Plane(mask)
        return replace(self, mask=replace(old, plane=plane, enabled=enabled))

    def masked(self, change: MaskOperation) -> Self:
        """The layer with its mask changed; a layer without one stays as it is."""
        if self.mask is None:
            return self
        return self.with_mask(*change.transform(self.mask.plane.data, self.mask.enabled))

    def with_effect(self, effect: EffectOperation) -> Self:
        """The layer with this effect; there is one of a kind."""
        others = [other for other in self.effects if other.name != effect.name]
        return replace(self, effects=tuple(sorted([*others, effect], key=lambda each: each.position)))


@dataclass(frozen=True, kw_only=True)
class PixelLayer(Layer):
    """Pixels, laid into the document by a matrix, with point operations that wait to be fused.

    `matrix` maps positions of the plane to positions of the document; it is applied once, by `resampling`.
    """

    pixels: Plane
    matrix: Matrix = IDENTITY
    resampling: Resampling = "bicubic"
    adjustments: tuple[PointOperation, ...] = ()

    kind: ClassVar[str] = "pixel"

    def with_setting(self, adjustment: PointOperation) -> "PixelLayer":
        """The layer with this adjustment's settings; at default the adjustment goes away.

        There is one of a kind, in its place; a new one is placed by the menu's order among the settings.
        """
        kept = list(self.adjustments)
        place = next((i for i, other in enumerate(kept) if other.name == adjustment.name), None)
        if place is not None:
            kept[place : place + 1] = [] if adjustment.is_neutral() else [adjustment]
        elif not adjustment.is_neutral():
            after = [
                i for i, other in enumerate(kept) if other.setting and other.position > adjustment.position
            ]
            kept.insert(after[0] if after else len(kept), adjustment)
        return replace(self, adjustments=tuple(kept))

    def with_adjustment(self, adjustment: PointOperation) -> "PixelLayer":
        """The layer with one more adjustment after the others."""
        return replace(self, adjustments=(*self.adjustments, adjustment))


@dataclass(frozen=True, kw_only=True)
class AdjustmentLayer(Layer):
    """Changes what lies below it by an operation."""

    operation: PointOperation | AreaOperation

    kind: ClassVar[str] = "adjustment"


@dataclass(frozen=True, kw_only=True)
class GeneratedLayer(Layer):
    """A fill, a text or a shape: drawn by its operation for a document of `size`, then laid by a matrix."""

    content: GeneratorOperation
    size: Size
    matrix: Matrix = IDENTITY

    kind: ClassVar[str] = "generated"


@dataclass(frozen=True, kw_only=True)
class GroupLayer(Layer):
    """Layers that go together, bottom to top. Not `isolated`: they blend with what lies below the group."""

    layers: "tuple[AnyLayer, ...]" = ()
    isolated: bool = False

    kind: ClassVar[str] = "group"


AnyLayer: TypeAlias = PixelLayer | AdjustmentLayer | GeneratedLayer | GroupLayer
Layers: TypeAlias = tuple[AnyLayer, ...]
