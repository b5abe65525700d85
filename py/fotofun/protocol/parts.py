"""Layers that somebody else has read from a file: dictionaries, with the pixels in buffers beside them."""

from typing import Literal, NotRequired, TypedDict

from fotofun.protocol.document import AppliedOperation


class MaskPart(TypedDict):
    """A mask: buffer number `buffer` holds (height, width) bytes; outside of them it is `outside`."""

    buffer: int
    left: int
    top: int
    width: int
    height: int
    outside: NotRequired[int]
    enabled: NotRequired[bool]
    density: NotRequired[float]
    feather: NotRequired[float]
    linked: NotRequired[bool]


class LayerPart(TypedDict):
    """A layer. Opacities are percent, modes and locks have FotoFun's names.

    "pixels": buffer number `buffer` holds (height, width, 4) bytes, straight alpha, sRGB. "group": `layers`,
    bottom to top. "adjustment" and "generated" (a fill): `operation`.
    """

    kind: Literal["pixels", "group", "adjustment", "generated"]
    name: str
    buffer: NotRequired[int]
    left: NotRequired[int]
    top: NotRequired[int]
    width: NotRequired[int]
    height: NotRequired[int]
    layers: NotRequired[list["LayerPart"]]
    isolated: NotRequired[bool]
    operation: NotRequired[AppliedOperation]
    visible: NotRequired[bool]
    opacity: NotRequired[float]
    fill_opacity: NotRequired[float]
    blend_mode: NotRequired[str]
    clipped: NotRequired[bool]
    locks: NotRequired[list[str]]
    mask: NotRequired[MaskPart]


class DocumentPart(TypedDict):
    """A document: its canvas and its layers, bottom to top. `notes` tell people what was left out."""

    width: int
    height: int
    layers: list[LayerPart]
    resolution: NotRequired[float]
    notes: NotRequired[list[str]]
