"""What every operation has, and the register of them all."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from inspect import get_annotations
from typing import (
    Annotated,
    Any,
    ClassVar,
    Self,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from fotofun.errors import InvalidParameter
from fotofun.operation.parameter import Control, Illegal, Parameter, to_json
from fotofun.protocol import Family, ParameterValue


class Operation:
    """One edit: a small, typed, serialisable object. Subclass a family, not this class.

    `version` rises when the parameters of saved recipes change their meaning; `migrate` then reads old ones.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    menu: ClassVar[str]
    position: ClassVar[int]
    keywords: ClassVar[tuple[str, ...]]
    shortcut: ClassVar[str | None]
    parameters: ClassVar[tuple[Parameter, ...]]
    family: ClassVar[Family]
    version: ClassVar[int] = 1

    def __post_init__(self) -> None:
        """Brings every parameter into its own type; raises InvalidParameter."""
        for parameter in self.parameters:
            value = getattr(self, parameter.name)
            try:
                object.__setattr__(self, parameter.name, parameter.control.check(value))
            except Illegal as error:
                raise InvalidParameter(
                    f"{parameter.name} of {self.name} was {_shortened(value)}.", advice=str(error)
                ) from None
        self.check()

    def check(self) -> None:
        """Raises InvalidParameter where parameters that are each legal do not fit together."""

    @classmethod
    def create(cls, params: dict[str, Any]) -> Self:
        """The operation with these parameters, the others at default; InvalidParameter if one is illegal."""
        known = [parameter.name for parameter in cls.parameters]
        unknown = set(params) - set(known)
        if unknown:
            raise InvalidParameter(
                f"{cls.name} has no parameter {', '.join(sorted(unknown))}.",
                advice=f"It has: {', '.join(known) or 'none'}.",
            )
        return cls(**params)

    @classmethod
    def migrate(cls, params: dict[str, Any], version: int) -> dict[str, Any]:
        """The parameters that an older version wrote, as this version reads them."""
        return params

    def values(self) -> dict[str, ParameterValue]:
        """Its parameters as JSON values."""
        return {parameter.name: to_json(getattr(self, parameter.name)) for parameter in self.parameters}

    def scaled(self, x: float, y: float) -> Self:
        """The same edit for a picture x times as wide and y times as high: what is in pixels scales."""
        return type(self)(
            **{
                parameter.name: parameter.control.scaled(getattr(self, parameter.name), x, y)
                for parameter in self.parameters
            }
        )

    def is_neutral(self) -> bool:
        """Whether every parameter is at its default."""
        return all(getattr(self, parameter.name) == parameter.default for parameter in self.parameters)


REGISTRY: dict[str, type[Operation]] = {}
_Class = TypeVar("_Class", bound=type[Operation])


@dataclass_transform(frozen_default=True)
def operation(
    *, label: str, position: int, keywords: tuple[str, ...] = (), shortcut: str | None = None
) -> Callable[[_Class], _Class]:
    """Makes a class an operation: builds its frozen dataclass, then registers it under its file's name.

    `position` places it in its menu. TypeError where a parameter is none, or hides what operations have.
    """

    def register(cls: _Class) -> _Class:
        made: Any = dataclass(frozen=True, slots=True)(cls)
        for field in fields(made):
            _refuse_hiding(field.name, cls)
        *_, made.menu, made.name = cls.__module__.split(".")
        made.label, made.position, made.keywords, made.shortcut = (label, position, keywords, shortcut)
        hints = get_type_hints(cls, include_extras=True)
        made.parameters = tuple(
            _parameter(field.name, field.default, hints[field.name]) for field in fields(made)
        )
        REGISTRY[made.name] = made
        return made  # type: ignore[no-any-return]

    return register


def _refuse_hiding(name: str, cls: type) -> None:
    """A parameter may be what a base asks for or has as its own parameter, and must hide nothing else."""
    for base in cls.__mro__[1:]:
        declared = get_annotations(base).get(name)
        origin: Any = get_origin(declared)
        asked = declared is not None and origin is not ClassVar
        if not asked and (declared is not None or name in vars(base)):
            raise TypeError(f"{name} of {cls.__name__} hides what {base.__name__} has by that name")


def _parameter(name: str, default: Any, hint: Any) -> Parameter:
    if get_origin(hint) is not Annotated or not isinstance(get_args(hint)[1], Control):
        raise TypeError(f"{name} needs Annotated[type, a kind of parameter such as Range]")
    control = get_args(hint)[1]
    if control.check(default) != default:
        raise TypeError(f"the default of {name} is not in its own type")
    return Parameter(name, default, control)


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
