"""What an operation is: typed parameters, and families that promise what the engine may do with it.

A file in `operations/<menu>/` defines one operation; its name is the file's. The annotated dataclass is the
only source of its controls, schema, flags, recipe and help.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Literal,
    Self,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from fotofun.errors import InvalidParameter
from fotofun.protocol import ParameterValue
from fotofun.raster import Colours, Mask, Pixels

if TYPE_CHECKING:
    from fotofun.inference.runner import ModelRunner


@dataclass(frozen=True)
class Range:
    """A number's legal range, and how a slider shows it: own range, step, unit."""

    minimum: float
    maximum: float
    ui: tuple[float, float] | None = None
    step: float = 1.0
    unit: str = ""
    label: str = ""
    description: str = ""


@dataclass(frozen=True)
class Choice:
    """Named options: value -> label."""

    options: dict[str, str]
    label: str = ""
    description: str = ""


@dataclass(frozen=True)
class Toggle:
    """On or off."""

    label: str = ""
    description: str = ""


Control = Range | Choice | Toggle


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation: its name, default and control."""

    name: str
    default: ParameterValue
    control: Control

    def check(self, value: object, operation: str) -> ParameterValue:
        """The value in the parameter's own type; InvalidParameter if it is not legal."""
        match self.control:
            case Range(minimum=low, maximum=high):
                if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
                    raise InvalidParameter(
                        f"{self.name} of {operation} was {value!r}.",
                        advice=f"Give a number from {low:g} to {high:g}.",
                    )
                return float(value)
            case Choice(options=options):
                if not isinstance(value, str) or value not in options:
                    names = ", ".join(options)
                    raise InvalidParameter(
                        f"{self.name} of {operation} was {value!r}.", advice=f"Choose one of {names}."
                    )
                return value
            case Toggle():
                if not isinstance(value, bool):
                    raise InvalidParameter(
                        f"{self.name} of {operation} was {value!r}.", advice="Give true or false."
                    )
                return value


class Operation:
    """One edit: a small, typed, serialisable object. Subclass a family, not this class."""

    name: ClassVar[str]
    label: ClassVar[str]
    menu: ClassVar[str]
    position: ClassVar[int]
    keywords: ClassVar[tuple[str, ...]]
    shortcut: ClassVar[str | None]
    parameters: ClassVar[tuple[Parameter, ...]]
    family: ClassVar[Literal["point", "mask", "inference"]]

    @classmethod
    def create(cls, params: dict[str, Any]) -> Self:
        """The operation with these parameters, the others at default; InvalidParameter if one is illegal."""
        known = {parameter.name: parameter for parameter in cls.parameters}
        unknown = set(params) - set(known)
        if unknown:
            names = ", ".join(known) or "none"
            raise InvalidParameter(
                f"{cls.name} has no parameter {', '.join(sorted(unknown))}.", advice=f"It has: {names}."
            )
        return cls(**{name: known[name].check(value, cls.name) for name, value in params.items()})

    def values(self) -> dict[str, ParameterValue]:
        """Its parameters as JSON values."""
        return {parameter.name: getattr(self, parameter.name) for parameter in self.parameters}

    def is_neutral(self) -> bool:
        """Whether every parameter is at its default."""
        return all(getattr(self, parameter.name) == parameter.default for parameter in self.parameters)


class PointOperation(Operation, ABC):
    """Colour in, colour out; the position does not matter. Consecutive ones fuse into one table.

    `separable`: each channel's result depends on that channel alone. `linear`: the result is a matrix times
    the colour. At default a point operation changes nothing. Values may lie outside 0..1: the picture is
    clipped once, at the end.
    """

    family = "point"
    separable: ClassVar[bool] = False
    linear: ClassVar[bool] = False

    @abstractmethod
    def transform(self, rgb: Colours) -> Colours:
        """The colours after the operation; rgb is (..., 3) float64, sRGB-encoded."""


class MaskOperation(Operation, ABC):
    """Changes a layer's mask; the layer's pixels stay as they are."""

    family = "mask"

    @abstractmethod
    def transform(self, mask: Mask, enabled: bool) -> tuple[Mask | None, bool]:
        """The new mask ((H, W) uint8, or None for no mask) and whether it is in force."""


@dataclass(frozen=True)
class Outcome:
    """What a model made: a mask for the layer, and a sentence that says what ran where."""

    mask: Mask
    message: str


class InferenceOperation(Operation, ABC):
    """A task of a model; takes its time, can be cancelled, runs on this machine or on a chosen service."""

    family = "inference"

    @abstractmethod
    async def run(self, pixels: Pixels, models: "ModelRunner") -> Outcome:
        """Runs the task on a layer's pixels, (H, W, 4) uint8; raises InferenceError or Cancelled."""


REGISTRY: dict[str, type[Operation]] = {}
_Class = TypeVar("_Class", bound=type[Operation])


@dataclass_transform(frozen_default=True)
def operation(
    *, label: str, position: int, keywords: tuple[str, ...] = (), shortcut: str | None = None
) -> Callable[[_Class], _Class]:
    """Makes a class an operation: builds its frozen dataclass, then registers it under its file's name.

    `position` places it in its menu; adjustments are also applied in this order, first the lowest.
    """

    def register(cls: _Class) -> _Class:
        made: Any = dataclass(frozen=True, slots=True)(cls)
        *_, made.menu, made.name = cls.__module__.split(".")
        made.label, made.position, made.keywords, made.shortcut = (label, position, keywords, shortcut)
        hints = get_type_hints(cls, include_extras=True)
        made.parameters = tuple(
            _parameter(field.name, field.default, hints[field.name]) for field in fields(made)
        )
        REGISTRY[made.name] = made
        return made  # type: ignore[no-any-return]

    return register


def _parameter(name: str, default: Any, hint: Any) -> Parameter:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name} needs Annotated[type, Range | Choice | Toggle]")
    control = get_args(hint)[1]
    return Parameter(name, default, control)
