"""Tables (TOML, JSON) read as dataclasses: every key known, every value of its type, or a clear sentence."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from fotofun.errors import InvalidManifest

T = TypeVar("T")


def read(cls: type[T], table: object, where: str) -> T:
    """`table` as the dataclass `cls`; `where` names it in errors, which are InvalidManifest."""
    if not isinstance(table, Mapping):
        raise _error(f"{where} must be a table, and is {table!r}.")
    hints = get_type_hints(cls)
    known = {field.name: field for field in fields(cast(Any, cls))}
    if unknown := sorted(set(table) - set(known)):
        raise _error(f"{where} has an unknown key: {', '.join(unknown)}.", f"Known are {', '.join(known)}.")
    required = {
        name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING
    }
    if missing := [name for name in known if name in required - set(table)]:
        raise _error(f"{where} lacks {', '.join(missing)}.")
    values = {name: _value(hints[name], value, f"{where}, {name}") for name, value in table.items()}
    try:
        return cls(**values)
    except ValueError as error:
        raise _error(f"{where}: {error}") from None


def _value(hint: Any, value: Any, where: str) -> Any:
    kind, arguments = get_origin(hint), get_args(hint)
    if kind is Literal:
        if value in arguments:
            return value
        raise _error(f"{where} is {value!r}.", f"It may be {', '.join(map(repr, arguments))}.")
    if kind in (Union, UnionType):
        return _first_fitting(arguments, value, where)
    if kind is tuple and isinstance(value, list | tuple):
        items = list(arguments[:1]) * len(value) if arguments[-1] is ... else list(arguments)
        if len(items) != len(value):
            raise _error(f"{where} has {len(value)} values, and needs {len(items)}.")
        return tuple(_value(item, each, where) for item, each in zip(items, value, strict=True))
    if kind is dict and isinstance(value, Mapping):
        return {
            _value(arguments[0], key, where): _value(arguments[1], each, where) for key, each in value.items()
        }
    if is_dataclass(hint):
        return read(cast(type[Any], hint), value, where)
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if hint is NoneType and value is None:
        return None
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise _error(f"{where} is {value!r}, and must be {_words(hint)}.")


def _first_fitting(hints: tuple[Any, ...], value: Any, where: str) -> Any:
    for hint in hints:
        if is_dataclass(hint) and isinstance(value, Mapping):
            # It can be nothing else, so what is wrong in it is what to tell.
            return read(cast(type[Any], hint), value, where)
    for hint in hints:
        try:
            return _value(hint, value, where)
        except InvalidManifest:
            continue
    raise _error(f"{where} is {value!r}, and must be {' or '.join(map(_words, hints))}.")


def _words(hint: Any) -> str:
    kind = get_origin(hint) or hint
    if kind is Literal:
        return " or ".join(map(repr, get_args(hint)))
    return {str: "text", int: "a whole number", float: "a number", tuple: "a list", dict: "a table"}.get(
        kind, str(kind)
    )


def _error(what: str, advice: str = "") -> InvalidManifest:
    return InvalidManifest(what, kept="The model is not used.", advice=advice)
