"""What holds for every operation; a new one is covered without an edit here."""

import inspect
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fotofun.catalog import describe, find
from fotofun.errors import CommandError, InvalidParameter, UnknownOperation
from fotofun.operation import (
    REGISTRY,
    AreaOperation,
    AutoOperation,
    EffectOperation,
    GeneratorOperation,
    GeometryOperation,
    MaskOperation,
    Operation,
    PaintOperation,
    PointOperation,
    SelectOperation,
    Tile,
)
from fotofun.raster import Box, Pixels
from tests.operations.canvas import SmallCanvas, picture
from tests.operations.legal import illegal, legal

ALL = sorted(REGISTRY.values(), key=lambda each: each.name)
METHODS = {
    "point": "transform",
    "auto": "resolve",
    "area": "filter",
    "geometry": "map",
    "generator": "draw",
    "paint": "paint",
    "select": "select",
    "mask": "transform",
    "effect": "draw",
    "document": "edit",
    "inference": "run",
}
SLOW = settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])


def each_of(family: type) -> pytest.MarkDecorator:
    """Runs a test for every operation of a family."""
    found = [each for each in ALL if issubclass(each, family)]
    return pytest.mark.parametrize("each", found, ids=lambda each: each.name)


def draw_operation(each: Any, data: st.DataObject) -> Any:
    return each.create(data.draw(legal(each)))


def draw_picture(data: st.DataObject) -> Pixels:
    width, height = data.draw(st.tuples(st.integers(1, 40), st.integers(1, 40)))
    return picture(width, height, data.draw(st.integers(0, 1000)))


@each_of(Operation)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_survives_json(each: type[Operation], data: st.DataObject) -> None:
    made = draw_operation(each, data)
    again = find(each.name).create(json.loads(json.dumps(made.values())))
    assert again == made
    assert hash(again) == hash(made)


@each_of(Operation)
def test_refuses_what_is_not_legal(each: type[Operation]) -> None:
    with pytest.raises(InvalidParameter, match="no parameter"):
        each.create({"no_such_parameter": 1})
    for parameter in each.parameters:
        for value in illegal(parameter.control):
            with pytest.raises(InvalidParameter):
                each.create({parameter.name: value})


@each_of(Operation)
def test_is_documented(each: type[Operation]) -> None:
    info = describe(each)
    assert info["description"].endswith(".") and len(info["description"]) > 15
    assert info["label"] and info["keywords"]
    assert inspect.getmodule(each).__name__.endswith(f"{info['menu']}.{info['name']}")  # type: ignore[union-attr]
    assert inspect.getdoc(getattr(each, METHODS[each.family]))
    for parameter in each.parameters:
        assert parameter.control.info(parameter.name, parameter.default)["label"]


@each_of(PointOperation)
def test_a_layers_own_setting_changes_nothing_at_default(each: type[PointOperation]) -> None:
    if each.setting:
        colours = np.linspace(-0.5, 2.0, 300).reshape(-1, 3)
        np.testing.assert_allclose(each().transform(colours), colours, atol=3e-8)


@each_of(PointOperation)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_point_operation_is_what_it_promises(each: type[PointOperation], data: st.DataObject) -> None:
    made: PointOperation = draw_operation(each, data)
    rng = np.random.default_rng(data.draw(st.integers(0, 1000)))
    colours = rng.uniform(-0.5, 1.5, (40, 3))
    result = made.transform(colours)
    assert result.shape == colours.shape and np.isfinite(result).all()
    shuffled = rng.permutation(40)
    np.testing.assert_array_equal(made.transform(colours[shuffled]), result[shuffled])
    if made.linear:
        np.testing.assert_allclose(
            made.transform(2.0 * colours - 0.5),
            2.0 * result - made.transform(np.full_like(colours, 0.5)),
            atol=1e-9,
        )
    if made.separable:
        other = colours.copy()
        other[:, 1:] = rng.uniform(-0.5, 1.5, (40, 2))
        np.testing.assert_array_equal(made.transform(other)[:, 0], result[:, 0])


@each_of(MaskOperation)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_mask_operation_keeps_shape_and_input(each: type[MaskOperation], data: st.DataObject) -> None:
    made: MaskOperation = draw_operation(each, data)
    height, width = data.draw(st.tuples(st.integers(1, 40), st.integers(1, 40)))
    mask = np.random.default_rng(7).integers(0, 256, (height, width), dtype=np.uint8)
    before = mask.copy()
    result, enabled = made.transform(mask, True)
    np.testing.assert_array_equal(mask, before)
    assert isinstance(enabled, bool)
    if result is not None:
        assert result.shape == mask.shape and result.dtype == np.uint8


@each_of(AutoOperation)
@SLOW
@given(data=st.data())
def test_auto_operation_becomes_a_registered_point_operation(
    each: type[AutoOperation], data: st.DataObject
) -> None:
    made: AutoOperation = draw_operation(each, data)
    pixels = draw_picture(data)
    resolved = made.resolve(pixels)
    assert isinstance(resolved, PointOperation)
    assert find(resolved.name).create(json.loads(json.dumps(resolved.values()))) == resolved
    hidden = pixels.copy()
    hidden[pixels[..., 3] == 0, :3] ^= 255
    assert made.resolve(hidden) == resolved


