"""What decides pixels comes out the same on every machine: only arithmetic that is rounded in one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import fotofun
from fotofun.exact import total

PACKAGE = Path(fotofun.__file__).parent
ROOMS = ("imaging", "operation", "operations", "render", "editing", "raster.py")

# Of NumPy and `math`: rounded as the library likes, or summed in the order that the machine likes.
LIBRARY = {
    *("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "pow", "power", "float_power", "cbrt"),
    *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "arctan2", "asin", "acos", "atan", "atan2"),
    *("sinh", "cosh", "tanh", "mean", "average", "std", "var", "dot", "matmul", "einsum", "inner", "random"),
}
# `sum` rounds floats differently from Python 3.12 on; these add whole numbers.
WHOLE = {"aperture.py", "line_mean.py", "glyf.py", "kerning.py", "raster.py", "scene.py", "sending.py"}


def found() -> Iterator[str]:
    for room in ROOMS:
        for file in [PACKAGE / room] if room.endswith(".py") else sorted((PACKAGE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                match node:
                    case ast.Attribute(value=ast.Name(id="np" | "math" as library), attr=name):
                        if name in LIBRARY:
                            yield f"{file.name}:{node.lineno} {library}.{name}"
                    case ast.Call(func=ast.Name(id="sum")) if file.name not in WHOLE:
                        yield f"{file.name}:{node.lineno} sum"
                    case ast.BinOp(op=ast.MatMult()):
                        yield f"{file.name}:{node.lineno} @"


def test_nothing_that_machines_round_differently() -> None:
    assert list(found()) == []


def test_totals_are_rounded_after_every_step() -> None:
    assert total([0.1] * 10) == 0.9999999999999999
    assert total([]) == 0.0
