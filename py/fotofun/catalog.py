"""Views of the registry: what controls, palette, help and scripts need to know of every operation."""

import inspect

import fotofun.operations  # noqa: F401  # registers them
from fotofun.errors import UnknownOperation
from fotofun.operation import REGISTRY, Operation
from fotofun.protocol import OperationInfo


def find(name: str) -> type[Operation]:
    """The operation of that name; UnknownOperation if there is none."""
    if name not in REGISTRY:
        raise UnknownOperation(
            f"There is no operation named {name!r}.", advice="The catalogue lists every operation's name."
        )
    return REGISTRY[name]


def catalog() -> list[OperationInfo]:
    """Every operation, menu by menu, in the order of its menu."""
    return [describe(each) for each in sorted(REGISTRY.values(), key=lambda each: (each.menu, each.position))]


def describe(kind: type[Operation]) -> OperationInfo:
    """One operation; its description is the first line of its docstring."""
    return {
        "name": kind.name,
        "label": kind.label,
        "description": (inspect.getdoc(kind) or "").partition("\n")[0],
        "family": kind.family,
        "menu": kind.menu,
        "setting": getattr(kind, "setting", False),
        "several": getattr(kind, "several", False),
        "feature": "ai" if kind.family == "inference" else "core",
        "task": getattr(kind, "task", ""),
        "keywords": list(kind.keywords),
        "shortcut": kind.shortcut,
        "parameters": [each.control.info(each.name, each.default) for each in kind.parameters],
    }
