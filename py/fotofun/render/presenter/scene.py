"""A document as the viewport draws it: a tree of layers, and the planes and tables that they name.

The same rules as in `render.compositor`. What the viewport cannot draw, which are filters on all that lies
below them and layers' effects, is rendered here and becomes a plane.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from fotofun.document.document import Document
from fotofun.document.layer import AdjustmentLayer, AnyLayer, GeneratedLayer, GroupLayer, Layers, PixelLayer
from fotofun.imaging.matrices import IDENTITY, Matrix, is_integer_translation
from fotofun.operation import AreaOperation, PointOperation
from fotofun.protocol import SceneLayer, SceneMask
from fotofun.raster import Box, Plane, Size
from fotofun.render.belonging import entries, passes_through, take_leading, take_run
from fotofun.render.compositor import body_with, compose
from fotofun.render.coverage import percent
from fotofun.render.presenter.made import Made, Part

Operations = tuple[PointOperation, ...]


@dataclass
class Description:
    """Layers bottom to top; planes by name, those of layers that are not seen apart; operations by layer."""

    layers: list[SceneLayer] = field(default_factory=list)
    planes: dict[str, Plane] = field(default_factory=dict)
    unseen: dict[str, Plane] = field(default_factory=dict)
    tables: dict[str, Operations] = field(default_factory=dict)


def described(document: Document, made: Made) -> Description:
    """What the viewport draws of a document."""
    made.begin()
    describer = _Describer(document.size, made)
    describer.found.layers = describer.stack(document.layers, over_nothing=True)
    made.end()
    return describer.found


class _Describer:
    def __init__(self, size: Size, made: Made) -> None:
        self.found = Description()
        self._size = size
        self._made = made

    def stack(self, layers: Layers, over_nothing: bool, seen: bool = True) -> list[SceneLayer]:
        """Layers over nothing, or over what the viewport has drawn before them."""
        described: list[SceneLayer] = []
        rest, is_lowest = entries(layers), over_nothing
        filtered = [i for i, (layer, _) in enumerate(rest) if seen and _filters_below(layer)]
        if filtered and over_nothing:
            count = sum(1 + len(clipped) for _, clipped in rest[: filtered[-1] + 1])
            described.append(self._flattened(layers[:count]))
            rest, is_lowest = rest[filtered[-1] + 1 :], False
        while rest:
            layer, clipped = rest.pop(0)
            shown = seen and _is_seen(layer)
            match layer:
                case AdjustmentLayer(operation=PointOperation()):
                    run = take_run(rest, layer) if shown else [layer]
                    described.append(self._adjustment(layer, run, shown))
                case AdjustmentLayer():
                    continue  # not seen; else it lies in what is flattened
                case GroupLayer() if passes_through(layer, clipped):
                    inner = self.stack(layer.layers, over_nothing=False, seen=shown)
                    described.append(self._node(layer, shown, layers=inner, passes_through=True))
                case _:
                    leading = take_leading(rest, layer, clipped) if is_lowest and shown else []
                    described += self._laid(layer, clipped, leading, shown)
            is_lowest &= isinstance(layer, AdjustmentLayer) or not shown
        return described

    def _flattened(self, layers: Layers) -> SceneLayer:
        top, box = layers[-1].id, Box.of(self._size)
        part = self._made.stack(top, layers, self._size, lambda: compose(layers, box, self._size))
        return self._part(f"{top}:below", part, f"stack:{top}")

    def _adjustment(self, layer: AdjustmentLayer, run: Sequence[AdjustmentLayer], seen: bool) -> SceneLayer:
        operations = tuple(each.operation for each in run if isinstance(each.operation, PointOperation))
        return self._node(layer, seen, kind="adjustment", operations=operations)

    def _laid(
        self, layer: AnyLayer, clipped: Layers, leading: Sequence[PointOperation], seen: bool
    ) -> list[SceneLayer]:
        """A layer with pixels, and what is clipped to it."""
        if seen and layer.effects:
            return self._styled(layer, clipped)
        if any(seen and _filters_below(each) for each in clipped):
            bare = replace(layer, opacity=100.0, fill_opacity=100.0, blend_mode="normal", mask=None)
            body = body_with(bare, clipped, self._size)
            all_ = (bare, *clipped)
            part = self._made.stack(layer.id, all_, self._size, lambda: body(Box.of(self._size)))
            return [self._node(layer, seen, part=part, name=f"stack:{layer.id}")]
        above = list(chain.from_iterable(self._clipped(each, seen) for each in clipped))
        if isinstance(layer, GroupLayer):
            inner = self.stack(layer.layers, over_nothing=True, seen=seen)
            return [self._node(layer, seen, layers=inner, clipped=above)]
        if isinstance(layer, PixelLayer):
            part = Part(layer.pixels, layer.matrix)
            operations = (*layer.adjustments, *leading)
            node = self._node(layer, seen, part=part, name=f"pixels:{layer.id}", operations=operations)
            node["resampling"] = layer.resampling
            node["painted_first"] = bool(leading) and not layer.adjustments
        else:
            assert isinstance(layer, GeneratedLayer)
            drawn = self._made.content(layer, self._size) if seen else None
            node = self._node(layer, seen, part=drawn, name=f"content:{layer.id}")
        node["clipped"] = above
        return [node]

    def _clipped(self, layer: AnyLayer, seen: bool) -> list[SceneLayer]:
        """A layer that only shows where its base does, as one that is laid over the base."""
        seen &= _is_seen(layer)
        if isinstance(layer, AdjustmentLayer):
            return [self._adjustment(layer, [layer], seen)]
        if isinstance(layer, GroupLayer) or layer.effects:
            bare = replace(layer, clipped=False, blend_mode="normal")
            group = self._node(layer, seen, layers=self.stack((bare,), over_nothing=True, seen=seen))
            return [{**group, "opacity": 255, "mask": None}]
        return self._laid(replace(layer, clipped=False), (), (), seen)

    def _styled(self, layer: AnyLayer, clipped: Layers) -> list[SceneLayer]:
        opacity = percent(layer.opacity)
        parts = self._made.styled(layer, clipped, body_with(layer, clipped, self._size), self._size)
        nodes = []
        for number, part in enumerate(parts):
            node = self._part(layer.id, part, f"style:{layer.id}:{number}")
            node["opacity"] = opacity * part.share // 255
            node["blend_mode"] = part.blend_mode or layer.blend_mode
            nodes.append(node)
        return nodes

    def _part(self, id: str, part: Part, name: str) -> SceneLayer:
        """A plane that Python has made, with its mask."""
        node = _node(id)
        self._lay(node, part, name, seen=True)
        if part.mask:
            self.found.planes[f"{name}:mask"] = part.mask
            node["mask"] = {
                "plane": f"{name}:mask",
                "matrix": _rows(part.matrix),
                "outside": 0,
                "density": 1.0,
                "linked": True,
            }
        return node

    def _node(
        self,
        layer: AnyLayer,
        seen: bool,
        *,
        kind: str = "",
        part: Part | None = None,
        name: str = "",
        operations: Operations = (),
        layers: list[SceneLayer] | None = None,
        clipped: list[SceneLayer] | None = None,
        passes_through: bool = False,
    ) -> SceneLayer:
        node = _node(layer.id)
        node["visible"] = seen
        node["opacity"] = percent(layer.opacity * layer.fill_opacity / 100.0)
        node["blend_mode"] = layer.blend_mode
        node["passes_through"] = passes_through
        node["clipped"] = clipped or []
        if kind == "adjustment":
            node["kind"] = "adjustment"
        if layers is not None:
            node["kind"], node["layers"] = "group", layers
        node["mask"] = self._mask(layer, seen)
        if part:
            self._lay(node, part, name, seen)
        if operations:
            node["table"] = 0  # numbered by whoever sends it
            self.found.tables[layer.id] = operations
        return node

    def _lay(self, node: SceneLayer, part: Part, name: str, seen: bool) -> None:
        (self.found.planes if seen else self.found.unseen)[name] = part.plane
        node["plane"], node["matrix"] = name, _rows(part.matrix)

    def _mask(self, layer: AnyLayer, seen: bool) -> SceneMask | None:
        mask = layer.mask
        if mask is None or not mask.enabled:
            return None
        matrix, plane, outside = mask.matrix, mask.plane, mask.outside
        if mask.feather or not is_integer_translation(matrix):
            if not seen:
                return None
            plane, matrix = self._made.mask(layer, self._size), IDENTITY
        name = f"mask:{layer.id}"
        (self.found.planes if seen else self.found.unseen)[name] = plane
        return {
            "plane": name,
            "matrix": _rows(matrix),
            "outside": outside,
            "density": mask.density / 100.0,
            "linked": mask.linked,
        }


def _node(id: str) -> SceneLayer:
    return {
        "id": id,
        "kind": "pixels",
        "visible": True,
        "opacity": 255,
        "blend_mode": "normal",
        "mask": None,
        "table": None,
        "plane": None,
        "matrix": _rows(IDENTITY),
        "resampling": "bicubic",
        "painted_first": False,
        "passes_through": False,
        "layers": [],
        "clipped": [],
    }


def _rows(matrix: Matrix) -> list[float]:
    return [entry for row in matrix for entry in row]


def _is_seen(layer: AnyLayer) -> bool:
    return layer.visible and layer.opacity != 0.0


def _filters_below(layer: AnyLayer) -> bool:
    """Whether a layer is a filter on what lies below it, or a group that lets one through."""
    if not _is_seen(layer):
        return False
    if isinstance(layer, AdjustmentLayer):
        return isinstance(layer.operation, AreaOperation)
    if isinstance(layer, GroupLayer) and passes_through(layer, ()):
        return any(_filters_below(each) for each, _ in entries(layer.layers))
    return False
