"""What tools ask about places of the picture, and how often its values occur."""

from typing import Literal, NotRequired, TypedDict


class PickParams(TypedDict):
    """A place in pixels of the picture. `size`: the side of the square that is averaged, else 1.

    `all_layers`: of all that is seen (the default), or of the active layer alone.
    """

    x: float
    y: float
    size: NotRequired[int]
    all_layers: NotRequired[bool]


class PickInfo(TypedDict):
    """The colour "#rrggbbaa", or none outside the picture; `selected`: 0..255 of the pixel at the place."""

    colour: str | None
    selected: int


class BoundsParams(TypedDict):
    """A layer's id, or those of several; none for the active one."""

    layer: NotRequired[str]
    layers: NotRequired[list[str]]


class BoundsInfo(TypedDict):
    """Rectangles [x, y, width, height] in pixels of the picture, or none where there is nothing.

    `layer`: outside it the layer has no pixels; transforms are about its middle. `visible`: outside it the
    layer is fully transparent. `selection`: outside it nothing is selected.
    """

    layer: list[int] | None
    visible: list[int] | None
    selection: list[int] | None


class HistogramParams(TypedDict):
    """Of the active layer, if it has pixels of its own, or of all that is seen.

    `selected`: only what is selected counts, where anything is.
    """

    of: Literal["layer", "picture"]
    selected: NotRequired[bool]


class HistogramInfo(TypedDict):
    """How many pixels have each value, 256 counts a channel; of large pictures only a part is counted."""

    red: list[int]
    green: list[int]
    blue: list[int]
    luma: list[int]


class TextCarets(TypedDict):
    """Where the caret stands in a text layer: for each UTF-16 unit of its text, and for its end.

    Each is the side that reading comes from and the side it goes on to, as lines: x, y, x, y, and again.
    """

    carets: list[list[float]]