def tiled(made: AreaOperation, pixels: Pixels, step: int) -> Pixels:
    """The result made tile by tile, each tile with its margin."""
    height, width = pixels.shape[:2]
    margin, out = made.margin((width, height)), np.empty_like(pixels)
    prepared = made.prepare(pixels)
    for top in range(0, height, step):
        for left in range(0, width, step):
            box = Box(left, top, left + step, top + step).intersect(Box.of((width, height)))
            seen = box.grow(margin).intersect(Box.of((width, height)))
            part = made.filter(pixels[seen.slices], Tile(seen.left, seen.top, (width, height), prepared))
            out[box.slices] = part[box.shift(-seen.left, -seen.top).slices]
    return out


@each_of(AreaOperation)
@SLOW
@given(data=st.data())
def test_area_operation_is_what_it_promises(each: type[AreaOperation], data: st.DataObject) -> None:
    made: AreaOperation = draw_operation(each, data)
    pixels = draw_picture(data)
    pixels.flags.writeable = False
    size = pixels.shape[1], pixels.shape[0]
    whole = made.filter(pixels, Tile(0, 0, size, made.prepare(pixels)))
    assert whole.shape == pixels.shape and whole.dtype == np.uint8
    if not made.filters_alpha:
        np.testing.assert_array_equal(whole[..., 3], pixels[..., 3])
    np.testing.assert_array_equal(tiled(made, pixels, data.draw(st.integers(5, 25))), whole)


@each_of(GeometryOperation)
@SLOW
@given(data=st.data())
def test_geometry_operation_maps_to_a_picture(each: type[GeometryOperation], data: st.DataObject) -> None:
    canvas = SmallCanvas(draw_picture(data))
    try:
        mapping = draw_operation(each, data).map(canvas)
    except CommandError:
        return
    assert np.isfinite(np.array(mapping.matrix)).all()
    assert min(mapping.size) >= 1


@each_of(GeneratorOperation)
@SLOW
@given(data=st.data())
def test_generator_operation_draws_any_part(each: type[GeneratorOperation], data: st.DataObject) -> None:
    made: GeneratorOperation = draw_operation(each, data)
    size = data.draw(st.tuples(st.integers(2, 40), st.integers(2, 40)))
    whole = made.draw(size, Box.of(size))
    assert whole.shape == (size[1], size[0], 4) and whole.dtype == np.uint8
    left, top = data.draw(st.tuples(st.integers(0, size[0] - 1), st.integers(0, size[1] - 1)))
    part = Box(left, top, data.draw(st.integers(left + 1, size[0])), data.draw(st.integers(top + 1, size[1])))
    np.testing.assert_array_equal(made.draw(size, part), whole[part.slices])
    inside = np.zeros(whole.shape[:2], bool)
    inside[made.bounds(size).intersect(Box.of(size)).slices] = True
    assert not whole[~inside, 3].any()


@each_of(PaintOperation)
@SLOW
@given(data=st.data())
def test_paint_operation_keeps_shape_and_input(each: type[PaintOperation], data: st.DataObject) -> None:
    made: PaintOperation = draw_operation(each, data)
    canvas = SmallCanvas.of(*data.draw(st.tuples(st.integers(1, 40), st.integers(1, 40))), selected=True)
    try:
        box = made.bounds(canvas).intersect(Box.of(canvas.size))
        if not box.is_empty:
            painted = made.paint(canvas, box)
            assert painted.shape == (*box.size[::-1], 4) and painted.dtype == np.uint8
    except CommandError:
        return


@each_of(SelectOperation)
@SLOW
@given(data=st.data())
def test_select_operation_makes_a_mask(each: type[SelectOperation], data: st.DataObject) -> None:
    made: SelectOperation = draw_operation(each, data)
    size = data.draw(st.tuples(st.integers(1, 40), st.integers(1, 40)))
    canvas = SmallCanvas.of(*size, selected=data.draw(st.booleans()))
    try:
        mask = made.select(canvas)
    except CommandError:
        return
    if mask is not None:
        assert mask.shape == canvas.pixels.shape[:2] and mask.dtype == np.uint8


@each_of(EffectOperation)
@SLOW
@given(data=st.data())
def test_effect_operation_draws_in_the_layers_shape(each: type[EffectOperation], data: st.DataObject) -> None:
    made: EffectOperation = draw_operation(each, data)
    pixels = draw_picture(data)
    drawn = made.draw(pixels[..., 3].copy(), pixels, (0, 0), Box.of((pixels.shape[1], pixels.shape[0])))
    assert drawn.shape == pixels.shape and drawn.dtype == np.uint8
    assert made.margin() >= 0


def test_unknown_operation_is_named() -> None:
    with pytest.raises(UnknownOperation, match="no_such"):
        find("no_such")
