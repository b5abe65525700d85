"""The page's TypeScript types, generated from the TypedDicts of `fotofun.protocol`."""

import inspect
import textwrap
from collections.abc import Mapping
from types import ModuleType, NoneType, UnionType
from typing import Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

_SIMPLE = {
    bool: "boolean",
    float: "number",
    int: "number",
    str: "string",
    NoneType: "null",
    None: "null",
    object: "unknown",
}

_HEADER = "// Generated from {module} by `build.py build`; do not edit.\n"
_MAPS = (
    ("METHODS", "Methods", "The engine's methods."),
    ("INFERENCE_METHODS", "InferenceMethods", "The inference worker's methods."),
    ("SERVICE_METHODS", "ServiceMethods", "What the page does about the AI service."),
)
_EVENT_MAPS = (
    ("EVENTS", "Events", "The engine's events."),
    ("INFERENCE_EVENTS", "InferenceEvents", "The inference worker's events."),
)


class Generator:
    """Writes the types of one module, in the order of their definition."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        members = {name: value for name, value in vars(module).items() if not name.startswith("_")}
        self.records = {name: value for name, value in members.items() if self._is_own_record(value)}
        self.aliases = {name: value for name, value in members.items() if isinstance(value, UnionType)}

    def module_text(self) -> str:
        """The whole TypeScript module."""
        parts = [_HEADER.format(module=self.module.__name__)]
        for name, value in vars(self.module).items():
            if name in self.records:
                parts.append(self._record(name, value))
            elif name in self.aliases:
                parts.append(f"export type {name} = {self._union(get_args(value))};\n")
        parts += [self._methods(*entry) for entry in _MAPS if hasattr(self.module, entry[0])]
        parts += [self._events(*entry) for entry in _EVENT_MAPS if hasattr(self.module, entry[0])]
        return "\n".join(parts)

    def type_text(self, annotation: object) -> str:
        """One Python annotation as a TypeScript type; raises TypeError for what JSON cannot carry."""
        for name, alias in self.aliases.items():
            if annotation == alias:
                return name
        origin, arguments = get_origin(annotation), get_args(annotation)
        if isinstance(annotation, type | NoneType) and annotation in _SIMPLE:
            return _SIMPLE[annotation]
        if is_typeddict(annotation):
            return str(getattr(annotation, "__name__"))  # noqa: B009 - object has no such attribute for mypy
        if origin is Literal:
            return " | ".join(_literal(value) for value in arguments)
        if origin in (UnionType, Union):
            return self._union(arguments)
        if origin is list:
            item = self.type_text(arguments[0])
            return f"({item})[]" if " | " in item else f"{item}[]"
        if origin is dict and arguments[0] is str:
            return f"Record<string, {self.type_text(arguments[1])}>"
        raise TypeError(f"{annotation!r} has no TypeScript type here")

    def _is_own_record(self, value: object) -> bool:
        home = f"{getattr(value, '__module__', '')}."
        return is_typeddict(value) and home.startswith(f"{self.module.__name__}.")

    def _union(self, members: tuple[object, ...]) -> str:
        return " | ".join(self.type_text(member) for member in members)

    def _record(self, name: str, record: type) -> str:
        hints = get_type_hints(record, include_extras=True)
        comment = _comment(inspect.getdoc(record))
        if not hints:
            return f"{comment}export type {name} = Record<string, never>;\n"
        lines = []
        for field, annotation in hints.items():
            optional = get_origin(annotation) is NotRequired
            kind = self.type_text(get_args(annotation)[0] if optional else annotation)
            lines.append(f"  {field}{'?' if optional else ''}: {kind};\n")
        return f"{comment}export interface {name} {{\n{''.join(lines)}}}\n"

    def _methods(self, variable: str, name: str, title: str) -> str:
        methods: Mapping[str, tuple[object, object]] = getattr(self.module, variable)
        lines = [
            f"  {method}: {{ params: {self.type_text(params)}; result: {self.type_text(result)} }};\n"
            for method, (params, result) in methods.items()
        ]
        return f"{_comment(title)}export interface {name} {{\n{''.join(lines)}}}\n"

    def _events(self, variable: str, name: str, title: str) -> str:
        events: Mapping[str, object] = getattr(self.module, variable)
        lines = [f"  {event}: {self.type_text(data)};\n" for event, data in events.items()]
        return f"{_comment(title)}export interface {name} {{\n{''.join(lines)}}}\n"


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else str(value)


def _comment(text: str | None) -> str:
    if not text:
        return ""
    if "\n" not in text:
        return f"/** {text} */\n"
    return "/**\n" + textwrap.indent(text, " * ", lambda line: True).replace(" * \n", " *\n") + "\n */\n"
