"""Operations as they are written on a command line: `exposure --stops 0.5 sepia --amount 40`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, get_args

from fotofun.catalog import find
from fotofun.cli.reporting import UsageError
from fotofun.errors import InvalidParameter
from fotofun.operation import (
    REGISTRY,
    Choice,
    Colour,
    Curve,
    Gradient,
    Operation,
    Parameter,
    Points,
    Position,
    Range,
    Rectangle,
    Text,
    Toggle,
)
from fotofun.protocol import Target

HELP = {"--help", "-h"}
_TRUTH = dict.fromkeys(("true", "yes", "on", "1"), True) | dict.fromkeys(("false", "no", "off", "0"), False)
_HELP_ADVICE = "`fotofun operations` lists them all; `fotofun edit OPERATION --help` lists parameters."


@dataclass
class Call:
    """An operation of the command line with what was given to it."""

    kind: type[Operation]
    params: dict[str, Any] = field(default_factory=dict)
    target: Target | None = None
    layer: str | None = None


def calls(words: Sequence[str]) -> list[Call]:
    """The operations that words of a command line call, checked; raises UsageError."""
    found: list[Call] = []
    rest = iter(words)
    for word in rest:
        if word.startswith("-"):
            if not found:
                raise UsageError(f"{word} stands before any operation.", _HELP_ADVICE)
            _take(found[-1], word, rest)
        else:
            found.append(Call(kind_named(word)))
    for call in found:
        try:
            call.kind.create(call.params)
        except InvalidParameter as error:
            raise UsageError(error.what, error.advice) from None
    return found


def kind_named(word: str) -> type[Operation]:
    """The operation of that name, with `_` or `-`; raises UsageError."""
    name = word.replace("-", "_")
    if name in REGISTRY:
        return find(name)
    near = get_close_matches(name, list(REGISTRY), 3)
    raise UsageError(
        f"There is no operation named {word!r}.",
        f"Did you mean {' or '.join(near)}?" if near else _HELP_ADVICE,
    )


def flag(parameter: Parameter) -> str:
    """A parameter's flag."""
    dashed = parameter.name.replace("_", "-")
    return f"--{dashed}/--no-{dashed}" if isinstance(parameter.control, Toggle) else f"--{dashed}"


def _take(call: Call, word: str, rest: Iterator[str]) -> None:
    """Reads one flag, and its value if it takes one."""
    name, equals, value = word.lstrip("-").partition("=")
    name = name.replace("-", "_")
    own = {parameter.name: parameter for parameter in call.kind.parameters}
    negated = name.removeprefix("no_")
    if name not in own and negated in own and isinstance(own[negated].control, Toggle) and not equals:
        call.params[negated] = False
    elif name in own and isinstance(own[name].control, Toggle) and not equals:
        call.params[name] = True
    elif name in own:
        call.params[name] = _parsed(own[name], word, value if equals else _next(word, rest))
    elif name == "layer":
        call.layer = value if equals else _next(word, rest)
    elif name == "target":
        given = value if equals else _next(word, rest)
        if given not in get_args(Target):
            raise UsageError(f"The target was {given!r}.", f"Choose one of {', '.join(get_args(Target))}.")
        call.target = given  # type: ignore[assignment]
    else:
        near = get_close_matches(name, own, 1)
        known = f"Try: fotofun edit {call.kind.name} --help"
        advice = f"Did you mean {flag(own[near[0]])}?" if near else known
        raise UsageError(f"{call.kind.label} has no parameter {word.partition('=')[0]}.", advice)


def _next(word: str, rest: Iterator[str]) -> str:
    for value in rest:
        return value
    raise UsageError(f"{word} needs a value.")


def _parsed(parameter: Parameter, word: str, text: str) -> object:
    """A value from its text, by its kind: numbers, true or false, JSON for what has parts, else the text."""
    match parameter.control:
        case Range():
            try:
                return float(text)
            except ValueError:
                raise UsageError(f"{word} needs a number, not {text!r}.") from None
        case Toggle():
            if text.lower() not in _TRUTH:
                raise UsageError(f"{word} needs true or false, not {text!r}.")
            return _TRUTH[text.lower()]
        case Colour():
            return text if text.startswith("#") else f"#{text}"
        case Position() | Rectangle() | Points() | Curve() | Gradient():
            try:
                return json.loads(text if text.lstrip().startswith("[") else f"[{text}]")
            except (ValueError, RecursionError):
                raise UsageError(f"{word} needs JSON such as {_example(parameter)}, not {text!r}.") from None
        case _:
            return text


def takes(parameter: Parameter) -> str:
    """What a parameter's value looks like, in words: its range and unit, its options, an example."""
    match parameter.control:
        case Range() as control:
            whole = "whole number " if control.whole else ""
            unit = f" {control.unit}" if control.unit else ""
            return f"{whole}{control.minimum:g} to {control.maximum:g}{unit}"
        case Choice() as control:
            return ", ".join(control.options)
        case Toggle():
            return "on or off"
        case Colour():
            return 'colour such as "#3366cc" or "#3366cc80"'
        case Text():
            return "text"
        case Position() | Rectangle() | Points() | Curve() | Gradient():
            return f"JSON such as {_example(parameter)}"
        case _:
            return "data URL"


def _example(parameter: Parameter) -> str:
    match parameter.control:
        case Position() as control:
            return "[50, 50]" if control.unit == "%" else "[120, 80]"
        case Rectangle():
            return "[10, 20, 300, 200]"
        case Points(pressure=True):
            return "[[10, 20, 1], [30, 40, 0.5]]"
        case Points():
            return "[[10, 20], [30, 40]]"
        case Curve():
            return "[[0, 0], [128, 150], [255, 255]]"
        case _:
            return '[[0, "#000000"], [1, "#ffffff"]]'
