"""The open document, and recipes of what was done to it."""

from typing import Literal, NotRequired, TypedDict

from fotofun.protocol.catalogue import ParameterValue


class AppliedOperation(TypedDict):
    """An operation with its parameters, as a recipe or a layer keeps it."""

    operation: str
    params: dict[str, ParameterValue]


Target = Literal["pixels", "setting", "layer", "content", "mask", "selection"]
"""What an operation becomes: changed pixels, a live setting of the layer, a layer of its own, the new
content of the active adjustment, fill, text or shape layer; or a change of the layer's mask or of the
selection, which then are grey pictures."""


class Step(TypedDict):
    """One step of a recipe: an operation with its parameters and the version of their meaning.

    `target`: what it becomes where that is not its family's default; `layer`: the layer it is for where that
    is not the active one.
    """

    operation: str
    version: int
    params: dict[str, ParameterValue]
    target: NotRequired[Target]
    layer: NotRequired[str]


class Recipe(TypedDict):
    """What was done to a photo, to be done to others; see the schema that `fotofun recipe schema` prints.

    `size`: [width, height] of the photo it was recorded on; with `relative` lengths, what is in pixels scales
    with the photo it is used on.
    """

    fotofun: Literal["recipe"]
    version: int
    title: str
    description: str
    size: list[int] | None
    lengths: Literal["relative", "absolute"]
    steps: list[Step]


class MaskInfo(TypedDict):
    """A layer's mask; `density` in percent, `feather` in pixels; `revision` changes with its pixels."""

    enabled: bool
    density: float
    feather: float
    linked: bool
    revision: int


class PlacementInfo(TypedDict):
    """The size of the document that a fill, text or shape is drawn for, and how that lies in the present one.

    `matrix`: three rows of three numbers, from places of the former to places of the latter.
    """

    width: int
    height: int
    matrix: list[float]


class LayerInfo(TypedDict):
    """One layer, bottom to top in `DocumentInfo.layers`; opacities in percent.

    `adjustments`: a pixel layer's own; `content`: what an adjustment, fill, text or shape layer does or
    draws, and `placement` where the latter three lie; `layers`: what is in a group. `revision` changes with
    a pixel layer's pixels.
    """

    id: str
    name: str
    revision: int | None
    kind: Literal["pixel", "adjustment", "fill", "text", "shape", "group"]
    visible: bool
    opacity: float
    fill_opacity: float
    blend_mode: str
    locks: list[str]
    clipped: bool
    adjustments: list[AppliedOperation]
    effects: list[AppliedOperation]
    content: AppliedOperation | None
    placement: PlacementInfo | None
    layers: "list[LayerInfo]"
    isolated: bool
    mask: MaskInfo | None


class GuideInfo(TypedDict):
    """A line across the picture: at an x it is upright, at a y level; in pixels."""

    axis: Literal["x", "y"]
    at: float


class MarksInfo(TypedDict):
    """What is over a picture and no part of it: guides, and places, [x, y], whose colours are watched."""

    guides: list[GuideInfo]
    samplers: list[list[float]]


class DocumentInfo(TypedDict):
    """An open document: size, layers, and where it stands in its history.

    `id` tells it from the other open documents, as in `Scene.document`.
    `active`: the id of the layer that edits go to. `selection`: a number that changes with what is selected.
    `resolution`: pixels per inch. `background`: the colour behind the layers, or none.
    `history` lists labels, the opening first; `position` is the index of the current one.
    """

    id: int
    name: str
    width: int
    height: int
    layers: list[LayerInfo]
    active: str
    selection: int | None
    channels: list[str]
    resolution: float
    background: str | None
    history: list[str]
    position: int
    snapshots: list[str]
    notes: list[str]
    marks: MarksInfo


class OpenDocument(TypedDict):
    """One of the open documents; `changed` since it was opened or last saved."""

    id: int
    name: str
    changed: bool


class DocumentsInfo(TypedDict):
    """The open documents in the order of their tabs, and the id of the one that requests are for."""

    active: int | None
    documents: list[OpenDocument]
