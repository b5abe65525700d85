"""Kinds of parameters: what is legal, how a value scales with the picture, what sets it on screen.

Values are immutable (numbers, strings, tuples); JSON's lists become tuples. Lengths and positions with the
unit "px" belong to the picture's own pixels and scale with it; "%" is of the picture's width or height.
"""

import math
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, cast

from fotofun.protocol import Dial, ParameterInfo, ParameterValue

_COLOUR = re.compile(r"#[0-9a-f]{6}([0-9a-f]{2})?")


class Illegal(ValueError):
    """A value is not legal; the text says what to give instead."""


@dataclass(frozen=True, kw_only=True)
class Control(ABC):
    """What every kind has: a label (the name in words if empty), help, and the heading it is shown under."""

    label: str = ""
    description: str = ""
    group: str = ""

    @abstractmethod
    def check(self, value: object) -> Any:
        """The value in the parameter's own type; raises Illegal."""

    def info(self, name: str, default: Any) -> ParameterInfo:
        """What the page needs to know to build the control."""
        common = {
            "kind": type(self).__name__.lower(),
            "name": name,
            "label": self.label or name.replace("_", " ").capitalize(),
            "description": self.description,
            "group": self.group,
            "default": to_json(default),
        }
        return cast(ParameterInfo, common | self.details())

    def details(self) -> dict[str, object]:
        """What only this kind has, for the page."""
        return {}

    def scaled(self, value: Any, x: float, y: float) -> Any:
        """The value for a picture x times as wide and y times as high."""
        return value


@dataclass(frozen=True)
class Range(Control):
    """A number's legal range, and how a slider shows it: own range, step, unit. `whole`: an integer.

    `dial`: an angle that is set on a circle: a `turn` is clockwise from upright, a `direction`
    counter-clockwise from the right.
    """

    minimum: float
    maximum: float
    ui: tuple[float, float] | None = None
    step: float = 1.0
    unit: str = ""
    whole: bool = False
    dial: Dial | None = None

    def check(self, value: object) -> float:
        """A float, or an int if `whole`."""
        number = _number(value)
        legal = number is not None and self.minimum <= number <= self.maximum
        if number is None or not legal or (self.whole and number != round(number)):
            raise Illegal(
                f"Give a {'whole number' if self.whole else 'number'} "
                f"from {self.minimum:g} to {self.maximum:g}."
            )
        return round(number) if self.whole else number

    def scaled(self, value: float, x: float, y: float) -> float:
        """Lengths in pixels scale by the geometric mean, and stay legal."""
        if self.unit != "px":
            return value
        length = min(max(value * math.sqrt(x * y), self.minimum), self.maximum)
        return round(length) if self.whole else length

    def details(self) -> dict[str, object]:
        """The legal range, and the slider's own."""
        low, high = self.ui or (self.minimum, self.maximum)
        details: dict[str, object] = {
            "kind": "slider",
            "unit": self.unit,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "ui_minimum": low,
            "ui_maximum": high,
            "step": self.step,
            "whole": self.whole,
        }
        return details | ({"dial": self.dial} if self.dial else {})


@dataclass(frozen=True)
class Choice(Control):
    """Named options: value -> label."""

    options: dict[str, str]

    def check(self, value: object) -> str:
        """One of the options' values."""
        if not isinstance(value, str) or value not in self.options:
            raise Illegal(f"Choose one of {', '.join(self.options)}.")
        return value

    def details(self) -> dict[str, object]:
        """The options."""
        return {"options": [{"value": value, "label": text} for value, text in self.options.items()]}


@dataclass(frozen=True)
class Toggle(Control):
    """On or off."""

    def check(self, value: object) -> bool:
        """True or false."""
        if not isinstance(value, bool):
            raise Illegal("Give true or false.")
        return value


@dataclass(frozen=True)
class Colour(Control):
    """A colour, "#rrggbb" or with opacity "#rrggbbaa", sRGB-encoded."""

    def check(self, value: object) -> str:
        """The colour in lower case."""
        if not isinstance(value, str) or not _COLOUR.fullmatch(value.lower()):
            raise Illegal('Give a colour such as "#3366cc", or "#3366cc80" with opacity.')
        return value.lower()


@dataclass(frozen=True)
class Text(Control):
    """Words of any script, up to `longest` characters."""

    longest: int = 10_000
    multiline: bool = False

    def check(self, value: object) -> str:
        """The text."""
        if not isinstance(value, str) or len(value) > self.longest:
            raise Illegal(f"Give a text of at most {self.longest} characters.")
        return value

    def details(self) -> dict[str, object]:
        """Whether it has lines."""
        return {"multiline": self.multiline}


@dataclass(frozen=True)
class File(Control):
    """A small file that travels in the operation as a data URL: a table, a pattern, a font; "" is none."""

    accept: tuple[str, ...]
    largest: int = 8 << 20

    def check(self, value: object) -> str:
        """The data URL."""
        if not isinstance(value, str) or (value and not value.startswith("data:")):
            raise Illegal('Give the file as a data URL ("data:…;base64,…"), or "" for none.')
        if len(value) > self.largest:
            raise Illegal(f"Give a file of at most {self.largest >> 20} MB.")
        return value

    def details(self) -> dict[str, object]:
        """What may be picked, and how large it may be."""
        return {"accept": list(self.accept), "largest": self.largest}


