"""Any legal parameters of any operation, and values that are not legal, for property tests."""

import math
from typing import Any

from hypothesis import strategies as st

from fotofun.errors import InvalidParameter
from fotofun.operation import (
    Choice,
    Colour,
    Control,
    Curve,
    File,
    Gradient,
    Operation,
    Points,
    Position,
    Range,
    Rectangle,
    Text,
    Toggle,
)
from tests.operations.files import files

PLACE = st.floats(-60, 120)  # around the pictures of tests, which are a few dozen pixels wide
LEVEL = st.floats(0, 255)


COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}") | st.integers(0, 0xFFFFFFFF).map(
    lambda number: f"#{number:08x}"
)


def values(control: Control) -> st.SearchStrategy[Any]:
    """Any legal value of one parameter; places lie in or near a picture of a few dozen pixels."""
    match control:
        case Range(whole=True):
            return st.integers(math.ceil(control.minimum), math.floor(control.maximum))
        case Range():
            return st.floats(control.minimum, control.maximum)
        case Choice():
            return st.sampled_from(list(control.options))
        case Toggle():
            return st.booleans()
        case Colour():
            return COLOUR
        case Text():
            return st.text(max_size=min(control.longest, 20))
        case File():
            return st.sampled_from(files(control))
        case Position(unit="%"):
            return st.tuples(st.floats(-20, 120), st.floats(-20, 120))
        case Position():
            return st.tuples(PLACE, PLACE)
        case Rectangle():
            return st.tuples(PLACE, PLACE, st.floats(0, 90), st.floats(0, 90))
        case Points():
            point = st.tuples(PLACE, PLACE, st.floats(0, 1)) if control.pressure else st.tuples(PLACE, PLACE)
            most = max(control.least, min(control.most, 8))
            return st.lists(point, min_size=control.least, max_size=most).map(tuple)
        case Curve():
            inputs = st.lists(LEVEL, min_size=2, max_size=8, unique=True).map(sorted)
            outputs = st.lists(LEVEL, min_size=8, max_size=8)
            return st.tuples(inputs, outputs).map(lambda pair: tuple(zip(*pair, strict=False)))
        case Gradient():
            places = st.lists(st.floats(0, 1), min_size=2, max_size=6).map(sorted)
            colours = st.lists(COLOUR, min_size=6, max_size=6)
            return st.tuples(places, colours).map(lambda pair: tuple(zip(*pair, strict=False)))
    raise TypeError(f"no strategy for {type(control).__name__}")


def illegal(control: Control) -> list[object]:
    """Values that the parameter must refuse."""
    wrong: list[object] = [None, float("nan"), {"no": "such"}]
    match control:
        case Range():
            wrong += ["1", [], True, control.maximum + 1, control.minimum - 1]
            wrong += [control.minimum + 0.5] if control.whole else []
        case Choice() | Toggle() | Colour() | File():
            wrong += ["no such value", [], 1]
        case Text():
            wrong += ["x" * (control.longest + 1), [], 1]
        case Points():
            wrong += ["no such value", [[1.0]], [[1.0, float("inf"), 0.5]], [[0.0, 0.0, 2.0, 1.0]]]
        case _:
            wrong += ["no such value", [], [1], [[0, 0], [1]]]
    return wrong


def legal(each: type[Operation]) -> st.SearchStrategy[dict[str, Any]]:
    """Any legal parameters of an operation, some left at their defaults."""

    def fit(params: dict[str, Any]) -> bool:
        try:
            each.create(params)
        except InvalidParameter:  # legal one by one, but not together
            return False
        return True

    optional = {parameter.name: values(parameter.control) for parameter in each.parameters}
    drawn: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({}, optional=optional)
    return drawn.filter(fit)
