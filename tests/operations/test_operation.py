"""What a class must be to become an operation."""

from typing import Annotated, Any

import pytest

from fotofun.operation import REGISTRY, EffectOperation, PointOperation, Range, StrokeOperation, operation
from fotofun.operation.parameter import Illegal

Amount = Annotated[float, Range(0, 1)]
POINT = [
    *("name", "label", "menu", "position", "keywords", "shortcut", "parameters", "family", "version"),
    *("check", "create", "migrate", "values", "scaled", "is_neutral"),
    *("separable", "linear", "rough", "setting", "transform"),
]


def made(base: type, name: str, hint: Any = Amount, default: Any = 0.5) -> None:
    members = {"__module__": "tests.filter.made", "__annotations__": {name: hint}, name: default}
    operation(label="Made", position=1)(type("Made", (base,), members))


@pytest.mark.parametrize("name", POINT)
def test_a_parameter_may_not_hide_what_every_operation_has(name: str) -> None:
    with pytest.raises(TypeError, match=f"{name} of Made hides what"):
        made(PointOperation, name)
    assert "made" not in REGISTRY


@pytest.mark.parametrize("name", ["place", "margin", "draw"])
def test_nor_what_its_family_has(name: str) -> None:
    with pytest.raises(TypeError, match="hides what EffectOperation has"):
        made(EffectOperation, name)


@pytest.mark.parametrize(("base", "name"), [(EffectOperation, "opacity"), (StrokeOperation, "size")])
def test_it_may_be_what_its_family_asks_for(base: type, name: str) -> None:
    try:
        made(base, name)
        assert [each.name for each in REGISTRY["made"].parameters].count(name) == 1
    finally:
        REGISTRY.pop("made", None)


def test_a_parameter_has_a_kind_and_a_default_of_its_type() -> None:
    with pytest.raises(TypeError, match="needs Annotated"):
        made(PointOperation, "amount", float)
    with pytest.raises(Illegal, match="from 0 to 1"):
        made(PointOperation, "amount", Amount, 2.0)
    assert "made" not in REGISTRY
