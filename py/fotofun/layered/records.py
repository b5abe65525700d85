"""A layer's own properties as JSON, and back: all that OpenRaster itself has no words for."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_args

from fotofun.catalog import find
from fotofun.codecs import PIXEL_BUDGET
from fotofun.document.layer import (
    LOCKS,
    AdjustmentLayer,
    AnyLayer,
    GeneratedLayer,
    GroupLayer,
    LayerMask,
    PixelLayer,
)
from fotofun.errors import FotoFunError
from fotofun.imaging.matrices import bounds, invert
from fotofun.operation import (
    AreaOperation,
    EffectOperation,
    GeneratorOperation,
    Matrix,
    Operation,
    PointOperation,
    Resampling,
)
from fotofun.raster import Mask, Pixels, Plane, Size
from fotofun.render.blend import BLEND_MODES

Record = dict[str, Any]
_Kind = TypeVar("_Kind", bound=Operation)
_MOST_FEATHER = 1000.0


class Unreadable(ValueError):
    """A record is damaged, or a newer FotoFun wrote it; the text says which operation it needs, if one."""


def record_of(
    layer: AnyLayer, save_pixels: Callable[[Pixels], str], save_mask: Callable[[Mask], str]
) -> Record:
    """A layer's properties, without the layers in a group; its planes are saved by the callers' functions."""
    record: Record = {
        "kind": layer.kind,
        "name": layer.name,
        "visible": layer.visible,
        "opacity": layer.opacity,
        "fill_opacity": layer.fill_opacity,
        "blend_mode": layer.blend_mode,
        "locks": sorted(layer.locks),
        "clipped": layer.clipped,
        "effects": [_operation_record(each) for each in layer.effects],
        "mask": None,
    }
    if layer.mask:
        mask = layer.mask
        record["mask"] = {
            "file": save_mask(mask.plane.data),
            "enabled": mask.enabled,
            "density": mask.density,
            "feather": mask.feather,
            "linked": mask.linked,
            "matrix": mask.matrix,
            "outside": mask.outside,
        }
    match layer:
        case PixelLayer():
            record["pixels"] = save_pixels(layer.pixels.data)
            record["matrix"], record["resampling"] = layer.matrix, layer.resampling
            record["adjustments"] = [_operation_record(each) for each in layer.adjustments]
        case AdjustmentLayer():
            record["operation"] = _operation_record(layer.operation)
        case GeneratedLayer():
            record["content"] = _operation_record(layer.content)
            record["size"], record["matrix"] = layer.size, layer.matrix
        case GroupLayer():
            record["isolated"] = layer.isolated
    return record


def layer_of(
    id: str, record: Record, load_pixels: Callable[[str], Pixels], load_mask: Callable[[str], Mask]
) -> AnyLayer:
    """The layer of a record, a group without its layers. Raises Unreadable, and what loading raises."""
    mode = _choice(record, "blend_mode", BLEND_MODES)
    common: dict[str, Any] = {
        "id": id,
        "name": _typed(record, "name", str),
        "visible": _typed(record, "visible", bool),
        "opacity": number(record, "opacity", 0.0, 100.0),
        "fill_opacity": number(record, "fill_opacity", 0.0, 100.0),
        "blend_mode": mode,
        "locks": frozenset(lock for lock in LOCKS if lock in _typed(record, "locks", list)),
        "clipped": _typed(record, "clipped", bool),
        "effects": _operations(record, "effects", EffectOperation),
    }
    kind = record.get("kind")
    if kind == "adjustment":
        operation = _operation(record.get("operation"), Operation)
        if not isinstance(operation, PointOperation | AreaOperation):
            raise Unreadable(operation.name)
        made: AnyLayer = AdjustmentLayer(**common, operation=operation)
    elif kind == "generated":
        content = _operation(record.get("content"), GeneratorOperation)  # type: ignore[type-abstract]
        size = _size(record)
        box = content.bounds(size)
        _within_reach(_matrix(record), box.size)
        made = GeneratedLayer(**common, content=content, size=size, matrix=_matrix(record))
    elif kind == "group":
        made = GroupLayer(**common, isolated=_typed(record, "isolated", bool))
    elif kind == "pixel":
        made = _pixel_layer(record, common, load_pixels)
    else:
        raise Unreadable
    table = record.get("mask")
    if table is None:
        return made
    return _with_mask(made, _typed(record, "mask", dict), load_mask)


def number(table: Mapping[str, Any], key: str, low: float, high: float) -> float:
    """A finite number within bounds; raises Unreadable."""
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise Unreadable
    return float(value)


def _pixel_layer(record: Record, common: dict[str, Any], load: Callable[[str], Pixels]) -> PixelLayer:
    matrix = _matrix(record)
    adjustments = _operations(record, "adjustments", PointOperation)  # type: ignore[type-abstract]
    resampling: Resampling = _choice(record, "resampling", get_args(Resampling))  # type: ignore[assignment]
    pixels = load(_typed(record, "pixels", str))
    height, width = pixels.shape[:2]
    _within_reach(matrix, (width, height))
    return PixelLayer(
        **common, pixels=Plane(pixels), matrix=matrix, resampling=resampling, adjustments=adjustments
    )


def _with_mask(layer: AnyLayer, table: Record, load: Callable[[str], Mask]) -> AnyLayer:
    mask = LayerMask(
        Plane(load(_typed(table, "file", str))),
        _typed(table, "enabled", bool),
        number(table, "density", 0.0, 100.0),
        number(table, "feather", 0.0, _MOST_FEATHER),
        _typed(table, "linked", bool),
        _matrix(table),
        int(number(table, "outside", 0, 255)),
    )
    return replace(layer, mask=mask)


def _operation_record(operation: Operation) -> Record:
    return {"operation": operation.name, "version": operation.version, "params": operation.values()}


def _operations(record: Record, key: str, kind: type[_Kind]) -> tuple[_Kind, ...]:
    return tuple(_operation(each, kind) for each in _typed(record, key, list))


def _operation(table: object, kind: type[_Kind]) -> _Kind:
    if not isinstance(table, dict):
        raise Unreadable
    name, version, params = table.get("operation"), table.get("version"), table.get("params")
    if not isinstance(name, str) or type(version) is not int or not isinstance(params, dict):
        raise Unreadable
    try:
        found = find(name)
        if version > found.version:
            raise Unreadable(name)
        made = found.create(found.migrate(params, version) if version < found.version else params)
    except (FotoFunError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(name) from error
    if not isinstance(made, kind):
        raise Unreadable(name)
    return made


def _matrix(table: Record) -> Matrix:
    rows = _typed(table, "matrix", list)
    try:
        (a, b, c), (d, e, f), (g, h, i) = ([float(each) for each in row] for row in rows)
        matrix = (a, b, c), (d, e, f), (g, h, i)
        invert(matrix)
    except (FotoFunError, TypeError, ValueError, OverflowError) as error:
        raise Unreadable from error
    if not all(math.isfinite(each) for row in matrix for each in row):
        raise Unreadable
    return matrix


def _within_reach(matrix: Matrix, size: Size) -> None:
    """Raises Unreadable where a layer would be laid over more pixels than can be held."""
    try:
        laid = bounds(matrix, size).size
    except (ArithmeticError, ValueError) as error:
        raise Unreadable from error
    if laid[0] * laid[1] > 4 * PIXEL_BUDGET:
        raise Unreadable


def _size(record: Record) -> Size:
    size = _typed(record, "size", list)
    if len(size) != 2 or any(type(each) is not int or each < 1 for each in size):
        raise Unreadable
    if size[0] * size[1] > PIXEL_BUDGET:
        raise Unreadable
    return size[0], size[1]


def _typed(table: Mapping[str, Any], key: str, kind: type) -> Any:
    value = table.get(key)
    if type(value) is not kind:
        raise Unreadable
    return value


def _choice(table: Mapping[str, Any], key: str, choices: Any) -> str:
    value = table.get(key)
    if not isinstance(value, str) or value not in choices:
        raise Unreadable
    return value
