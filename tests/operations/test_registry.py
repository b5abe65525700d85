"""What holds for every operation; a new one is covered without an edit here."""

import inspect
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotofun.catalog import describe, find
from fotofun.errors import InvalidParameter, UnknownOperation
from fotofun.operation import REGISTRY, Choice, MaskOperation, Operation, PointOperation, Range

ALL = sorted(REGISTRY.values(), key=lambda each: each.name)
POINT = [each for each in ALL if issubclass(each, PointOperation)]
MASK = [each for each in ALL if issubclass(each, MaskOperation)]


def legal(each: type[Operation]) -> st.SearchStrategy[dict[str, Any]]:
    """Any legal parameters of an operation."""

    def values(control: object) -> st.SearchStrategy[Any]:
        if isinstance(control, Range):
            return st.floats(control.minimum, control.maximum)
        return st.sampled_from(list(control.options)) if isinstance(control, Choice) else st.booleans()

    return st.fixed_dictionaries({}, optional={p.name: values(p.control) for p in each.parameters})


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
@given(data=st.data())
def test_survives_json(each: type[Operation], data: st.DataObject) -> None:
    made = each.create(data.draw(legal(each)))
    again = find(each.name).create(json.loads(json.dumps(made.values())))
    assert again == made


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_refuses_what_is_not_legal(each: type[Operation]) -> None:
    with pytest.raises(InvalidParameter, match="no parameter"):
        each.create({"no_such_parameter": 1})
    for parameter in each.parameters:
        illegal: list[object] = [None, "no such value", [], float("nan")]
        if isinstance(parameter.control, Range):
            illegal += [parameter.control.maximum + 1, parameter.control.minimum - 1, True]
        for value in illegal:
            with pytest.raises(InvalidParameter):
                each.create({parameter.name: value})


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_is_documented(each: type[Operation]) -> None:
    info = describe(each)
    assert info["description"].endswith(".") and len(info["description"]) > 20
    assert info["label"] and info["keywords"]
    assert inspect.getmodule(each).__name__.endswith(f"{info['menu']}.{info['name']}")  # type: ignore[union-attr]
    method = each.run if hasattr(each, "run") else each.transform  # type: ignore[attr-defined]
    assert method.__doc__


@pytest.mark.parametrize("each", POINT, ids=lambda each: each.name)
def test_point_operation_changes_nothing_at_default(each: type[PointOperation]) -> None:
    colours = np.linspace(-0.5, 2.0, 300).reshape(-1, 3)
    np.testing.assert_allclose(each().transform(colours), colours, atol=3e-8)


@pytest.mark.parametrize("each", POINT, ids=lambda each: each.name)
@given(data=st.data())
def test_point_operation_is_what_it_promises(each: type[PointOperation], data: st.DataObject) -> None:
    made = each.create(data.draw(legal(each)))
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


@pytest.mark.parametrize("each", MASK, ids=lambda each: each.name)
@given(data=st.data())
def test_mask_operation_keeps_shape_and_input(each: type[MaskOperation], data: st.DataObject) -> None:
    made = each.create(data.draw(legal(each)))
    height, width = data.draw(st.tuples(st.integers(1, 40), st.integers(1, 40)))
    mask = np.random.default_rng(7).integers(0, 256, (height, width), dtype=np.uint8)
    before = mask.copy()
    result, enabled = made.transform(mask, True)
    np.testing.assert_array_equal(mask, before)
    assert isinstance(enabled, bool)
    if result is not None:
        assert result.shape == mask.shape and result.dtype == np.uint8


def test_unknown_operation_is_named() -> None:
    with pytest.raises(UnknownOperation, match="no_such"):
        find("no_such")
