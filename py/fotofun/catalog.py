"""Views of the registry: what controls, palette, help and scripts need to know of every operation."""

import inspect

import fotofun.operations  # noqa: F401  # registers them
from fotofun.errors import UnknownOperation
from fotofun.operation import REGISTRY, Choice, Operation, Parameter, Range, Toggle
from fotofun.protocol import OperationInfo, ParameterInfo


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


def describe(each: type[Operation]) -> OperationInfo:
    """One operation; its description is the first line of its docstring."""
    return {
        "name": each.name,
        "label": each.label,
        "description": (inspect.getdoc(each) or "").partition("\n")[0],
        "family": each.family,
        "menu": each.menu,
        "feature": "ai" if each.family == "inference" else "core",
        "keywords": list(each.keywords),
        "shortcut": each.shortcut,
        "parameters": [describe_parameter(parameter) for parameter in each.parameters],
    }


def describe_parameter(parameter: Parameter) -> ParameterInfo:
    """One parameter, as the kind of control that sets it."""
    control, name, default = parameter.control, parameter.name, parameter.default
    label = control.label or name.replace("_", " ").capitalize()
    match control:
        case Range():
            low, high = control.ui or (control.minimum, control.maximum)
            return {
                "kind": "slider",
                "name": name,
                "label": label,
                "description": control.description,
                "unit": control.unit,
                "minimum": control.minimum,
                "maximum": control.maximum,
                "ui_minimum": low,
                "ui_maximum": high,
                "step": control.step,
                "default": float(default),
            }
        case Choice():
            return {
                "kind": "choice",
                "name": name,
                "label": label,
                "description": control.description,
                "options": [{"value": value, "label": text} for value, text in control.options.items()],
                "default": str(default),
            }
        case Toggle():
            return {
                "kind": "toggle",
                "name": name,
                "label": label,
                "description": control.description,
                "default": bool(default),
            }
