"""The catalogue: every operation, and what sets its parameters on screen."""

from typing import Literal, NotRequired, TypedDict

Dial = Literal["turn", "direction"]
"""An angle on a circle: clockwise from upright, or counter-clockwise from the right."""


class SliderInfo(TypedDict):
    """A number: legal range, the slider's own (narrower) range, step, unit and default.

    `dial`: an angle that is set on a circle: a `turn` is clockwise from upright, a `direction`
    counter-clockwise from the right.
    """

    kind: Literal["slider"]
    name: str
    label: str
    description: str
    group: str
    unit: str
    minimum: float
    maximum: float
    ui_minimum: float
    ui_maximum: float
    step: float
    whole: bool
    dial: NotRequired[Dial]
    default: float


class OptionInfo(TypedDict):
    """One option of a choice."""

    value: str
    label: str


class ChoiceInfo(TypedDict):
    """One of several named options."""

    kind: Literal["choice"]
    name: str
    label: str
    description: str
    group: str
    options: list[OptionInfo]
    default: str


class ToggleInfo(TypedDict):
    """On or off."""

    kind: Literal["toggle"]
    name: str
    label: str
    description: str
    group: str
    default: bool


class ColourInfo(TypedDict):
    """A colour: "#rrggbb", or "#rrggbbaa" with opacity."""

    kind: Literal["colour"]
    name: str
    label: str
    description: str
    group: str
    default: str


class TextInfo(TypedDict):
    """Words."""

    kind: Literal["text"]
    name: str
    label: str
    description: str
    group: str
    multiline: bool
    default: str


class FileInfo(TypedDict):
    """A small file as a data URL, or "" for none; `accept` is as in an HTML file input.

    `largest`: how many characters the data URL may have.
    """

    kind: Literal["file"]
    name: str
    label: str
    description: str
    group: str
    accept: list[str]
    largest: int
    default: str


class PositionInfo(TypedDict):
    """A place [x, y], in pixels or in percent of the picture's width and height."""

    kind: Literal["position"]
    name: str
    label: str
    description: str
    group: str
    unit: Literal["px", "%"]
    default: list[float]


class RectangleInfo(TypedDict):
    """A rectangle [x, y, width, height] in pixels."""

    kind: Literal["rectangle"]
    name: str
    label: str
    description: str
    group: str
    default: list[float]


class PointsInfo(TypedDict):
    """An outline or a stroke: [x, y] in pixels, or [x, y, pressure 0..1]."""

    kind: Literal["points"]
    name: str
    label: str
    description: str
    group: str
    least: int
    most: int
    pressure: bool
    default: list[list[float]]


class CurveInfo(TypedDict):
    """A tone curve through [input, output], 0..255."""

    kind: Literal["curve"]
    name: str
    label: str
    description: str
    group: str
    default: list[list[float]]


class GradientInfo(TypedDict):
    """Colour stops [position 0..1, "#rrggbbaa"]."""

    kind: Literal["gradient"]
    name: str
    label: str
    description: str
    group: str
    default: list[list[object]]


ParameterInfo = (
    SliderInfo
    | ChoiceInfo
    | ToggleInfo
    | ColourInfo
    | TextInfo
    | FileInfo
    | PositionInfo
    | RectangleInfo
    | PointsInfo
    | CurveInfo
    | GradientInfo
)
ParameterValue = float | str | bool | list[object]


Family = Literal[
    "point",
    "auto",
    "area",
    "geometry",
    "generator",
    "paint",
    "select",
    "mask",
    "effect",
    "document",
    "inference",
]
"""What an operation promises; see `fotofun.operation`."""


class OperationInfo(TypedDict):
    """One operation, with everything that controls, palette, help and scripts need.

    `setting`: a layer can keep it as one of its own live settings, a slider beside the picture. `several`:
    it can be done to several layers at once. `task`: the model's task without which it cannot be done, or
    nothing.
    """

    name: str
    label: str
    description: str
    family: Family
    menu: str
    setting: bool
    several: bool
    feature: Literal["core", "ai"]
    task: str
    keywords: list[str]
    shortcut: str | None
    parameters: list[ParameterInfo]