@dataclass(frozen=True)
class Position(Control):
    """A place (x, y) from the picture's top left corner: in "px", or in "%" of width and height."""

    unit: Literal["px", "%"] = "px"

    def check(self, value: object) -> tuple[float, float]:
        """A pair of floats."""
        return _numbers(value, 2, "Give a place as [x, y].")  # type: ignore[return-value]

    def scaled(self, value: tuple[float, float], x: float, y: float) -> tuple[float, float]:
        """Pixels scale with the picture."""
        return (value[0] * x, value[1] * y) if self.unit == "px" else value

    def details(self) -> dict[str, object]:
        """Pixels or percent."""
        return {"unit": self.unit}


@dataclass(frozen=True)
class Rectangle(Control):
    """(x, y, width, height) in pixels of the picture."""

    def check(self, value: object) -> tuple[float, float, float, float]:
        """Four floats; width and height are not negative."""
        box = _numbers(value, 4, "Give a rectangle as [x, y, width, height].")
        if box[2] < 0 or box[3] < 0:
            raise Illegal("Width and height of a rectangle cannot be negative.")
        return box  # type: ignore[return-value]

    def scaled(self, value: tuple[float, ...], x: float, y: float) -> tuple[float, ...]:
        """Scales with the picture."""
        return value[0] * x, value[1] * y, value[2] * x, value[3] * y


@dataclass(frozen=True)
class Points(Control):
    """Places in pixels: an outline, corners or a stroke; with `pressure` each is (x, y, 0..1)."""

    least: int = 0
    most: int = 100_000
    pressure: bool = False

    def check(self, value: object) -> tuple[tuple[float, ...], ...]:
        """A tuple of points."""
        advice = f"Give {self.least} to {self.most} points as [x, y{', pressure' if self.pressure else ''}]."
        if not isinstance(value, list | tuple) or not self.least <= len(value) <= self.most:
            raise Illegal(advice)
        points = tuple(_numbers(point, 3 if self.pressure else 2, advice) for point in value)
        if self.pressure and not all(0 <= point[2] <= 1 for point in points):
            raise Illegal("Give pressures from 0 to 1.")
        return points

    def scaled(self, value: Any, x: float, y: float) -> Any:
        """Scales with the picture; pressure stays."""
        return tuple((point[0] * x, point[1] * y, *point[2:]) for point in value)

    def details(self) -> dict[str, object]:
        """How many, and whether with pressure."""
        return {"least": self.least, "most": self.most, "pressure": self.pressure}


@dataclass(frozen=True)
class Curve(Control):
    """A tone curve through points (input, output), 0..255, input strictly rising."""

    def check(self, value: object) -> tuple[tuple[float, float], ...]:
        """2 to 256 pairs of floats."""
        advice = "Give 2 to 256 points as [input, output] from 0 to 255, with rising inputs."
        if not isinstance(value, list | tuple) or not 2 <= len(value) <= 256:
            raise Illegal(advice)
        points = tuple(_numbers(point, 2, advice) for point in value)
        rising = all(a[0] < b[0] for a, b in pairwise(points))
        if not rising or not all(0 <= number <= 255 for point in points for number in point):
            raise Illegal(advice)
        return points  # type: ignore[return-value]


@dataclass(frozen=True)
class Gradient(Control):
    """Colour stops (position 0..1, "#rrggbb" or "#rrggbbaa"), positions not falling."""

    def check(self, value: object) -> tuple[tuple[float, str], ...]:
        """2 to 64 stops."""
        advice = 'Give 2 to 64 stops as [position 0..1, "#rrggbbaa"], in rising order.'
        if not isinstance(value, list | tuple) or not 2 <= len(value) <= 64:
            raise Illegal(advice)
        stops = []
        for stop in value:
            position = _number(stop[0]) if isinstance(stop, list | tuple) and len(stop) == 2 else None
            if position is None:
                raise Illegal(advice)
            stops.append((position, Colour().check(stop[1])))
        positions = [position for position, _ in stops]
        if positions != sorted(positions) or not 0 <= positions[0] <= positions[-1] <= 1:
            raise Illegal(advice)
        return tuple(stops)


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation: its name, default and control."""

    name: str
    default: Any
    control: Control


def to_json(value: Any) -> ParameterValue:
    """A parameter's value as JSON carries it: tuples become lists."""
    return [to_json(each) for each in value] if isinstance(value, tuple) else value


def rgba(colour: str) -> tuple[int, int, int, int]:
    """The bytes of "#rrggbb" or "#rrggbbaa"; opaque where no opacity is given."""
    red, green, blue, *alpha = bytes.fromhex(colour[1:])
    return red, green, blue, alpha[0] if alpha else 255


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _numbers(value: object, count: int, advice: str) -> tuple[float, ...]:
    numbers = [_number(each) for each in value] if isinstance(value, list | tuple) else []
    found = tuple(number for number in numbers if number is not None)
    if len(numbers) != count or len(found) != count:
        raise Illegal(advice)
    return found
